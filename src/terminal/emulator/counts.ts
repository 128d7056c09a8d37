/** Counts in control sequences, bounded by what a screen can hold. Pure. */
import { bytesOf, finalOf, hasIntermediate, isOneOf, textOf } from './sequence.js';

export interface Size {
  cols: number;
  rows: number;
}

/**
 * Finals whose parameters are codes: attributes, modes, kinds of erasure or report. An emulator does nothing as often as
 * such a number says. The parameters of all other finals are counts and places, whatever stands before the final.
 */
const isCoded = isOneOf('JKcghlmnpqstu');
/** Finals that count rows, when no intermediate stands before them. */
const isVertical = isOneOf('ABEFLMSTde');
/** Finals that change no cell, but attributes or the place of the cursor, when no intermediate stands before them. */
const isLight = isOneOf('ABCDEFGHdfm');
const isRepeat = isOneOf('b');
const isDigit = isOneOf('0123456789');

/** xterm.js takes a larger number for this one. */
const LARGEST = 2 ** 31 - 1;

/**
 * The sequence without counts that are larger than the screen can hold, with which the screen becomes the same; null when
 * it has none. The result is not longer. `cells`: of the character that was printed last, 1 or 2.
 */
export function boundCounts(bytes: Uint8Array, from: number, to: number, size: Size, cells: number): Uint8Array | null {
  const final = finalOf(bytes, to);
  if (isCoded(final)) return null;
  const limit = limitOf(bytes, to, size);
  if (largestIn(bytes, from, to) <= limit) return null;
  const bound = (digits: string) => {
    const count = Math.min(Number(digits), LARGEST);
    if (count <= limit) return digits;
    return String(isRepeat(final) ? boundRepetitions(count, limit, Math.floor(size.cols / cells)) : limit);
  };
  return bytesOf(textOf(bytes, from, to).replace(/\d+/g, bound));
}

function limitOf(bytes: Uint8Array, to: number, { cols, rows }: Size): number {
  const final = finalOf(bytes, to);
  if (isRepeat(final)) return cols * rows;
  return isVertical(final) && !hasIntermediate(bytes, to) ? rows : Math.max(cols, rows);
}

/** Does the sequence leave each cell as it is? */
export const changesNoCell = (bytes: Uint8Array, to: number): boolean =>
  isLight(finalOf(bytes, to)) && !hasIntermediate(bytes, to);

/** A screen full of repetitions, and so many more that the last row ends in the same column. */
const boundRepetitions = (count: number, full: number, perRow: number) => full + ((count - full) % perRow);

function largestIn(bytes: Uint8Array, from: number, to: number): number {
  let largest = 0;
  for (let at = from, value = 0; at < to; at++) {
    const byte = bytes[at] as number;
    value = isDigit(byte) ? value * 10 + (byte & 0x0f) : 0;
    if (value > largest) largest = value;
  }
  return largest;
}

/** Does the sequence repeat the character before it (REP)? */
export const isRepetition = (bytes: Uint8Array, to: number): boolean => isRepeat(finalOf(bytes, to));

/** How often a repetition (REP) prints the character before it. */
export function repetitionsIn(bytes: Uint8Array, from: number, to: number): number {
  return Math.max(1, Number.parseInt(textOf(bytes, from, to), 10) || 1);
}
