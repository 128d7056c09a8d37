/**
 * Characters beyond ASCII: their bytes in UTF-8, and the cells they take in xterm.js, as far as the filter has to know.
 * xterm.js counts cells by Unicode 6; a test asks it about every character. Pure.
 */

/** Characters that may join the cell before them: all that do, and some that do not. */
const MARK = /^[\p{M}\p{Cf}\u06de\u1160-\u11ff]$/u;

/** First and last of the characters of two cells. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3040, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x2fffd],
  [0x30000, 0x3fffd],
];

/** Cells of the 256 characters of each block; a block is looked up when its first character comes. */
const blocks: (Uint8Array | undefined)[] = [];

/** Cells that a character from U+00A0 up takes: 1, 2, or 0 when it may join the one before it. */
export function cellsOf(codePoint: number): number {
  const block = blocks[codePoint >> 8] ?? lookUpBlock(codePoint >> 8);
  return block[codePoint & 0xff] as number;
}

function lookUpBlock(block: number): Uint8Array {
  const cells = Uint8Array.from({ length: 256 }, (_, at) => lookUp(block * 256 + at));
  blocks[block] = cells;
  return cells;
}

function lookUp(codePoint: number): number {
  if (MARK.test(String.fromCodePoint(codePoint))) return 0;
  return WIDE.some(([first, last]) => first <= codePoint && codePoint <= last) ? 2 : 1;
}

const BYTE_ORDER_MARK = 0xfeff;
/** The least code point of a character of so many bytes. */
const LEAST = [0, 0, 0x80, 0x800, 0x10000];

/**
 * How many bytes the character has whose first byte, 0x80 or more, is at `at`. 0: its last bytes are not there yet. Less
 * than 0: so many bytes begin no character.
 */
export function lengthOf(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let nth = 1; nth < length; nth++) {
    const byte = bytes[at + nth];
    if (byte === undefined) return 0;
    if ((byte & 0xc0) !== 0x80) return -nth;
  }
  return length;
}

/** The code point of the `length` bytes from `at`; -1 when they are none that a terminal prints. */
export function codePointOf(bytes: Uint8Array, at: number, length: number): number {
  let codePoint = (bytes[at] as number) & (0x7f >> length);
  for (let nth = 1; nth < length; nth++) codePoint = (codePoint << 6) | ((bytes[at + nth] as number) & 0x3f);
  if (codePoint < (LEAST[length] as number) || codePoint > 0x10ffff) return -1;
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return isSurrogate || codePoint === BYTE_ORDER_MARK ? -1 : codePoint;
}
