import type { RevealApi } from 'reveal.js';
import { SLIDE } from '../demo/arrangement.js';
import type { Board } from '../demo/board.js';
import { onDeck } from './events.js';

/** A demo is seen while its slide is the current one. */
export const deckBoard = (deck: RevealApi): Board => ({
  format: SLIDE,
  scale: () => deck.getScale(),
  isSeen: (demo) => demo.closest('section') === deck.getCurrentSlide(),
  isPaused: () => deck.isPaused(),
  watch(listener) {
    const stops = (['slidechanged', 'resize', 'resumed'] as const).map((name) => onDeck(deck, name, listener));
    return () => {
      for (const stop of stops) stop();
    };
  },
});
