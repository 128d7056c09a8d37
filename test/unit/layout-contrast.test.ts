import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Colour, Text } from '../../src/measure/description.js';
import { contrast, KEY, type Pixels, poorContrast } from '../browser/layout/contrast.js';
import { readPng } from '../browser/layout/png.js';

const INK: Colour = [21, 17, 14];
const PAPER: Colour = [243, 234, 217];
const PLUG: Colour = [255, 75, 43];
const WIDTH = 60;
const HEIGHT = 30;

/** A picture of an upright stroke, on what `ground` says. */
function picture(ground: (x: number, y: number) => Colour): Pixels {
  const isLetter = (x: number, y: number) => x >= 28 && x < 32 && y >= 5 && y < 25;
  const data = Array.from({ length: WIDTH * HEIGHT }, (_, at) => {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    return isLetter(x, y) ? KEY : ground(x, y);
  });
  return { width: WIDTH, height: HEIGHT, channels: 3, data: Uint8Array.from(data.flat()) };
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
    const empty = { ...picture(() => PAPER), data: new Uint8Array(WIDTH * HEIGHT * 3).fill(200) };
    expect(poorContrast(stroke(INK), empty)).toContain('is not to be seen');
  });
});

describe('a PNG', () => {
  it('a PNG is read with each of its filters', () => {
    const rows = [0, 1, 2, 3, 4].map((filter) => [filter, 10, 20, 30, 5, 5, 5]);
    const pixels = readPng(png(2, 5, Buffer.from(rows.flat())));
    expect([...pixels.data]).toEqual([
      ...[10, 20, 30, 5, 5, 5],
      ...[10, 20, 30, 15, 25, 35],
      ...[20, 40, 60, 20, 30, 40],
      ...[20, 40, 60, 25, 40, 55],
      ...[30, 60, 90, 35, 65, 95],
    ]);
  });

  function png(width: number, height: number, rows: Buffer): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 2, 0, 0, 0], 8);
    const chunk = (type: string, data: Buffer) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(data.length);
      return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
    };
    return Buffer.concat([
      Buffer.alloc(8),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
});
