import type { Format } from './format.js';

/** The surface that shows demos: the slides of a deck, or the page of a lesson. */
export interface Board {
  readonly format: Format;
  /** How large a pixel of a demo is on it, in pixels of the page. */
  scale(): number;
  isSeen(demo: Element): boolean;
  /** The board is not visible, because the deck's screen is black. */
  isPaused(): boolean;
  /** Calls `listener` after a change of any of these. Returns how to stop. */
  watch(listener: () => void): () => void;
}
