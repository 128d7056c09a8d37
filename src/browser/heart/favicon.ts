import lost from './favicon-lost.svg?raw';
import type { Heart } from './heart.js';
import { isAlive } from './pulse.js';

/** The page's icon goes flat with the app. It is at hand before that: when it is wanted, there is nobody to ask for it. */
export function followWithFavicon(heart: Heart): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  const alive = link.href;
  const flat = `data:image/svg+xml,${encodeURIComponent(lost)}`;
  heart.watch(() => {
    const href = isAlive(heart.pulse) ? alive : flat;
    if (link.href !== href) link.href = href;
  });
}
