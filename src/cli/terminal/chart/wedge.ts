/** Measured points: how high each is, and its number below it. Pure. */

import { pointsOf, type Wedge } from '../../../demo/charts/wedge.js';
import type { View } from '../../../log/index.js';
import type { Marks } from '../marks.js';
import { type Line, pad } from '../text.js';

export const WEDGE_ROWS = 3;
/** From the ground up, in braille and in ASCII. */
const LEVELS = ['⣀', '⣤', '⣶', '⣿'];
const ASCII_LEVELS = ['_', '.', 'o', '#'];

export function wedgeLines(chart: Wedge, view: View, { braille }: Marks, width: number): Line[] {
  const points = pointsOf(chart, view);
  const cells = Math.floor(width / points.length);
  const levels = braille ? LEVELS : ASCII_LEVELS;
  const level = (height: number) => levels[Math.min(levels.length - 1, Math.floor(height * levels.length))] as string;
  return [
    points.map(({ height, isBelow }) => ({
      text: (height === null || isBelow ? ' ' : level(height)).repeat(cells),
      tone: 'wait',
    })),
    points.map(({ text }) => ({ text: pad(text, cells), bold: true })),
    points.map(({ label }) => ({ text: pad(label, cells), tone: 'dim' })),
  ];
}
