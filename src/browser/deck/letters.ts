import type { RevealApi } from 'reveal.js';
import { onDeck } from './events.js';

/** Loads the faces of other scripts when a slide has letters of one; most talks have none, and wait for nothing. */
export function followLetters(deck: RevealApi): void {
  const look = (): void => {
    if (document.querySelector('section[data-letters]')) void import('../theme/more-letters.css');
  };
  onDeck(deck, 'sync', look);
  look();
}
