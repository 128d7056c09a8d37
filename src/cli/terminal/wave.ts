/** A lane's line in braille dots: flat, with the wave of a heart beat at each sign of life. Pure. */
import type { LifeState } from '../../log/index.js';

/** Columns and rows of dots in one braille character, and the bit of each dot. */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;
export const DOT_ROWS = 4;
export const DOT_COLUMNS = 2;
const BRAILLE = 0x2800;

/** From how low to how high, column by column: 1 is as far up as there is room, -1 as far down. */
type Wave = readonly (readonly [low: number, high: number])[];

/** A beat in columns of `FINE_MS` at most; in longer ones there is no room for more than up and down. */
const FINE: Wave = [
  [0, 0.5],
  [0.5, 1],
  [0.2, 0.75],
  [-0.7, 0.2],
  [-0.7, 0],
  [0, 0],
  [0, 0],
  [0.15, 0.15],
  [0.25, 0.25],
  [0.15, 0.15],
];
const COARSE: Wave = [
  [0, 1],
  [-1, 0],
];
const FINE_MS = 70;

/** The dots that are set in one column of a lane: first and last from the top, or none. */
export type Column = readonly [number, number] | null;

/** The row of dots that the flat line is on. */
export const baseOf = (dots: number) => Math.floor((dots * 2) / 3);

/** A column of `length` ms of a living process, so many columns after its last beat; null: it has none. */
export function pulse(since: number | null, length: number, dots: number): Column {
  const base = baseOf(dots);
  const wave = length <= FINE_MS ? FINE : COARSE;
  const [low, high] = (since === null ? undefined : wave[since]) ?? [0, 0];
  const rowAt = (height: number) => Math.round(base - height * (height > 0 ? base : dots - 1 - base));
  return [rowAt(high), rowAt(low)];
}

/** The column of one that is not up; `index` counts columns of dots. */
export function still(state: Exclude<LifeState, 'up'>, index: number, dots: number): Column {
  const base = baseOf(dots);
  switch (state) {
    case 'booting':
      return index % 4 < 2 ? [base, base] : null;
    case 'frozen':
      return [base, base + 1];
    case 'down':
    case 'off':
      return index % 2 === 0 ? [base, base] : null;
    case 'waiting':
      return null;
  }
}

/** The character for two columns of dots, in one row of a lane. */
export function braille(columns: readonly Column[], row: number): string {
  let bits = 0;
  for (const [side, column] of columns.entries()) {
    for (let dot = 0; column && dot < DOT_ROWS; dot++) {
      const at = row * DOT_ROWS + dot;
      if (at >= column[0] && at <= column[1]) bits |= DOTS[side]?.[dot] ?? 0;
    }
  }
  return bits === 0 ? ' ' : String.fromCodePoint(BRAILLE + bits);
}
