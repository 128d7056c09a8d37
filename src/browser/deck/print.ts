/** Was the page asked for as it goes to paper? */
export const isForPrint = new URLSearchParams(location.search).has('print-pdf');

/** Before reveal.js lays the slides out as pages. */
export function keepForPrint(): void {
  for (const section of document.querySelectorAll<HTMLElement>('.slides > section')) {
    // Its print sheet takes the padding from all of them with such weight that nothing else keeps it.
    section.style.setProperty('padding', getComputedStyle(section).padding, 'important');
  }
  // A reader who prints does not scroll through the deck first.
  for (const image of document.images) image.loading = 'eager';
}
