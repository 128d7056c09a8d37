import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadDeck } from '../../src/deck/load.js';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MOST_BYTES = 40_000;
const MOST_BYTES_TOGETHER = 500_000;

const names = readdirSync(at('public/art'));
const read = (name: string): string => readFileSync(at(`public/art/${name}`), 'utf8');
const inks = Object.fromEntries(
  [...readFileSync(at('src/browser/theme/tokens.css'), 'utf8').matchAll(/--(\w+): (#[0-9a-f]{6});/g)].map(
    ([, name = '', ink = '']) => [name, ink],
  ),
);

const FORBIDDEN = /<(script|foreignObject|text|image|style|animate\w*|set)\b|\s(on\w+|style)=/g;
const PAINT = /\b(?:fill|stroke|color|stop-color|flood-color|lighting-color)="([^"]*)"/g;

/** The complaints about a drawing that does not fit the print run; none for a good one. */
function faultsOf(svg: string): string[] {
  const faults: string[] = [];
  const blame = (what: string, found: Iterable<string | undefined>) => {
    for (const one of new Set(found)) faults.push(`${what} ${one}`.trim());
  };
  const every = (pattern: RegExp) => [...svg.matchAll(pattern)].map(([, inner]) => inner);
  const bytes = Buffer.byteLength(svg);
  if (bytes > MOST_BYTES) faults.push(`has ${bytes} bytes`);
  for (const tag of ['title', 'desc'])
    if (!new RegExp(`<${tag}[^>]*>\\s*[^<\\s]`).test(svg)) faults.push(`has no ${tag}`);
  if (!/<svg[^>]* viewBox="0 0 \d+ \d+"/.test(svg)) faults.push('has no viewBox');
  blame(
    'contains',
    [...svg.matchAll(FORBIDDEN)].map(([, element, attribute]) => element ?? attribute),
  );
  blame('leads elsewhere:', every(/\bhref=["']([^#"'][^"']*)/g));
  blame('leads elsewhere:', every(/url\(["']?([^#"')][^)]*)/g));
  const allowed = [...Object.values(inks), 'none'];
  const paints = every(PAINT).filter((paint) => !/^url\(#/.test(paint ?? ''));
  blame(
    'is painted with',
    [...paints, ...every(/(#[0-9a-f]{3,8})\b(?=["; ])/gi)].filter((ink) => !allowed.includes(ink ?? '')),
  );
  return faults;
}

const drawing = (body: string, head = 'viewBox="0 0 2 1"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${head}><title>A</title><desc>B</desc>${body}</svg>`;

describe('the artwork', () => {
  it('the artwork has every picture that the slides name, each with words of its own', async () => {
    const deck = await loadDeck({ slidesDir: at('slides'), artDir: at('public/art'), catalogue: async () => ({}) });
    expect(deck.problems.filter(({ message }) => /picture/i.test(message))).toEqual([]);
    const images = deck.slides.flatMap(({ html }) => [...html.matchAll(/<img src="art\/([^"]+)" alt="([^"]*)"/g)]);
    expect(images.length).toBeGreaterThanOrEqual(20);
    for (const [, name = '', alt] of images) {
      expect(names).toContain(name);
      expect(alt).not.toBe('');
    }
  });

  it('the artwork knows five inks', () => {
    expect(Object.keys(inks).sort()).toEqual(['amber', 'ink', 'paper', 'plug', 'pulse']);
  });

  it.each(names)('%s is one of the print run', (name) => {
    expect(name).toMatch(/^[a-z0-9-]+\.svg$/);
    expect(faultsOf(read(name))).toEqual([]);
  });

  it('the artwork is light enough to be carried by one page', () => {
    const bytes = names.reduce((sum, name) => sum + Buffer.byteLength(read(name)), 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES_TOGETHER);
  });

  it.each([
    ['', []],
    ['<path fill="#15110e" stroke="none" clip-path="url(#a)"/><use href="#b"/>', []],
    [`<path d="${'M0 0'.repeat(10_000)}"/>`, [/^has \d+ bytes$/]],
    ['<path fill="#15110f"/>', [/^is painted with #15110f$/]],
    ['<path stroke="white"/>', [/^is painted with white$/]],
    ['<path style="fill:red"/>', [/^contains style$/]],
    ['<style>path{fill:red}</style>', [/^contains style$/]],
    ['<text>Hm</text>', [/^contains text$/]],
    ['<script>1</script>', [/^contains script$/]],
    ['<path onclick="x"/>', [/^contains onclick$/]],
    ['<foreignObject/>', [/^contains foreignObject$/]],
    ['<use href="other.svg#a"/>', [/^leads elsewhere: other/]],
    ['<image xlink:href="https://a.example/b.png"/>', [/^contains image$/, /^leads elsewhere: https/]],
    ['<path clip-path="url(other.svg#a)"/>', [/^leads elsewhere: other/]],
  ])('the artwork would be blamed for %#', (body, complaints) => {
    const faults = faultsOf(drawing(body));
    expect(faults).toHaveLength(complaints.length);
    for (const [index, notice] of complaints.entries()) expect(faults[index]).toMatch(notice);
  });

  it('the artwork would be blamed for having no words and no size', () => {
    expect(faultsOf(drawing('', ''))).toEqual(['has no viewBox']);
    expect(faultsOf('<svg viewBox="0 0 2 1"><title> </title></svg>')).toEqual(['has no title', 'has no desc']);
  });
});
