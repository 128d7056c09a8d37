/**
 * Terminal output that sets state which few programs set, or that leaves a terminal in a place where few leave it. Every
 * sequence is one that a terminal has to understand or to ignore.
 */
import { between, type Random, weighted } from '../../tools/soak/random.js';
import { type ScreenSize, type SequenceOptions, sequence } from './sequences.js';

const ESC = '\x1b';
const CSI = `${ESC}[`;
const ST = `${ESC}\\`;

const one = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

const MODES = [9, 12, 45, 1016, 2026];
const LINES = 'lqkxmjtu';

/** Half of a wide character is left behind, or one stands where there is no room for it. */
function halves(random: Random, { cols, rows }: ScreenSize): string {
  const row = between(random, 1, rows);
  return one(random, [
    () => `${CSI}${row};${cols}H電`,
    () => `${CSI}${row};${Math.max(1, cols - 1)}H電${CSI}4h${CSI}${row};1Hab${CSI}4l`,
    () => `電話\b\bx`,
    () => `${CSI}?7l${CSI}${row};${cols}Ha電\u0301${CSI}?7h`,
    () => `${CSI}${row};${between(random, 1, cols)}H\u0301`,
    () => `${CSI}${row};${cols}Hx${CSI}m\u0301`,
  ])();
}

/** A pen that was changed after it was saved, and what comes of it when it is brought back. */
function saved(random: Random): string {
  return [
    one(random, ['', `${CSI}4:3m`, `${CSI}58;5;9m`, `${ESC}]8;;https://example.org/a\x07`, `${ESC}(0`, `${ESC})0\x0e`]),
    one(random, [`${ESC}7`, `${CSI}s`, `${CSI}?1048h`, `${CSI}?1049h`]),
    one(random, [`${CSI}m`, `${CSI}4m`, `${CSI}59m`, `${ESC}]8;;\x07`, `${ESC}(0`, `${ESC}(B`, '\x0f', '\n\n\n']),
    one(random, [`${ESC}8`, `${CSI}u`, `${CSI}?1048l`, `${CSI}?1049l`]),
    LINES.slice(0, between(random, 0, 8)),
  ].join('');
}

/** Sequences that mean nothing, or less than they seem to. */
function odd(random: Random): string {
  return one(random, [
    `${CSI}1?5m`,
    `${CSI}${'1;'.repeat(40)}31m`,
    `${CSI}38:2::1:${'2:'.repeat(20)}3m`,
    `${CSI}?25?h`,
    `${CSI}1 !"#$q`,
    `${CSI}7 q`,
    `${CSI}8 q`,
    `${CSI}3\r1m`,
    `${CSI}3\x18x`,
    `${ESC}#6`,
    `${ESC}P1?q text${ST}`,
    `${ESC}P1;2$q"q${ST}`,
    `${ESC}P?1+q544e${ST}`,
    `${ESC}]x;malformed\x07`,
    `${ESC}]7777;word\x07`,
    `${ESC}]8;id=a:b=c;https://example.org/?a;b\x07text${ESC}]8;;\x07`,
    '\u009b1;33m',
    '\u0090q\u009c',
    '\u0084\u0085\u0088',
  ]);
}

export const rareSequence = (random: Random, size: ScreenSize): string =>
  weighted<() => string>(random, [
    [() => halves(random, size), 4],
    [() => saved(random), 4],
    [() => odd(random), 4],
    [() => `${CSI}?${one(random, MODES)}${one(random, ['h', 'l'])}`, 2],
    [() => `${CSI}${between(random, 1, size.rows)};${between(random, 1, size.rows)}r${CSI}?6h`, 1],
  ])();

/** `length` sequences, every fourth of them a rare one. */
export const mixedSequences = (random: Random, options: SequenceOptions, length: number): string =>
  Array.from({ length }, () => (random() < 0.25 ? rareSequence(random, options) : sequence(random, options))).join('');
