import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { marksFont } from '../../tools/marks-font/font.js';
import { glyphs, WIDTH } from '../../tools/marks-font/glyphs.js';

const theme = new URL('../../src/browser/theme/', import.meta.url).pathname;
const css = readFileSync(`${theme}fonts.css`, 'utf8');

/** The characters that a style sheet asks the marks for: each place that does must ask for the same. */
function askedFor(): Set<number> {
  const ranges = [...css.matchAll(/unicode-range: ([^;]+);/g)].map(([, list = '']) => list);
  expect(ranges.length).toBeGreaterThan(0);
  expect(new Set(ranges).size).toBe(1);
  const codes = new Set<number>();
  for (const [, first = '', last = first] of (ranges[0] as string).matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)) {
    for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code++) codes.add(code);
  }
  return codes;
}

describe('the font of the marks', () => {
  it('in the theme is the one that the glyphs make', () => {
    const hint = 'the glyphs changed: npm run font';
    expect(Buffer.from(marksFont()).equals(readFileSync(`${theme}marks.ttf`)), hint).toBe(true);
  });

  it('the font of the marks is asked for each of them', () => {
    const asked = askedFor();
    for (const mark of Object.keys(glyphs)) expect(asked, mark).toContain(mark.codePointAt(0));
  });

  it('the font of the marks has each block and shade that the demos print', () => {
    const demos = new URL('../../demos/', import.meta.url);
    const programs = readdirSync(demos, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const printed = programs.flatMap(
      (name) => readFileSync(new URL(name, demos), 'utf8').match(/[\u2580-\u259f]/g) ?? [],
    );
    expect(new Set(printed).size).toBeGreaterThan(2);
    expect(Object.keys(glyphs)).toEqual(expect.arrayContaining([...new Set(printed)]));
  });

  it('the font of the marks keeps to the grid of a terminal', () => {
    for (const [mark, contours] of Object.entries(glyphs)) {
      for (const { x } of contours.flat()) {
        expect(x, mark).toBeGreaterThanOrEqual(0);
        expect(x, mark).toBeLessThanOrEqual(WIDTH);
      }
    }
  });

  it('the font of the marks is a file whose sums are right', () => {
    const file = Buffer.from(marksFont());
    expect(file.length % 4).toBe(0);
    let sum = 0;
    for (let at = 0; at < file.length; at += 4) sum = (sum + file.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });
});
