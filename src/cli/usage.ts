/** A mistake of the one who typed the command: told in plain words, exit code 2. */
export class UsageError extends Error {}
