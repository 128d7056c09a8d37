/** docs/slides.md: what it shows is so. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDeck, sectionHtml } from '../../src/deck/index.js';
import { LAYOUTS } from '../../src/deck/types.js';
import { catalogue } from './deck-helpers.js';

const DOC = readFileSync(new URL('../../docs/slides.md', import.meta.url), 'utf8');
const pictures = Object.fromEntries(
  ['vettel', 'malibu', 'maxima'].map((stem) => [`${stem}.svg`, { src: `art/${stem}.svg`, alt: stem }]),
);

let current = '';
/** The examples by the heading that they stand under. */
const examples = [...DOC.matchAll(/^## (.*)$|^~~~markdown\n([\s\S]*?)^~~~$/gm)].reduce<
  { heading: string; text: string }[]
>((found, [, heading, text]) => {
  if (text !== undefined) found.push({ heading: current, text });
  else current = heading ?? '';
  return found;
}, []);
const deckOf = (text: string) => parseDeck([{ path: 'slides/01.md', text }], { catalogue, pictures });
const htmlUnder = (heading: string): string =>
  examples
    .filter((example) => example.heading === heading)
    .flatMap(({ text }) => deckOf(text).slides.map(sectionHtml))
    .join('\n');

describe('docs/slides.md', () => {
  it.each(examples)('docs/slides.md has an example under “$heading” that has no mistake', ({ text }) => {
    const { slides, problems } = deckOf(text);
    expect(problems).toEqual([]);
    expect(slides.length).toBeGreaterThan(0);
  });

  it.each([
    ['Slides', /Two/],
    ['Layouts', /data-layout="list"/],
    ['Notes', /<aside class="notes">\n<p>Said to the speaker alone\.<\/p>/],
    ['Pictures', /<img src="art\/maxima\.svg" alt="another" width="200">/],
    ['Pictures', /alt="A sedan" style="height:250px"/],
    ['Lists', /counter-reset: row 2/],
    ['Fragments and attributes', /data-background="#113355" id="dark"[\s\S]*<li class="fragment">first<\/li>/],
    ['Code', /<pre class="code-steps">.*<div class="fragment"/s],
    ['Links', /target="_blank".*<a href="#\/2">/],
    ['Demos', /<reboot-demo name="isolation"[\s\S]*data-step="segfault threads"/],
  ])('docs/slides.md shows under “%s” what becomes %s', (heading, html) => {
    expect(htmlUnder(heading)).toMatch(html);
  });

  it('docs/slides.md has an example of front matter', () => {
    const [{ text = '' } = {}] = examples;
    expect(deckOf(text).front).toMatchObject({ title: 'Fault Tolerance', author: 'A. Speaker', lang: 'en' });
  });

  it('names each layout', () => {
    for (const layout of LAYOUTS) expect(DOC).toContain(`\`${layout}\``);
  });
});
