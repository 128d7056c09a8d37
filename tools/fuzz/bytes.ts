/** The bytes that a hostile client may send, from a seed that can be used again. Nothing here knows of a fault of any library. */
import { between, type Random, weighted } from '../soak/random.js';

export const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
export const many = <T>(random: Random, most: number, make: () => T): T[] =>
  Array.from({ length: between(random, 0, most) }, make);
export const noise = (random: Random, length: number) =>
  Buffer.from(Array.from({ length }, () => between(random, 0, 255)));

/** The server under test, as its clients know it. */
export interface Target {
  host: string;
  origin: string;
  /** The cookies of a viewer and of a learner. */
  cookies: readonly string[];
  tickets: readonly string[];
}

const LETTERS = 'aZ09 .;:/\\%{}[]"\'<>é漢\u0000\u001b\r\n';
const word = (random: Random, most = 30) => many(random, most, () => pick(random, [...LETTERS])).join('');

/** A request, or something like one. */
export function httpBytes(random: Random, target: Target): Buffer {
  const path = pick(random, [
    ...[
      '/',
      '/socket',
      '/ticket',
      '/ticket/learner',
      '/load',
      '/healthz',
      '//',
      '/..%2f..',
      '*',
      'http://[',
      '/?token=',
    ],
    `/${encodeURIComponent(word(random))}`,
    `/?token=${encodeURIComponent(word(random))}`,
    `/${'x'.repeat(between(random, 0, 9000))}`,
  ]);
  const method = pick(random, ['GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'CONNECT', 'BREW', 'get', '']);
  const lines = [
    `${method} ${path} ${pick(random, ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', ''])}`,
    ...(random() < 0.9 ? [`Host: ${random() < 0.8 ? target.host : word(random).replace(/[\r\n]/g, '')}`] : []),
    ...(random() < 0.5 ? [`Cookie: ${cookieText(random, target)}`] : []),
    ...many(random, 4, () => headerLine(random)),
  ];
  const request = `${lines.join('\r\n')}\r\n\r\n`;
  const body = random() < 0.2 ? word(random, 500) : '';
  const all = Buffer.from((request + body).repeat(random() < 0.1 ? between(random, 2, 20) : 1), 'latin1');
  return random() < 0.3 ? all.subarray(0, between(random, 0, all.length)) : all;
}

function headerLine(random: Random): string {
  return weighted<() => string>(random, [
    [() => `X-${word(random, 8).replace(/[^a-z0-9]/gi, '')}: ${word(random).replace(/[\r\n\0]/g, '')}`, 4],
    [() => `Content-Length: ${pick(random, ['0', '7', '-1', 'x', '99999999'])}`, 2],
    [() => 'Transfer-Encoding: chunked', 1],
    [() => `Expect: 100-continue`, 1],
    [() => `X-Long: ${'y'.repeat(between(random, 100, 20_000))}`, 1],
    [() => 'Connection: close', 2],
  ])();
}

const cookieText = (random: Random, { cookies }: Target) =>
  many(random, 5, () => pick(random, [...cookies, word(random, 10).replace(/[\r\n\0]/g, '')])).join('; ');

/** The beginning of a WebSocket; `isGood`: one that is taken. */
export function upgradeBytes(random: Random, target: Target, isGood: boolean): Buffer {
  const wrong = () => !isGood && random() < 0.3;
  const lines = [
    `GET ${wrong() ? pick(random, ['/', '/socket/', '//socket', '/socket?x']) : '/socket'} HTTP/1.1`,
    `Host: ${wrong() ? 'evil.example' : target.host}`,
    ...(wrong() ? [] : [`Origin: ${wrong() ? 'null' : target.origin}`]),
    'Connection: Upgrade',
    `Upgrade: ${wrong() ? 'h2c' : 'websocket'}`,
    `Sec-WebSocket-Version: ${wrong() ? '12' : '13'}`,
    ...(wrong() ? [] : [`Sec-WebSocket-Key: ${wrong() ? 'short' : noise(random, 16).toString('base64')}`]),
    `Sec-WebSocket-Protocol: ${wrong() ? word(random, 9).replace(/[\r\n\0]/g, '') : 'reboot-camp.v1'}`,
    ...(random() < 0.3 ? ['Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'] : []),
    ...(random() < 0.6 ? [`Cookie: ${pick(random, target.cookies)}`] : []),
  ];
  const all = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return !isGood && random() < 0.4 ? all.subarray(0, between(random, 1, all.length - 1)) : all;
}

/** A frame by RFC 6455, 5.2, right in every bit unless it is said otherwise. */
export function frame(
  random: Random,
  payload: Buffer,
  { opcode = 1, isLast = true, reserved = 0, isMasked = true, claimed = payload.length } = {},
): Buffer {
  const first = (isLast ? 0x80 : 0) | (reserved << 4) | opcode;
  const masked = isMasked ? 0x80 : 0;
  const length =
    claimed < 126
      ? Buffer.from([masked | claimed])
      : claimed < 65_536
        ? Buffer.from([masked | 126, claimed >> 8, claimed & 0xff])
        : Buffer.concat([Buffer.from([masked | 127, 0, 0, 0, 0]), bigEndian(claimed)]);
  const mask = isMasked ? noise(random, 4) : Buffer.alloc(0);
  const body = isMasked ? payload.map((byte, at) => byte ^ (mask[at % 4] as number)) : payload;
  return Buffer.concat([Buffer.from([first]), length, mask, body]);
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

/** A frame that may be wrong in any way. */
export function wildFrame(random: Random): Buffer {
  const payload = noise(random, pick(random, [0, 1, 5, 125, 126, 300, 5000]));
  return frame(random, payload, {
    opcode: between(random, 0, 15),
    isLast: random() < 0.7,
    reserved: random() < 0.8 ? 0 : between(random, 0, 7),
    isMasked: random() < 0.9,
    claimed: random() < 0.8 ? payload.length : pick(random, [0, 126, 65_535, 65_536, 70_000, 4_000_000_000]),
  });
}

const TYPES = ['hello', 'follow', 'do', 'ack', 'queue', 'shell', '__proto__'];
const VERBS = ['start', 'fault', 'input', 'restart', 'step', 'reset', 'stop', 'spawn', 'constructor'];

/** A message of the protocol, or something like one. A command of a viewer changes nothing, whatever it is. */
export function messageText(random: Random, { tickets }: Target): string {
  const value = (): unknown =>
    pick<() => unknown>(random, [
      () => between(random, -5, 500),
      () => random() * 1e300,
      () => word(random),
      () => null,
      () => many(random, 3, () => word(random, 3)),
      () => ({ [word(random, 4)]: word(random, 4) }),
      () => pick(random, tickets),
    ])();
  const command = () => ({
    do: pick(random, VERBS),
    ...(random() < 0.7 && { id: `line-${between(random, 1, 13)}`, name: pick(random, ['kill', 'term', 'freeze']) }),
    ...(random() < 0.2 && { data: word(random, 200), demo: pick(random, ['isolation', 'messages', '../..']) }),
  });
  const message: Record<string, unknown> = {
    type: pick(random, TYPES),
    ...(random() < 0.5 && { ticket: pick(random, tickets) }),
    ...(random() < 0.5 && { epoch: null, have: between(random, 0, 5000) }),
    ...(random() < 0.6 && { request: between(random, 0, 9), command: command() }),
    ...(random() < 0.3 && { bytes: between(random, 0, 1e6) }),
    ...(random() < 0.3 && { [pick(random, ['ticket', 'have', 'request', 'bytes', 'place', 'more'])]: value() }),
  };
  const text = JSON.stringify(message);
  if (random() < 0.1) return text.slice(0, between(random, 0, text.length));
  return random() < 0.03 ? text + ' '.repeat(between(random, 0, 70_000)) : text;
}

/** Messages that are right: what a page says that watches. */
export const goodMessages = (random: Random, { tickets }: Target): string[] => [
  JSON.stringify({ type: 'hello', ticket: pick(random, tickets) }),
  JSON.stringify({ type: 'follow', epoch: null, have: 0 }),
  ...many(random, 5, () => JSON.stringify({ type: 'ack', bytes: between(random, 0, 40_000) })),
];
