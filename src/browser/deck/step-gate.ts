import type { RevealApi } from 'reveal.js';

/** Whether a step that was just pressed on the deck is to be played. */
type Gate = () => Promise<boolean>;

const gates = new WeakMap<RevealApi, Gate>();

/** From now on a step of `deck` is played when `gate` says so: two pages may be pressed at one moment, for one step. */
export const gateSteps = (deck: RevealApi, gate: Gate): void => void gates.set(deck, gate);

/** A deck that nobody keeps in step with others plays all of its steps. */
export const mayPlayStep = (deck: RevealApi): Promise<boolean> => gates.get(deck)?.() ?? Promise.resolve(true);
