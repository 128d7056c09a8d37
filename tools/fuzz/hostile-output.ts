/** Output that a hostile process may print. Pure: the same numbers give the same output. */
import { type ScreenSize, sequence, sequences } from '../../test/helpers/sequences.js';
import { between, type Random, weighted } from '../soak/random.js';

/** Far beyond each screen, and yet no more than an emulator without a filter carries out in a moment. */
const HIGHEST_COUNT = 20_000;

const MARKS = ['\u0301', '\u0e49', '\u200d', '\ufe0f', '\u{e0067}', '\u3099', '\u1161'];
const BASES = ['a', '字', 'น', '\u{1f468}', ''];
/** The start of a string or a sequence that need not end. */
const BEGINS = [
  '\x1b]0;',
  '\x1b]8;;',
  '\x1bP',
  '\x1bP$q',
  '\x1b_',
  '\x1b^',
  '\x1b[',
  '\x1b[?',
  '\x1b[>1;',
  '\x1b(',
  '\u009b',
  '\u009d',
];

const one = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

const noise = (random: Random) =>
  Buffer.from(Array.from({ length: between(random, 1, 40) }, () => between(random, 0, 255)));

/** A part of a sequence, as a process leaves it that is killed while it writes. */
function torn(random: Random, size: ScreenSize): Buffer {
  const whole = Buffer.from(sequence(random, size));
  return whole.subarray(0, between(random, 0, whole.length));
}

export function hostileOutput(random: Random, size: ScreenSize): Buffer {
  const part = () =>
    weighted<() => string | Buffer>(random, [
      [() => sequences(random, { ...size, highest: HIGHEST_COUNT }, between(random, 1, 20)), 10],
      [() => sequences(random, size, between(random, 1, 20)), 10],
      [() => one(random, BASES) + one(random, MARKS).repeat(between(random, 1, 200)), 3],
      [() => `${one(random, BASES)}\x1b[${between(random, 1, HIGHEST_COUNT)}b`, 2],
      [() => one(random, BEGINS) + one(random, ['1', 'text ', ';', 'é']).repeat(between(random, 0, 2000)), 2],
      [() => sequence(random, size).repeat(between(random, 1, 300)), 2],
      [() => 'words of a line\r\n'.repeat(between(random, 1, 100)), 2],
      [() => noise(random), 2],
      [() => torn(random, size), 2],
    ])();
  return Buffer.concat(Array.from({ length: between(random, 1, 8) }, () => Buffer.from(part() as never)));
}

/** The same bytes in chunks of any size, as a terminal hands them on. */
export function chunksOf(random: Random, bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = random() < 0.3 ? between(random, 1, 8) : between(random, 1, 4096);
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}
