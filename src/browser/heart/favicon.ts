import lost from './favicon-lost.svg?raw';
import type { Heart } from './heart.js';
import { isAlive } from './pulse.js';

/**
 * The page's icon goes flat with the app. The flat icon is part of
 * this script, because no server can send it when it is needed.
 */
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
