import { describe, expect, it } from 'vitest';
import type { Colour, Text } from '../../src/measure/description.js';
import type { Picture } from '../../tools/pictures/png.js';
import { contrast, KEY, poorContrast } from '../browser/layout/contrast.js';

const INK: Colour = [21, 17, 14];
const PAPER: Colour = [243, 234, 217];
const PLUG: Colour = [255, 75, 43];
const WIDTH = 60;
const HEIGHT = 30;

/** A picture of an upright stroke, on what `ground` says. */
function picture(ground: (x: number, y: number) => Colour): Picture {
  const isLetter = (x: number, y: number) => x >= 28 && x < 32 && y >= 5 && y < 25;
  const data = Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    return [...(isLetter(x, y) ? KEY : ground(x, y)), 255];
  });
  return { width: WIDTH, height: HEIGHT, data: Uint8Array.from(data.flat()) };
}

const stroke = (colour: Colour, size = 30): Text => ({
  where: 'h2',
  words: 'I',
  ink: [{ left: 27, top: 4, right: 33, bottom: 26 }],
  size,
  colour,
  home: { left: 0, top: 0, right: WIDTH, bottom: HEIGHT },
  window: { left: 0, top: 0, right: WIDTH, bottom: HEIGHT },
  within: [],
  isSmallPrint: false,
  isCutOnPurpose: false,
});

describe('contrast', () => {
  it('contrast is that of WCAG', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
    expect(contrast(PAPER, PAPER)).toBe(1);
  });

  it('contrast is enough for ink on paper, at every size', () => {
    expect(
      poorContrast(
        stroke(INK, 16),
        picture(() => PAPER),
      ),
    ).toBeNull();
  });

  it('contrast is too little for paper on red-orange', () => {
    expect(
      poorContrast(
        stroke(PAPER),
        picture(() => PLUG),
      ),
    ).toMatch(/contrast of 2\.\d on 100 % of its ground; 3 is/);
  });

  it('contrast may be less for large letters', () => {
    const grey: Colour = [148, 148, 148];
    const white = picture(() => [255, 255, 255]);
    expect(poorContrast(stroke(grey, 24), white)).toBeNull();
    expect(poorContrast(stroke(grey, 23), white)).toContain('4.5 is needed');
  });

  it('contrast counts the dots below the letters, but not those further away', () => {
    const dots = (x: number, y: number): Colour => (x % 4 < 2 && y % 4 < 2 ? PLUG : INK);
    expect(poorContrast(stroke(PAPER), picture(dots))).toMatch(/2\.8 on 19 % of its ground/);
    const aside = (x: number, y: number): Colour => (x < 22 || x > 38 ? dots(x, y) : INK);
    expect(poorContrast(stroke(PAPER), picture(aside))).toBeNull();
  });

  it('contrast is nothing where the words are not to be seen', () => {
    const empty = { ...picture(() => PAPER), data: new Uint8Array(WIDTH * HEIGHT * 4).fill(200) };
    expect(poorContrast(stroke(INK), empty)).toContain('is not to be seen');
  });
});
