import type { RevealApi } from 'reveal.js';
import { patchSlides } from './patch.js';

/** While the deck is being written: a saved slide replaces its old self in the page. */
export function followEdits(deck: RevealApi): void {
  import.meta.hot?.on('deck:update', ({ sections }: { sections: string[] }) => {
    const { h, f } = deck.getIndices();
    const current = deck.getCurrentSlide();
    patchSlides(deck.getSlidesElement() as HTMLElement, sections);
    const place = deck.getHorizontalSlides().indexOf(current);
    // In this order: sync would first clear the steps of a slide that now stands further on.
    deck.slide(place < 0 ? h : place, 0, f);
    deck.sync();
  });
}
