import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colourOf, contrast, type Tokens, tokensOf } from '../helpers/contrast.js';

const theme = new URL('../../src/browser/theme/', import.meta.url).pathname;
const css = readFileSync(`${theme}tokens.css`, 'utf8');

const root = tokensOf(css, ':root');
const desk = { ...root, ...tokensOf(css, '[data-mode="desk"]') };
const MODES: Record<string, Tokens> = {
  stage: root,
  'desk, light': desk,
  'desk, dark': { ...desk, ...tokensOf(css, '[data-mode="desk"]', 'prefers-color-scheme: dark') },
};

const TEXT = ['print', 'print-soft', 'alive', 'dead'];
const GROUNDS = ['ground', 'panel'];
/** Elements that are seen and not read. */
const MARKS = ['alive', 'dead', 'focus'];
/** Words on a patch of ink, as on a button. */
const PATCHES = ['pulse', 'plug', 'amber', 'paper'];

const ratio = (tokens: Tokens, a: string, b: string) =>
  contrast(colourOf(`var(--${a})`, tokens), colourOf(`var(--${b})`, tokens));

const pairs = (prints: string[]) =>
  Object.keys(MODES).flatMap((mode) =>
    prints.flatMap((print) => GROUNDS.map((ground) => [mode, print, ground] as const)),
  );

describe('contrast', () => {
  it.each(pairs(TEXT))('%s: %s can be read on %s', (mode, print, ground) => {
    expect(ratio(MODES[mode] as Tokens, print, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(MARKS))('%s: %s can be seen on %s', (mode, mark, ground) => {
    expect(ratio(MODES[mode] as Tokens, mark, ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(['desk, light', 'desk, dark'])('%s: the edge of a control can be seen', (mode) => {
    for (const ground of GROUNDS) expect(ratio(MODES[mode] as Tokens, 'line', ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(PATCHES)('ink can be read on %s', (patch) => {
    expect(ratio(root, 'ink', patch)).toBeGreaterThanOrEqual(4.5);
  });

  it('every slide that has a ground of its own can be read', () => {
    const files = [
      'slides.css',
      'chrome.css',
      ...['posters', 'words', 'list', 'picture', 'demo', 'dots'].map((name) => `layouts/${name}.css`),
    ];
    let found = 0;
    for (const file of files) {
      const rules = readFileSync(theme + file, 'utf8').matchAll(/\{([^{}]*--ground:[^{}]*)\}/g);
      for (const [, body = ''] of rules) {
        const tokens = { ...root, ...tokensOf(`x {${body}}`, 'x') };
        found++;
        expect(ratio(tokens, 'print', 'ground'), `${file}: ${body}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(found).toBeGreaterThan(3);
  });
});

describe('the check itself', () => {
  it('the check itself knows black from white, and a mix of both', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
    // The textbook's grey that is just dark enough on white.
    expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
    expect(colourOf('color-mix(in srgb, white 25%, black)', {})).toEqual([63.75, 63.75, 63.75]);
    expect(() => colourOf('var(--nowhere)', {})).toThrow('no colour');
  });
});
