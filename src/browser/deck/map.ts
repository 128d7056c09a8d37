import type { RevealApi } from 'reveal.js';

const demoOf = (link: Element): string => link.getAttribute('href')?.slice(1) ?? '';
const LINK = 'a[href^="#"]';

/** A link to `#isolation` leads to the slide that plays that demo, wherever it stands in the talk. */
export function followMap(deck: RevealApi): void {
  deck.getSlidesElement()?.addEventListener('click', (event) => {
    const link = (event.target as Element).closest(LINK);
    const slides = deck.getHorizontalSlides();
    const place = slides.findIndex(
      (slide: Element) => link && slide.querySelector(`reboot-demo[name="${CSS.escape(demoOf(link))}"]`),
    );
    if (place < 0) return;
    event.preventDefault();
    deck.slide(place);
  });
}

/** Links to demos that have run since the app was started say so. */
export function markPlayed(deck: RevealApi, played: readonly string[]): void {
  for (const link of deck.getSlidesElement()?.querySelectorAll(LINK) ?? [])
    link.toggleAttribute('data-played', played.includes(demoOf(link)));
}
