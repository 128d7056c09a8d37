/** Where escape sequences end in a stream of bytes: the parser of a VT500, which is also that of xterm.js. Pure. */

const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
export const ESC = 0x1b;
export const SPACE = 0x20;
export const DEL = 0x7f;
/** The first byte in UTF-8 of U+0080 to U+00BF; the first half of these are the control characters C1. */
const C1_LEAD = 0xc2;
/** A C1 character stands for ESC and a byte that is less by this. */
const C1_SHIFT = 0x40;

/** Bytes of an introducer: ESC and another, or a C1 character. */
export const INTRODUCER_LENGTH = 2;

const CSI = '['.charCodeAt(0);
const OSC = ']'.charCodeAt(0);
const DCS = 'P'.charCodeAt(0);
const ST = '\\'.charCodeAt(0);
/** Start of string, privacy message and application program command: a terminal ignores them. */
const IGNORED_STRINGS = [...'X^_'].map((second) => second.charCodeAt(0));

export type StringKind = 'osc' | 'dcs' | 'ignored';

/** The result of a scan from an introducer on. `end`: after its last byte, or where the kind says. */
export type Scanned =
  /** The bytes end before the sequence does. */
  | { kind: 'incomplete'; end: number }
  /** A control character stands at `end`, inside the sequence. */
  | { kind: 'control'; end: number }
  /** A sequence of ESC, intermediates and a final, or a C1 character. */
  | { kind: 'escape'; end: number }
  /** A control sequence. */
  | { kind: 'csi'; end: number }
  /** The begin of a string. */
  | { kind: 'string'; string: StringKind }
  /** The sequence is broken off at `end`; another one or text begins there. */
  | { kind: 'interrupted'; end: number }
  /** A byte at `end` makes the sequence invalid. The bytes up to a final byte still belong to it. */
  | { kind: 'invalid'; end: number };

/** Does a sequence begin at `at`? */
export const isIntroducer = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === ESC || (bytes[at] === C1_LEAD && isBetween(bytes[at + 1], 0x80, 0x9f));

/** Ends a sequence before its final byte. */
export const interrupts = (byte: number): boolean => byte === ESC || byte === CAN || byte === SUB || byte >= 0x80;

/** Ends a control sequence. */
export const isFinal = (byte: number): boolean => byte >= 0x40 && byte < DEL;

/** A control character that leaves a sequence as it is. */
const isControl = (byte: number): boolean => byte < SPACE || byte === DEL;

/** The sequence that begins at `at`. */
export function scan(bytes: Uint8Array, at: number): Scanned {
  const second = bytes[at + 1];
  if (second === undefined) return { kind: 'incomplete', end: bytes.length };
  const introducer = bytes[at] === ESC ? second : second - C1_SHIFT;
  if (introducer === CSI) return scanControlSequence(bytes, at + INTRODUCER_LENGTH);
  if (introducer === OSC) return { kind: 'string', string: 'osc' };
  if (introducer === DCS) return { kind: 'string', string: 'dcs' };
  if (IGNORED_STRINGS.includes(introducer)) return { kind: 'string', string: 'ignored' };
  return bytes[at] === ESC ? scanEscape(bytes, at + 1) : { kind: 'escape', end: at + INTRODUCER_LENGTH };
}

function scanEscape(bytes: Uint8Array, from: number): Scanned {
  let at = from;
  while (isBetween(bytes[at], 0x20, 0x2f)) at++;
  return unfinished(bytes[at], at) ?? { kind: 'escape', end: at + 1 };
}

function scanControlSequence(bytes: Uint8Array, from: number): Scanned {
  let at = from;
  if (isBetween(bytes[at], 0x3c, 0x3f)) at++;
  while (isBetween(bytes[at], 0x30, 0x3b)) at++;
  while (isBetween(bytes[at], 0x20, 0x2f)) at++;
  if (isBetween(bytes[at], 0x30, 0x3f)) return { kind: 'invalid', end: at };
  return unfinished(bytes[at], at) ?? { kind: 'csi', end: at + 1 };
}

/** Null when `byte` is a final. */
function unfinished(byte: number | undefined, end: number): Scanned | null {
  if (byte === undefined) return { kind: 'incomplete', end };
  if (interrupts(byte)) return { kind: 'interrupted', end };
  return isControl(byte) ? { kind: 'control', end } : null;
}

/** Where the string that is under way at `from` ends, its terminator included; -1 when that is not among the bytes. */
export function endOfString(bytes: Uint8Array, from: number, string: StringKind): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === CAN || byte === SUB || (byte === BEL && string === 'osc')) return at + 1;
    if (byte !== ESC && byte !== C1_LEAD) continue;
    if (at + 1 === bytes.length) return -1;
    if (!isIntroducer(bytes, at)) continue;
    const shift = byte === ESC ? 0 : C1_SHIFT;
    return bytes[at + 1] === ST + shift ? at + 2 : at;
  }
  return -1;
}

/** Where the bytes after `from` begin that may be the first of a terminator whose others are not there yet. */
export function beginOfTerminator(bytes: Uint8Array, from: number): number {
  const last = bytes.length - 1;
  return last >= from && (bytes[last] === ESC || bytes[last] === C1_LEAD) ? last : bytes.length;
}

function isBetween(byte: number | undefined, first: number, last: number): boolean {
  return byte !== undefined && byte >= first && byte <= last;
}
