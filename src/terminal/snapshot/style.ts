/** Attributes as the control sequences that set them. */
import { BG, COLOUR, FG, underlineStyle } from './bits.js';

const CSI = '\x1b[';
/** The first of the eight colours, of the eight bright ones, and of all others. */
const FOREGROUND = { dim: 30, bright: 90, other: 38 } as const;
const BACKGROUND = { dim: 40, bright: 100, other: 48 } as const;
const UNDERLINE_COLOUR = 58;
const NO_COLOUR = '';

const FLAGS_OF_FG = [
  [FG.bold, 1],
  [FG.blink, 5],
  [FG.inverse, 7],
  [FG.invisible, 8],
  [FG.strikethrough, 9],
] as const;
const FLAGS_OF_BG = [
  [BG.dim, 2],
  [BG.italic, 3],
  [BG.overline, 53],
] as const;

/** Remembers the codes of what it has met: a screen has few colours, and many cells. */
export class Styles {
  private readonly foregrounds = new Map<number, string>();
  private readonly backgrounds = new Map<number, string>();

  /** From whatever the pen is to these attributes, without the link. They have to be consistent (`./bits.ts`). */
  of(fg: number, bg: number, ext: number): string {
    const codes =
      known(this.foregrounds, fg, codesOfFg) + known(this.backgrounds, bg, codesOfBg) + codesOfExt(fg, bg, ext);
    return `${CSI}${codes && `0${codes}`}m${bg & BG.protected ? `${CSI}1"q` : ''}`;
  }
}

function known(codes: Map<number, string>, bits: number, codesOf: (bits: number) => string): string {
  let found = codes.get(bits);
  if (found === undefined) {
    found = codesOf(bits);
    codes.set(bits, found);
  }
  return found;
}

const codesOfFg = (fg: number) => flags(fg, FLAGS_OF_FG) + baseColour(fg, FOREGROUND);
const codesOfBg = (bg: number) => flags(bg, FLAGS_OF_BG) + baseColour(bg, BACKGROUND);

const flags = (bits: number, codes: readonly (readonly [number, number])[]) =>
  codes.map(([bit, code]) => (bits & bit ? `;${code}` : '')).join('');

function codesOfExt(fg: number, bg: number, ext: number): string {
  const style = underlineStyle(ext);
  const underline = fg & FG.underline ? (style === 1 ? ';4' : `;4:${style}`) : '';
  return bg & BG.extended ? underline + otherColour(ext, UNDERLINE_COLOUR) : underline;
}

function baseColour(bits: number, { dim, bright, other }: typeof FOREGROUND | typeof BACKGROUND): string {
  if ((bits & COLOUR.mode) !== COLOUR.ansi) return otherColour(bits, other);
  const colour = bits & 0xf;
  return `;${colour < 8 ? dim + colour : bright + colour - 8}`;
}

function otherColour(bits: number, target: number): string {
  const value = bits & COLOUR.value;
  switch (bits & COLOUR.mode) {
    case COLOUR.rgb:
      return `;${target};2;${value >> 16};${(value >> 8) & 0xff};${value & 0xff}`;
    case COLOUR.indexed:
      return `;${target};5;${value & 0xff}`;
    default:
      return NO_COLOUR;
  }
}
