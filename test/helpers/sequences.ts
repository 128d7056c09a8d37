/** Random terminal output in which every sequence is valid. Pure: the same numbers give the same output. */
import { between, type Random, weighted } from '../../tools/soak/random.js';

export interface ScreenSize {
  cols: number;
  rows: number;
}

export interface SequenceOptions extends ScreenSize {
  /** The largest count of a sequence; without it a little more than the screen has columns or rows. */
  highest?: number;
  /** Without strings: no titles, links, colours of the palette, requests and the like. */
  noStrings?: boolean;
}

const ESC = '\x1b';
const CSI = `${ESC}[`;
const ST = `${ESC}\\`;

/** Letters of one cell, of two cells, and letters with combining marks. */
const WORDS = [
  'restart',
  'ok ',
  '0123456789',
  '~!@#$%^&*()_+ lqkxmj',
  '電話番号',
  'ｶﾞ가힣',
  'e\u0301a\u0308',
  'ที่นี่',
  'हिन्दी',
  'Việt Vie\u0323\u0302t',
  '\u{1f469}\u200d\u{1f680}',
  '\u2764\ufe0f',
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}',
  '…—’',
];

const CONTROLS = ['\r', '\n', '\r\n', '\t', '\b', '\v', '\f', '\x07', '\x0e', '\x0f'];

/** Sequences of ESC and one or two more bytes. The full reset (`ESC c`) is rarer and stands by itself below. */
const ESCAPES = [
  '7',
  '8',
  'D',
  'E',
  'H',
  'M',
  '=',
  '>',
  '(0',
  '(B',
  ')0',
  ')B',
  '*0',
  '+A',
  '#8',
  '%G',
  'n',
  'o',
  '|',
  '}',
  '~',
];

/** Sequences whose one parameter is a count or a place. */
const COUNTED = [...'@ABCDEFGILMPSTXZ`adeb', ' @', ' A', "'}", "'~"];

const PRIVATE_MODES = [1, 5, 6, 7, 7, 12, 25, 45, 47, 66, 1000, 1002, 1003, 1004, 1006, 1016, 1047, 1048, 1049, 2004];
const ANSI_MODES = [4, 20];
const STYLES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 21, 22, 23, 24, 25, 27, 28, 29, 39, 49, 53, 55, 59];
const QUERIES = ['c', '>c', '5n', '6n', '?6n', '?7$p', '4$p'];

const one = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

/** Small as a rule, now and then about as large as the screen; empty stands for the default. */
function count(random: Random, { cols, rows, highest = Math.max(cols, rows) + 3 }: SequenceOptions): string {
  return weighted<() => string>(random, [
    [() => '', 2],
    [() => String(between(random, 0, 4)), 5],
    [() => String(between(random, 0, Math.min(rows, highest))), 3],
    [() => String(between(random, 0, Math.min(cols, highest))), 3],
    [() => String(between(random, 0, highest)), 2],
  ])();
}

function colour(random: Random, target: number): string {
  const level = () => between(random, 0, 255);
  return one(random, [
    () => `${target};5;${level()}`,
    () => `${target};2;${level()};${level()};${level()}`,
    () => `${target}:5:${level()}`,
    () => `${target}:2::${level()}:${level()}:${level()}`,
  ])();
}

function rendition(random: Random): string {
  const attribute = () =>
    weighted<() => string>(random, [
      [() => String(one(random, STYLES)), 6],
      [() => String(one(random, [30, 40, 90, 100]) + between(random, 0, 7)), 6],
      [() => colour(random, one(random, [38, 48, 58])), 3],
      [() => `4:${between(random, 0, 5)}`, 1],
    ])();
  return `${CSI}${Array.from({ length: between(random, 0, 3) }, attribute).join(';')}m`;
}

function mode(random: Random): string {
  const [prefix, modes] = random() < 0.8 ? ['?', PRIVATE_MODES] : ['', ANSI_MODES];
  const numbers = Array.from({ length: random() < 0.9 ? 1 : 2 }, () => one(random, modes));
  return `${CSI}${prefix}${numbers.join(';')}${one(random, ['h', 'l'])}`;
}

/** A sequence that erases up to the cursor comes from the first column, because the emulator fails at it in the last one. */
function erase(random: Random): string {
  const what = between(random, 0, 3);
  const final = one(random, ['J', 'K', '?J', '?K']);
  const prefix = final.length > 1 ? '?' : '';
  return `${what === 1 ? '\r' : ''}${CSI}${prefix}${what}${final.at(-1)}`;
}

/** Operating system commands, device control strings and the strings that a terminal ignores. */
function string(random: Random): string {
  const end = one(random, ['\x07', ST]);
  return one(random, [
    () => `${ESC}]${between(random, 0, 2)};a title${end}`,
    () => `${ESC}]8;;https://example.org/${end}a link${ESC}]8;;${end}`,
    () => `${ESC}]8;id=${between(random, 1, 3)};https://example.org/${end}`,
    () => `${ESC}]4;${between(random, 0, 255)};#aabbcc${end}`,
    () => `${ESC}]104${end}`,
    () => `${ESC}P$q${one(random, ['m', 'r', ' q', '"q'])}${ST}`,
    () => `${ESC}P1;2|17/text${ST}`,
    () => `${ESC}${one(random, ['X', '^', '_'])}told to nobody${ST}`,
  ])();
}

/** One valid sequence, control character or word. */
export function sequence(random: Random, options: SequenceOptions): string {
  const n = () => count(random, options);
  return weighted<() => string>(random, [
    [() => one(random, WORDS), 30],
    [() => one(random, CONTROLS), 12],
    [() => `${ESC}${one(random, ESCAPES)}`, 6],
    [() => `${CSI}${n()}${one(random, COUNTED)}`, 20],
    [() => `${CSI}${n()};${n()}${one(random, ['H', 'f'])}`, 8],
    [() => `${CSI}${n()};${n()}r`, 3],
    [() => rendition(random), 14],
    [() => erase(random), 5],
    [() => mode(random), 8],
    [() => `${CSI}${one(random, ['0', '3', '0', ''])}g`, 1],
    [() => `${CSI}${one(random, ['s', 'u'])}`, 2],
    [() => `${CSI}${between(random, 0, 6)} q`, 1],
    [() => `${CSI}${between(random, 0, 2)}"q`, 1],
    [() => `${CSI}${one(random, QUERIES)}`, 1],
    [() => `${CSI}${one(random, ['22;0t', '23;0t', '18t'])}`, 1],
    [() => `${CSI}!p`, 0.5],
    [() => (options.noStrings ? '' : string(random)), 3],
    [() => `${ESC}c`, 0.2],
  ])();
}

/** `length` valid sequences in a row. */
export const sequences = (random: Random, options: SequenceOptions, length = 50): string =>
  Array.from({ length }, () => sequence(random, options)).join('');
