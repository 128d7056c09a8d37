/** Random bytes that a child may write on its channel, and the messages in them, read without the supervisor's code. */
import { randomBytes } from 'node:crypto';
import { between, type Random, weighted } from '../../tools/soak/random.js';

export const LIMIT_BYTES = 1024 * 1024;
export const MAX_DEPTH = 100;

const chance = (random: Random, length: number) =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
const repeated = (text: string, count: number) => Buffer.from(text.repeat(count));
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

const WORDS = ['Ready', 'ignored', 'metric', 'promote', 'exit', 'NODE_', 'é', '\u2028', '🎈', '\0', '"', '\\'];
const KEYS = ['type', 'info', 'cmd', 'name', 'value', '__proto__', 'constructor', 'toJSON', 'then', 'length'];
const COMMANDS = ['NODE_HANDLE_ACK', 'NODE_HANDLE_NACK', 'NODE_CLUSTER', 'NODE_SOCKET_NOTIFY_CLOSE', 'NODE_x'];
const HANDLE = Buffer.from('{"cmd":"NODE_HANDLE","type":"net.Socket","msg":1}');
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A value of some levels; its keys are those that a careless reader stumbles over. */
function someValue(random: Random, levels: number): unknown {
  const kind = random();
  if (levels === 0 || kind < 0.4) {
    return pick(random, [null, true, false, between(random, -1e6, 1e6), random(), pick(random, WORDS)]);
  }
  const length = between(random, 0, 4);
  if (kind < 0.6) return Array.from({ length }, () => someValue(random, levels - 1));
  // `fromEntries` makes a key of its own of `__proto__` as well.
  return Object.fromEntries(Array.from({ length }, () => [pick(random, KEYS), someValue(random, levels - 1)]));
}

/** A line, or some, or a part of one. */
const LINES: readonly (readonly [(random: Random) => Buffer, number])[] = [
  [(random) => json(someValue(random, 4)), 30],
  [(random) => json({ type: 'metric', name: pick(random, WORDS), value: random() }), 20],
  [() => Buffer.alloc(0), 8],
  [(random) => repeated('\n', between(random, 1, 2000)), 2],
  [(random) => chance(random, between(random, 1, 60)), 10],
  [(random) => chance(random, between(random, 1000, 100_000)), 2],
  [(random) => Buffer.concat([json(someValue(random, 3)), chance(random, 2)]), 5],
  [(random) => json(someValue(random, 3)).subarray(0, between(random, 1, 20)), 8],
  [(random) => Buffer.alloc(between(random, 1, 1000)), 4],
  [(random) => Buffer.from([0x22, ...chance(random, between(random, 1, 8)), 0x22]), 8],
  [(random) => repeated(pick(random, ['[', '{"a":', '[[{"']), between(random, 90, 60_000)), 3],
  [(random) => nested(pick(random, ['[', '{"a":']), between(random, MAX_DEPTH - 2, MAX_DEPTH + 2)), 4],
  [(random) => json({ cmd: pick(random, COMMANDS), type: 'net.Socket', msg: someValue(random, 2) }), 8],
  [(random) => json({ text: 'x'.repeat(between(random, LIMIT_BYTES - 20, LIMIT_BYTES)) }), 1],
  [(random) => repeated('x', between(random, LIMIT_BYTES, 3 * LIMIT_BYTES)), 1],
  [(random) => json(Array.from({ length: between(random, 1, 5000) }, () => random())), 2],
];

const nested = (opening: string, levels: number) =>
  Buffer.from(`${opening.repeat(levels)}1${(opening === '[' ? ']' : '}').repeat(levels)}`);

/** All that one child writes: `lines` of them, and sometimes half of one more. With `handles`, some of them want an answer. */
export function scribble(random: Random, lines: number, handles = false): Buffer {
  const line = () => (handles && random() < 0.1 ? HANDLE : weighted(random, LINES)(random));
  const parts = Array.from({ length: lines }, () => [line(), Buffer.from('\n')]).flat();
  if (random() < 0.5) parts.push(json(someValue(random, 2)).subarray(0, 5));
  return Buffer.concat(parts);
}

/** The sizes of some pieces at the beginning, small ones more often than large ones. */
export const pieces = (random: Random) =>
  Array.from({ length: between(random, 1, 30) }, () => Math.floor(2 ** (random() * 17)));

export interface Understood {
  /** As JSON, in order. */
  messages: string[];
  dropped: number;
}

/** The messages in the bytes, by the rules of docs/supervisor.md and with other code than the supervisor's. */
export function understood(bytes: Buffer): Understood {
  const lines = bytes.toString('latin1').split('\n');
  const last = lines.pop() as string;
  const texts = lines.map((line) => messageIn(Buffer.from(line, 'latin1')));
  const messages = texts.filter((text) => text !== null);
  return { messages, dropped: texts.length - messages.length + (last === '' ? 0 : 1) };
}

function messageIn(line: Buffer): string | null {
  if (line.length > LIMIT_BYTES) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line));
    const { cmd } = (value ?? {}) as { cmd?: unknown };
    if (typeof cmd === 'string' && cmd.startsWith('NODE_') && cmd.length > 5) return null;
    return depthOf(value) > MAX_DEPTH ? null : JSON.stringify(value);
  } catch {
    return null;
  }
}

/** How deep a value is, level by level: it may be too deep for a recursion. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let level = [value]; ; depth++) {
    level = level.filter((one) => typeof one === 'object' && one !== null);
    if (level.length === 0) return depth;
    level = level.flatMap((one) => Object.values(one as object));
  }
}

/** For a run whose seed nobody gave. */
export const anySeed = () => randomBytes(4).readUInt32BE();
