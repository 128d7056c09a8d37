/**
 * The marks that the typefaces do not have: the states of a process, and what terminals draw boxes and bars with.
 * As wide as a letter of JetBrains Mono, so that they stand in its grid.
 */
import { bar, type Contour, disc, hole, polygon, rectangle, ring } from './shapes.js';

export const WIDTH = 600;
export const TOP = 1020;
export const BOTTOM = -300;

const CENTRE = WIDTH / 2;
/** Half way up a capital. */
const MIDDLE = 365;
const RADIUS = 250;
const STROKE = 90;
/** A line of a box, and how thick a heavy one is. */
const LIGHT = 76;
const HEAVY = 150;

const MARKS: Record<string, Contour[]> = {
  '○': ring(CENTRE, MIDDLE, RADIUS, STROKE),
  '●': [disc(CENTRE, MIDDLE, RADIUS)],
  '◐': [
    disc(CENTRE, MIDDLE, RADIUS, 4, 8),
    disc(CENTRE, MIDDLE, RADIUS, 0, 4),
    hole(disc(CENTRE, MIDDLE, RADIUS - STROKE, 0, 4)),
  ],
  '◌': Array.from({ length: 8 }, (_, eighth) => {
    const angle = (eighth / 8) * 2 * Math.PI;
    return disc(Math.round(CENTRE + 205 * Math.sin(angle)), Math.round(MIDDLE + 205 * Math.cos(angle)), 52);
  }),
  '■': [rectangle(70, MIDDLE - 230, 530, MIDDLE + 230)],
  '‖': [rectangle(140, 60, 250, 670), rectangle(350, 60, 460, 670)],
  '✕': [bar(90, MIDDLE - 210, 510, MIDDLE + 210, 110), bar(90, MIDDLE + 210, 510, MIDDLE - 210, 110)],
  '✓': [bar(60, 330, 250, 110, 110), bar(215, 105, 545, 640, 110)],
  '→': [rectangle(40, MIDDLE - 45, 430, MIDDLE + 45), polygon([330, MIDDLE - 240], [330, MIDDLE + 240], [570, MIDDLE])],
  '←': [rectangle(170, MIDDLE - 45, 560, MIDDLE + 45), polygon([270, MIDDLE - 240], [30, MIDDLE], [270, MIDDLE + 240])],
  '♥': [disc(165, 480, 150), disc(435, 480, 150), polygon([45, 390], [165, 520], [435, 520], [555, 390], [300, 60])],
};

/** The arms of each box character: their widths to the left, up, right and down. */
const ARMS: Record<string, [left: number, up: number, right: number, down: number]> = {
  '─': [LIGHT, 0, LIGHT, 0],
  '│': [0, LIGHT, 0, LIGHT],
  '┌': [0, 0, LIGHT, LIGHT],
  '┐': [LIGHT, 0, 0, LIGHT],
  '└': [0, LIGHT, LIGHT, 0],
  '┘': [LIGHT, LIGHT, 0, 0],
  '├': [0, LIGHT, LIGHT, LIGHT],
  '┤': [LIGHT, LIGHT, 0, LIGHT],
  '┬': [LIGHT, 0, LIGHT, LIGHT],
  '┴': [LIGHT, LIGHT, LIGHT, 0],
  '┼': [LIGHT, LIGHT, LIGHT, LIGHT],
  '━': [HEAVY, 0, HEAVY, 0],
  '┃': [0, HEAVY, 0, HEAVY],
  '╭': [0, 0, LIGHT, LIGHT],
  '╮': [LIGHT, 0, 0, LIGHT],
  '╰': [0, LIGHT, LIGHT, 0],
  '╯': [LIGHT, LIGHT, 0, 0],
};

function box([left, up, right, down]: [number, number, number, number]): Contour[] {
  const half = Math.max(left, up, right, down) / 2;
  const arms: Contour[] = [];
  if (left) arms.push(rectangle(0, MIDDLE - left / 2, CENTRE + half, MIDDLE + left / 2));
  if (right) arms.push(rectangle(CENTRE - half, MIDDLE - right / 2, WIDTH, MIDDLE + right / 2));
  if (up) arms.push(rectangle(CENTRE - up / 2, MIDDLE - half, CENTRE + up / 2, TOP));
  if (down) arms.push(rectangle(CENTRE - down / 2, BOTTOM, CENTRE + down / 2, MIDDLE + half));
  return arms;
}

const part = (eighths: number, whole: number) => Math.round((eighths / 8) * whole);

/** `▁` to `█` grow from below, `▉` to `▏` shrink towards the left; then the other halves. */
function blocks(): Record<string, Contour[]> {
  const found: Record<string, Contour[]> = {
    '▀': [rectangle(0, MIDDLE, WIDTH, TOP)],
    '▐': [rectangle(CENTRE, BOTTOM, WIDTH, TOP)],
  };
  for (let eighths = 1; eighths <= 8; eighths++) {
    found[String.fromCodePoint(0x2580 + eighths)] = [rectangle(0, BOTTOM, WIDTH, BOTTOM + part(eighths, TOP - BOTTOM))];
  }
  for (let eighths = 7; eighths >= 1; eighths--) {
    found[String.fromCodePoint(0x2590 - eighths)] = [rectangle(0, BOTTOM, part(eighths, WIDTH), TOP)];
  }
  return found;
}

/** The shades fall into so many columns and rows of four fields each; more would be a bigger file, and no dots at the size of a terminal. */
const COLUMNS = 2;
const ROWS = 4;

/** `░`, `▒` and `▓`: one, two and three of each four fields are ink. */
function shades(): Record<string, Contour[]> {
  const [width, height] = [WIDTH / COLUMNS / 2, (TOP - BOTTOM) / ROWS / 2];
  const fields = (right: number, up: number) =>
    Array.from({ length: COLUMNS * ROWS }, (_, at) => {
      const x = (2 * (at % COLUMNS) + right) * width;
      const y = BOTTOM + (2 * Math.floor(at / COLUMNS) + up) * height;
      return rectangle(x, y, x + width, y + height);
    });
  return {
    '░': fields(0, 0),
    '▒': [...fields(0, 0), ...fields(1, 1)],
    '▓': [rectangle(0, BOTTOM, WIDTH, TOP), ...fields(1, 0).map(hole)],
  };
}

/** By character. */
export const glyphs: Record<string, Contour[]> = {
  ...MARKS,
  ...Object.fromEntries(Object.entries(ARMS).map(([character, arms]) => [character, box(arms)])),
  ...blocks(),
  ...shades(),
};
