/**
 * The claims of a lesson, as data beside the lesson: `claims.ts` of a demo. Tests play the acts against the real processes,
 * at the pace of a learner and in several orders, so a sentence that stops being true fails.
 */
import type { Check } from './checks.js';

/** A piece of the text of the lesson, and what must be so when it is true. All of it must hold at one moment. */
export interface Claim {
  /** Word for word as in `lesson.md`, with its markdown; line breaks count as spaces. */
  says: string;
  /** Compared with the moment before the act. */
  checks?: Check[];
  /** The text in the visible rows of a terminal. */
  shows?: { id: string; text: string | RegExp }[];
  /** At least one of these stands in its terminal, where chance decides which. */
  showsOneOf?: { id: string; text: string | RegExp }[];
  /** For how long it must stay so, in ms, because nobody sees what is gone at once. */
  staysMs?: number;
}

/** Presses in a row, as the lesson names them, and the claims about what follows. */
export interface Act {
  /** As in `kill line-7`; none for what is so from the beginning. */
  presses: string[];
  claims: Claim[];
  /** The lesson tells the learner to wait for this before the first press. */
  begins?: Check[];
  /** The demo is reset before the act, because the lesson tells it of a fresh one. */
  isFresh?: boolean;
  /** The act follows the one before it in every order, because it is about what that one has left behind. */
  follows?: boolean;
  /** How long what begins it and all the claims may take to come true, in ms, where that is not over in seconds. */
  patienceMs?: number;
}

export interface Claims {
  /** In the order of the lesson. */
  acts: Act[];
  /** Pieces of the text that tell nothing which could be seen here: reasons, questions, what to press, what is so elsewhere. */
  unseen: string[];
}
