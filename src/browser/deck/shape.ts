import type { RevealApi } from 'reveal.js';
import { isPortrait, type Size, slideSize } from '../../deck/shape.js';

/** The size that slides are to have in this window. Style sheets read its shape off the page. */
export function shapePage(): Size {
  const size = slideSize({ width: innerWidth, height: innerHeight });
  document.documentElement.dataset.shape = isPortrait(size) ? 'portrait' : 'landscape';
  return size;
}

/** The size that they have. */
export function sizeOf(deck: RevealApi): Size {
  const { width, height } = deck.getConfig();
  return { width: Number(width), height: Number(height) };
}

/** A telephone is turned while the talk goes on. */
export function followWindow(deck: RevealApi): void {
  addEventListener('resize', () => {
    const size = shapePage();
    const before = sizeOf(deck);
    if (size.width !== before.width || size.height !== before.height) deck.configure(size);
  });
}
