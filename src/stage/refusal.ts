/** A command that cannot be carried out; the message says why and what to do. Nothing has changed. */
export class Refusal extends Error {}
