/**
 * Counts in control sequences, bounded by what a screen can hold. Pure. A control sequence is here its parameters and
 * its final byte, as in `5;3H`: the bytes from `from` to before `to`, all of them ASCII.
 */

/** xterm.js takes so many parameters of one sequence; the ones after them mean nothing. */
const MOST_PARAMETERS = 32;
const AUTOWRAP = 7;

export interface Size {
  cols: number;
  rows: number;
}

const isOneOf = (characters: string) => {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return (byte: number) => table[byte] === 1;
};

/**
 * Finals whose parameters are codes: attributes, modes, kinds of erasure or report. An emulator does nothing as often as
 * such a number says. The parameters of all other finals are counts and places, whatever stands before the final.
 */
const isCoded = isOneOf('JKcghlmnpqstu');
/** Finals that count rows, when no intermediate stands before them. */
const isVertical = isOneOf('ABEFLMSTde');
/** Finals that change no cell, but attributes or the place of the cursor, when no intermediate stands before them. */
const isLight = isOneOf('ABCDEFGHdfm');
export const isRepetition = isOneOf('b');
const isOfModes = isOneOf('hlp');
const isDigit = isOneOf('0123456789');
const isIntermediate = isOneOf(' !"#$%&\'()*+,-./');

const hasIntermediate = (bytes: Uint8Array, to: number) => isIntermediate(bytes[to - 2] as number);
const finalOf = (bytes: Uint8Array, to: number) => bytes[to - 1] as number;
const textOf = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/**
 * The sequence without counts that are larger than the screen can hold, with which the screen becomes the same; null when
 * it has none. It is not longer. `cells`: of the character that was printed last, 1 or 2.
 */
export function boundCounts(bytes: Uint8Array, from: number, to: number, size: Size, cells: number): Uint8Array | null {
  const final = finalOf(bytes, to);
  if (isCoded(final)) return null;
  const limit = limitOf(bytes, to, size);
  if (largestIn(bytes, from, to) <= limit) return null;
  const bound = (digits: string) => {
    const count = Number(digits);
    if (count <= limit) return digits;
    return String(isRepetition(final) ? boundRepetitions(count, limit, Math.floor(size.cols / cells)) : limit);
  };
  return bytesOf(textOf(bytes, from, to).replace(/\d+/g, bound));
}

function limitOf(bytes: Uint8Array, to: number, { cols, rows }: Size): number {
  const final = finalOf(bytes, to);
  if (isRepetition(final)) return cols * rows;
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

/** How often a repetition (REP) prints the character before it. */
export function repetitionsIn(bytes: Uint8Array, from: number, to: number): number {
  return Math.max(1, Number.parseInt(textOf(bytes, from, to), 10) || 1);
}

/** Whether autowrap (DECAWM) is on after the sequence; null when the sequence leaves it as it is. */
export function autowrapAfter(bytes: Uint8Array, from: number, to: number): boolean | null {
  if (!isOfModes(finalOf(bytes, to))) return null;
  const text = textOf(bytes, from, to);
  // A soft reset (DECSTR) turns it on.
  if (text === '!p') return true;
  const [, modes, final] = /^\?([\d;:]*)([hl])$/.exec(text) ?? [];
  const numbers = modes?.split(';').slice(0, MOST_PARAMETERS) ?? [];
  return numbers.some((mode) => Number.parseInt(mode, 10) === AUTOWRAP) ? final === 'h' : null;
}
