/** How xterm.js packs a cell into numbers (`src/common/buffer/Constants.ts` of the package). */
import type { Attributes } from './internals.js';

export const CONTENT = { codePoint: 0x1fffff, combined: 0x200000, any: 0x3fffff, widthShift: 22 } as const;
/** An erased cell: no text, one column. */
export const EMPTY = 1 << CONTENT.widthShift;

/** The same bits in `fg`, `bg` and `_ext`. */
export const COLOUR = {
  mode: 0x3000000,
  ansi: 0x1000000,
  indexed: 0x2000000,
  rgb: 0x3000000,
  value: 0xffffff,
} as const;
export const COLOUR_BITS = COLOUR.mode | COLOUR.value;

export const FG = {
  inverse: 0x4000000,
  bold: 0x8000000,
  underline: 0x10000000,
  blink: 0x20000000,
  invisible: 0x40000000,
  strikethrough: 0x80000000,
} as const;

export const BG = {
  italic: 0x4000000,
  dim: 0x8000000,
  /** `extended` counts. */
  extended: 0x10000000,
  protected: 0x20000000,
  overline: 0x40000000,
} as const;

/** 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed. */
export const underlineStyle = (ext: number) => (ext >> 26) & 7;

/**
 * Is this what a process gets that sets attributes and prints? The flags may contradict each other in cells that were
 * printed after a restored cursor, because DECRC brings back `fg` and `bg` but not `extended`.
 */
export function isConsistent({ fg, bg, extended }: Attributes): boolean {
  const isUnderlined = (fg & FG.underline) !== 0;
  if (!(bg & BG.extended)) return !isUnderlined;
  return isUnderlined && underlineStyle(extended._ext) !== 0;
}
