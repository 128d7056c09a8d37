/** Whether words stand out from what they are printed on: judged by the pixels around their letters. Pure. */
import type { Colour, Text } from '../../../src/measure/description.js';
import { cut, type Rect } from '../../../src/measure/rect.js';
import type { Picture } from '../../../tools/pictures/png.js';

/** The channels of a point: red, green, blue, opacity. */
const CHANNELS = 4;

/** The colour in which words are printed to be found: far from each of the inks, and so from every mix of them. */
export const KEY: Colour = [0, 0, 255];
/** In all channels together. Black, the nearest, is 255 away; of a pixel on paper more than half is covered then. */
const NEAR_KEY = 220;
/** Letters have soft edges, this wide; what lies behind those, up to `AROUND`, is their ground. In pixels. */
const EDGE = 1;
const AROUND = 3;

/** By WCAG 2.2, 1.4.3; what it calls large text starts at 24 px. */
const ENOUGH = 4.5;
const ENOUGH_IF_LARGE = 3;
const LARGE = 24;
/** The share of the ground that may be like the letters: the edges of dots are no reason not to read a word. */
const SPECKS = 0.02;

export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The mistakes in the contrast of `text`, in a picture of it where all letters have the colour `KEY`. */
export function poorContrast(text: Text, pixels: Picture): string | null {
  const ratios = text.ink
    .flatMap((ink) => groundOf(cut(ink, text.window), pixels))
    .map((colour) => contrast(colour, text.colour));
  const said = `“${text.words.slice(0, 40)}” (${text.where})`;
  if (ratios.length === 0) return `${said} is not to be seen`;
  const enough = text.size >= LARGE ? ENOUGH_IF_LARGE : ENOUGH;
  const poor = ratios.filter((ratio) => ratio < enough);
  if (poor.length <= ratios.length * SPECKS) return null;
  const share = Math.round((100 * poor.length) / ratios.length);
  return `${said} has a contrast of ${Math.min(...poor).toFixed(1)} on ${share} % of its ground; ${enough} is needed`;
}

/** The colours right behind the edges of the letters in `ink`. */
function groundOf(ink: Rect, pixels: Picture): Colour[] {
  const area = widened(ink, pixels);
  const width = area.right - area.left;
  const height = area.bottom - area.top;
  const letters = new Uint8Array(Math.max(0, width * height)).map((_, at) =>
    isKey(pixels, area.left + (at % width), area.top + Math.floor(at / width)) ? 1 : 0,
  );
  const edges = grown(letters, width, height, EDGE);
  const around = grown(letters, width, height, AROUND);
  const colours: Colour[] = [];
  for (let at = 0; at < letters.length; at++) {
    if (around[at] === 0 || edges[at] === 1) continue;
    colours.push(pixelAt(pixels, area.left + (at % width), area.top + Math.floor(at / width)));
  }
  return colours;
}

/** Every mark made wider by `by` to each side: first along the rows, then along the columns. */
function grown(marks: Uint8Array, width: number, height: number, by: number): Uint8Array {
  const wide = new Uint8Array(marks.length);
  const all = new Uint8Array(marks.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (marks[row * width + column] === 0) continue;
      wide.fill(1, row * width + Math.max(0, column - by), row * width + Math.min(width, column + by + 1));
    }
  }
  for (let row = 0; row < height; row++) {
    for (let near = Math.max(0, row - by); near <= Math.min(height - 1, row + by); near++) {
      for (let column = 0; column < width; column++) {
        if (wide[near * width + column] === 1) all[row * width + column] = 1;
      }
    }
  }
  return all;
}

function isKey({ width, data }: Picture, x: number, y: number): boolean {
  const at = (y * width + x) * CHANNELS;
  const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
  return Math.abs(red - KEY[0]) + Math.abs(green - KEY[1]) + Math.abs(blue - KEY[2]) < NEAR_KEY;
}

function pixelAt({ width, data }: Picture, x: number, y: number): Colour {
  const at = (y * width + x) * CHANNELS;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** With the ground around it, in whole pixels, as far as there is a picture. */
const widened = ({ left, top, right, bottom }: Rect, { width, height }: Picture): Rect => ({
  left: Math.max(0, Math.floor(left) - AROUND),
  top: Math.max(0, Math.floor(top) - AROUND),
  right: Math.min(width, Math.ceil(right) + AROUND),
  bottom: Math.min(height, Math.ceil(bottom) + AROUND),
});
