import { mergeAttributes } from './features/attributes.js';
import { escapeHtml, textOfHtml } from './text.js';
import type { Layout, Slide } from './types.js';

// Seen in the slides' own type: how many lines a list, how many characters a headline may have at each size.
const FITS: Partial<Record<Layout, { large: number; medium: number }>> = {
  list: { large: 5, medium: 8 },
  section: { large: 12, medium: 40 },
  statement: { large: 6, medium: 40 },
};

function sizeOf({ layout, lines, title, isAlone }: Slide): string {
  const fits = FITS[layout];
  if (!fits) return 'medium';
  const length = layout === 'list' ? lines : title.length;
  // A few letters fill the slide only if the slide is theirs.
  if (length <= fits.large) return layout === 'statement' && !isAlone ? 'medium' : 'large';
  return length <= fits.medium ? 'medium' : 'small';
}

/** How many capitals of the usual width are as wide as the longest word: on a narrow slide it decides how large a headline is. */
function widest(title: string): number {
  const widthOf = (letter: string) => (/[IJ1.,:;!'’]/i.test(letter) ? 0.55 : /[MW]/i.test(letter) ? 1.35 : 1);
  const widths = title.split(/\s+/).map((word) => [...word].reduce((sum, letter) => sum + widthOf(letter), 0));
  return Math.round(Math.max(...widths) * 100) / 100;
}

/** League Gothic has Latin letters only; words with others are set in one face as a whole. */
const BEYOND_LATIN = /[^\P{L}\p{Script=Latin}]/u;
/** Scripts that run from right to left: the first letter says how the slide runs. */
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Letters with a mark above or below, taken apart. */
const HAS_MARKS = /\p{M}/u;

function scriptOf(html: string, title: string): Record<string, string> {
  const words = textOfHtml(html);
  return {
    ...(HAS_MARKS.test(title.normalize('NFD')) ? { 'data-marks': '' } : {}),
    ...(BEYOND_LATIN.test(words) ? { 'data-face': 'text' } : {}),
    ...(RIGHT_TO_LEFT.test(title || words) ? { dir: 'rtl' } : {}),
  };
}

/** One slide as reveal.js wants it. Its children stay flat, so that a live edit can keep a running demo. */
export function sectionHtml(slide: Slide): string {
  const { html, notes, layout, source, title } = slide;
  const attributes = {
    'data-source': `${source.path}:${source.line}`,
    'data-layout': layout,
    'data-size': sizeOf(slide),
    'aria-label': title,
    style: `--letters: ${widest(title)}`,
    ...scriptOf(html, title),
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeHtml(value)}"`);
  const tag = mergeAttributes(`<section ${written.join(' ')}`, slide.attributes);
  const aside = notes ? `<aside class="notes">\n${notes}</aside>\n` : '';
  return `${tag}>\n${html}${aside}</section>`;
}
