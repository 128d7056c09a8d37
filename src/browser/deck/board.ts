import type { RevealApi } from 'reveal.js';
import { isPortrait } from '../../deck/shape.js';
import type { Board } from '../demo/board.js';
import { type Format, HAND_OUTSIDE, inHand, SLIDE } from '../demo/format.js';
import { onDeck } from './events.js';
import { sizeOf } from './shape.js';

/** A demo is seen while its slide is the current one. */
export function deckBoard(deck: RevealApi): Board {
  let upright = { height: 0, format: SLIDE };
  return {
    get format(): Format {
      const size = sizeOf(deck);
      if (!isPortrait(size)) return SLIDE;
      if (upright.height !== size.height) upright = { height: size.height, format: inHand(size.height - HAND_OUTSIDE) };
      return upright.format;
    },
    scale: () => deck.getScale(),
    isSeen: (demo) => demo.closest('section') === deck.getCurrentSlide(),
    isPaused: () => deck.isPaused(),
    watch(listener) {
      // The slides' size changes with a sync; their scale, as often as not, stays as it is.
      const names = ['slidechanged', 'resize', 'sync', 'resumed'] as const;
      const stops = names.map((name) => onDeck(deck, name, listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
