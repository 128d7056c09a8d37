import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAGE } from '../../src/log/author.js';
import { initialView } from '../../src/log/reducer.js';
import {
  decodeOutput,
  encodeOutput,
  FRAME_LIMIT,
  FromStageSchema,
  GatewayMessageSchema,
  INPUT_LIMIT,
  OUTPUT_HEADER,
  PageMessageSchema,
  parseCommand,
  parseJson,
  StageCommandSchema,
  ToStageSchema,
} from '../../src/protocol/messages.js';

describe('output frames', () => {
  const frame = fc.record({
    channel: fc.nat({ max: 65_535 }),
    seq: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    at: fc.double({ min: 0, noNaN: true }),
    data: fc.uint8Array(),
    by: fc.constantFrom(undefined, STAGE),
  });
  /** Its bytes alone: what a Buffer is cut from may be longer. */
  const alone = (bytes: Uint8Array) =>
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

  it('output frames come back as they were', () => {
    fc.assert(
      fc.property(frame, (given) => {
        const bytes = encodeOutput(given);
        expect(bytes.length).toBe(OUTPUT_HEADER + given.data.length);
        const back = decodeOutput(alone(bytes));
        expect(back && { ...back, data: [...back.data] }).toEqual({ ...given, data: [...given.data] });
      }),
    );
  });

  it('output frames take any view of bytes, a Buffer out of a larger one too', () => {
    const data = Buffer.from('xxhelloxx').subarray(2, 7);
    const back = decodeOutput(alone(encodeOutput({ channel: 1, seq: 2, at: 3, data })));
    expect(Buffer.from(back?.data ?? []).toString()).toBe('hello');
  });

  it('the same frame is the same bytes', () => {
    const given = { channel: 3, seq: 4, at: 5.5, data: Uint8Array.of(1, 2, 3) };
    expect(encodeOutput(given)).toEqual(encodeOutput(given));
  });

  it('bytes that are not an output frame decode to null, and never throw', () => {
    expect(decodeOutput(new ArrayBuffer(0))).toBeNull();
    expect(decodeOutput(new ArrayBuffer(OUTPUT_HEADER - 1))).toBeNull();
    expect(decodeOutput(new ArrayBuffer(OUTPUT_HEADER)), 'another type').toBeNull();
    for (const seq of [Number.NaN, -1, 1.5]) {
      const bytes = encodeOutput({ channel: 0, seq, at: 0, data: Uint8Array.of() });
      expect(decodeOutput(alone(bytes)), `offset ${seq}`).toBeNull();
    }
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void decodeOutput(alone(bytes))));
  });
});

const GOOD_COMMANDS = [
  { do: 'fault', id: 'line-2', name: 'kill' },
  { do: 'input', id: 'line-2', data: 'x\r\x03€' },
  { do: 'input', id: 'a', data: '' },
  { do: 'input', id: 'a', data: 'x', pid: 4711 },
  { do: 'input', id: 'a', data: '\x1b[M \x8e\x21', binary: true },
  { do: 'restart', id: 'a' },
  { do: 'step' },
  { do: 'reset' },
  { do: 'stop' },
];
const BAD_COMMANDS = [
  null,
  5,
  'step',
  [],
  {},
  { do: null },
  { do: 'explode' },
  { do: 'constructor' },
  { do: 'fault' },
  { do: 'fault', id: 'a' },
  { do: 'fault', id: '', name: 'kill' },
  { do: 'fault', id: 'a', name: 7 },
  { do: 'fault', id: 'x'.repeat(65), name: 'kill' },
  { do: 'fault', id: '../../etc/passwd', name: 'kill' },
  { do: 'fault', id: 'a\nb', name: 'kill' },
  { do: 'fault', id: 'a', name: 'kill', command: 'rm' },
  { do: 'input', id: 'a' },
  { do: 'input', id: 'a', data: 5 },
  { do: 'input', id: 'a', data: 'x', binary: 'yes' },
  { do: 'input', id: 'a', data: 'x', pid: -1 },
  { do: 'input', id: 'a', data: 'x'.repeat(INPUT_LIMIT + 1) },
  { do: 'restart' },
  { do: 'step', id: 'a' },
  { do: ['step'] },
];

describe('commands', () => {
  it.each(GOOD_COMMANDS)('%j is one', (command) => {
    expect(parseCommand(command)).toEqual({ command });
  });

  it.each(BAD_COMMANDS)('%j is none, and it is said what is wrong', (value) => {
    const parsed = parseCommand(value);
    expect(parsed).toEqual({ wrong: expect.stringMatching(/^Wrong command.{10,}\.$/) });
  });

  it('the words name the field', () => {
    expect(parseCommand({ do: 'fault', id: 'a' })).toEqual({ wrong: expect.stringContaining('(name)') });
    expect(parseCommand({ do: 'explode' })).toEqual({
      wrong: expect.stringMatching(/one of fault, input, restart, step, reset, stop/),
    });
  });

  it.each(['start', 'recorded', 'live'])('%s takes the name of a demo alone, and only through the stage', (verb) => {
    expect(parseCommand({ do: verb, demo: 'isolation' })).toHaveProperty('wrong');
    const parse = (command: unknown) => parseJson(StageCommandSchema, JSON.stringify(command));
    expect(parse({ do: verb, demo: 'isolation' })).toEqual({ do: verb, demo: 'isolation' });
    for (const demo of ['', '../x', 'a/b', '/etc', 5, null]) expect(parse({ do: verb, demo }), String(demo)).toBeNull();
    expect(parse({ do: verb, demo: 'isolation', args: ['x'] })).toBeNull();
  });

  it('the largest input fits into a frame, whatever the characters', () => {
    for (const letter of ['x', '€', '\x01', '"', '\ud800']) {
      const command = { do: 'input', id: 'i'.repeat(64), data: letter.repeat(INPUT_LIMIT) };
      const text = JSON.stringify({ type: 'do', request: 123_456_789, command });
      expect(Buffer.byteLength(text), JSON.stringify(letter)).toBeLessThanOrEqual(FRAME_LIMIT);
      expect(parseJson(PageMessageSchema, text)).not.toBeNull();
    }
  });
});

describe('a message of a page', () => {
  const parse = (message: unknown) => parseJson(PageMessageSchema, JSON.stringify(message));

  it.each([
    { type: 'hello', ticket: 'x' },
    { type: 'follow', epoch: null, have: 0 },
    { type: 'follow', epoch: 'abc', have: 17 },
    { type: 'do', request: 1, command: { do: 'step' } },
    { type: 'ack', bytes: 0 },
  ])('%j', (message) => {
    expect(parse(message)).toEqual(message);
  });

  it.each([
    null,
    [],
    'hello',
    { type: 'welcome', role: 'presenter', mayCommand: true, may: ['watch', 'fault', 'steps', 'type'] },
    { type: 'hello' },
    { type: 'hello', ticket: 'x'.repeat(513) },
    { type: 'hello', ticket: 'x', role: 'presenter' },
    { type: 'hello', ticket: 'x', epoch: null, have: 0 },
    { type: 'follow', epoch: null },
    { type: 'follow', epoch: null, have: -1 },
    { type: 'follow', epoch: null, have: 1.5 },
    { type: 'do', request: 1, command: { do: 'explode' } },
    { type: 'do', request: '1', command: { do: 'step' } },
    { type: 'do', command: { do: 'step' } },
    { type: 'ack', bytes: -5 },
    { type: 'ack', bytes: Number.POSITIVE_INFINITY },
    { type: 'ack' },
  ])('%j is refused', (message) => {
    expect(parse(message)).toBeNull();
  });

  it('text that is no JSON is null, and never an exception', () => {
    for (const schema of [PageMessageSchema, ToStageSchema, FromStageSchema, GatewayMessageSchema]) {
      for (const text of ['', '{', 'undefined', '\0', '{"type":"ack","bytes":1}x'])
        expect(parseJson(schema, text)).toBeNull();
      fc.assert(fc.property(fc.json(), (text) => parseJson(schema, text) === null));
    }
  });
});

describe('a message to a page', () => {
  const parse = (message: unknown) => parseJson(GatewayMessageSchema, JSON.stringify(message));
  const exit = { type: 'exit', id: 'a', pid: 7, incarnation: 1, code: 0, signal: null, uptimeMs: 1, expected: true };
  const event = { seq: 4, at: 10.5, ...exit };
  const snapshot = { type: 'snapshot', seq: 0, view: initialView(), screens: [{ id: 'a', data: '' }] };

  it('a message to a page is an event of the log, or the whole view of it', () => {
    expect(parse({ type: 'event', event })).toEqual({ type: 'event', event });
    expect(parse(snapshot)).toEqual(snapshot);
  });

  it('a message to a page is a beat, with who beats and for how long', () => {
    const beat = { type: 'beat', pid: 4711, stageMs: 10.5, upMs: 12.5, isUnderWay: false };
    expect(parse(beat)).toEqual(beat);
    expect(parse({ ...beat, pid: '4711' })).toBeNull();
    expect(parse({ ...beat, stageMs: null })).toEqual({ ...beat, stageMs: null });
    expect(parse({ ...beat, stageMs: undefined })).toBeNull();
  });

  it.each([
    ['an event of no kind', { type: 'event', event: { ...event, type: 'exploded' } }],
    ['an event that lacks a field', { type: 'event', event: { ...event, pid: undefined } }],
    ['an event without a place', { type: 'event', event: { ...event, seq: -1 } }],
    ['a view that is none', { ...snapshot, view: {} }],
    ['a view with a list where a table belongs', { ...snapshot, view: { ...initialView(), processes: [1] } }],
    ['a view with a process that is none', { ...snapshot, view: { ...initialView(), processes: { a: { id: 'a' } } } }],
    ['a screen without its name', { ...snapshot, screens: [{ data: '' }] }],
  ])('%s is refused', (_, message) => {
    expect(parse(message)).toBeNull();
  });
});

describe('between gateway and stage', () => {
  it('both ends check', () => {
    expect(parseJson(ToStageSchema, '{"type":"do","request":1,"command":{"do":"stop"}}')).not.toBeNull();
    expect(parseJson(ToStageSchema, '{"type":"do","request":1,"command":{"do":"stop","path":"/"}}')).toBeNull();
    expect(parseJson(FromStageSchema, '{"type":"hello","epoch":"abc","next":0,"ageMs":1.5}')).not.toBeNull();
    expect(parseJson(FromStageSchema, '{"type":"hello","epoch":"","next":0,"ageMs":1.5}')).toBeNull();
    expect(parseJson(FromStageSchema, '{"type":"hello","epoch":"abc","next":-1,"ageMs":1.5}')).toBeNull();
  });
});
