import { fill, type Line } from '../text.js';

/** So many stand beside each other. */
const ACROSS = 2;
const BETWEEN = 2;

export const rowsBeside = (count: number) => Math.ceil(count / ACROSS);

/** The width of each of the two columns. */
export const columnOf = (width: number) => Math.floor((width - BETWEEN * (ACROSS - 1)) / ACROSS);

/** Lines in two columns. */
export const beside = (lines: readonly Line[], width: number): Line[] =>
  Array.from({ length: rowsBeside(lines.length) }, (_, row) => [
    ...fill(lines[row * ACROSS] ?? [], columnOf(width)),
    { text: ' '.repeat(BETWEEN) },
    ...(lines[row * ACROSS + 1] ?? []),
  ]);
