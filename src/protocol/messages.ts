/** Every message between page, gateway and stage, with its check. Both ends parse what they get with these. */
import * as v from 'valibot';
import { STAGE } from '../log/author.js';
import { LogEventSchema } from '../log/events.js';
import { ViewSchema } from '../log/view-schema.js';

/** Name and version of the WebSocket subprotocol; another version is refused, not misread. */
export const SUBPROTOCOL = 'reboot-camp.v1';
/** The largest frame a page may send, in bytes. */
export const FRAME_LIMIT = 64 * 1024;
/** The bytes that an event counts in an acknowledgement, whatever its length: roughly its cost in a page, compared with output. */
export const EVENT_BYTES = 512;
/** One paste; more than this at once is not typing. In characters, below `FRAME_LIMIT` whatever they are. */
export const INPUT_LIMIT = 8 * 1024;

/** The highest first. `remote`: the phone of the presenter, which moves the talk and plays its steps, and does nothing else. */
export const ROLES = ['presenter', 'remote', 'learner', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The capabilities of a page on a stage. `watch`: read the log. `fault`: start, hurt, reset and stop demos. `steps`: play the
 * steps of the talk. `type`: type into terminals, which may be a shell. The gateway tells a page its capabilities.
 */
export const CAPABILITIES = ['watch', 'fault', 'steps', 'type'] as const;
export type Capability = (typeof CAPABILITIES)[number];

const name = v.pipe(v.string(), v.regex(/^[\w][\w. -]{0,63}$/, 'a name has letters, digits and dashes, 64 at most'));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The commands of a running demo: one JSON object a line on stdin, or from a page. */
const demoCommands = [
  v.strictObject({ do: v.literal('fault'), id: name, name }),
  /** `binary`: each character of `data` is one byte, U+00FF the highest. Otherwise `data` is text. */
  v.strictObject({
    do: v.literal('input'),
    id: name,
    data: v.pipe(v.string(), v.maxLength(INPUT_LIMIT)),
    binary: v.optional(v.boolean()),
    /** The process that it was typed for: it is refused when that one has ended. Absent: for whichever process runs, or the next one. */
    pid: v.optional(count),
  }),
  v.strictObject({ do: v.literal('restart'), id: name }),
  v.strictObject({ do: v.literal('step') }),
  v.strictObject({ do: v.literal('reset') }),
  v.strictObject({ do: v.literal('stop') }),
] as const;

const CommandSchema = v.variant('do', [...demoCommands], 'do must be one of fault, input, restart, step, reset, stop');
export type Command = v.InferOutput<typeof CommandSchema>;

/** A step of the talk, as a slide names it. */
const TalkStepSchema = v.variant('do', [
  v.strictObject({ do: v.literal('start') }),
  v.strictObject({ do: v.literal('fault'), id: name, name }),
  v.strictObject({ do: v.literal('reset') }),
  v.strictObject({ do: v.literal('stop') }),
]);
export type TalkStep = v.InferOutput<typeof TalkStepSchema>;

/** The commands of a stage: which demo to play, a step of the talk, and all of the above. */
export const StageCommandSchema = v.variant(
  'do',
  [
    v.strictObject({ do: v.literal('start'), demo: name }),
    /** The stage plays the recording of `demo` in place of what runs; `live`: the demo itself, from its beginning. */
    v.strictObject({ do: v.literal('recorded'), demo: name }),
    v.strictObject({ do: v.literal('live'), demo: name }),
    /** The stage begins `demo` if it does not play, waits for the process that the step is about, and then carries it out. */
    v.strictObject({ do: v.literal('play'), demo: name, step: TalkStepSchema }),
    /** The fault `name` for one of the processes of `demo` that run and have it, which the stage draws: for the audience. */
    v.strictObject({ do: v.literal('any'), demo: name, name }),
    ...demoCommands,
  ],
  'do must be one of start, recorded, live, play, any, fault, input, restart, step, reset, stop',
);
export type StageCommand = v.InferOutput<typeof StageCommandSchema>;

/** The resource that a page waits for: a seat, a stage, one of the stages that its network gets, a machine with less to do. */
export const WAITS = ['seats', 'stages', 'network', 'busy'] as const;
export type WaitsFor = (typeof WAITS)[number];

export const PageMessageSchema = v.variant('type', [
  /** The first frame: who I am, and the place I had in a queue. */
  v.strictObject({
    type: v.literal('hello'),
    ticket: v.pipe(v.string(), v.maxLength(512)),
    place: v.optional(v.pipe(v.string(), v.maxLength(256))),
  }),
  /** Tell me what happens, from where I have read which log. Once for each socket. */
  v.strictObject({ type: v.literal('follow'), epoch: v.nullable(name), have: count }),
  v.strictObject({ type: v.literal('do'), request: count, command: StageCommandSchema }),
  /** The page has shown so many bytes of output; each event that it has taken in counts as `EVENT_BYTES`. */
  v.strictObject({ type: v.literal('ack'), bytes: count }),
]);
export type PageMessage = v.InferOutput<typeof PageMessageSchema>;

/** Close codes of our own. With `full` comes a reason that is for the reader of the page. */
export const CLOSE = { refused: 4401, malformed: 4400, flood: 4429, full: 4503 } as const;

export const GatewayMessageSchema = v.variant('type', [
  /** `may`: on the stage that this socket is for; `mayCommand`: whether that is more than to watch. */
  v.object({
    type: v.literal('welcome'),
    role: v.picklist(ROLES),
    mayCommand: v.boolean(),
    may: v.array(v.picklist(CAPABILITIES)),
  }),
  /**
   * Not yet: this page is number `position` (from 1) of the `length` that wait `for` something. The page is admitted without a request; a
   * `welcome` tells. `place` is for the `hello` to another gateway, where this page keeps its place.
   */
  v.object({
    type: v.literal('queue'),
    position: v.pipe(count, v.minValue(1)),
    length: count,
    for: v.picklist(WAITS),
    place: v.pipe(v.string(), v.maxLength(256)),
  }),
  /**
   * The gateway lives. Once a second, and when a stage comes or goes: its pid, whether it has a stage, how long the root
   * has been up, in ms, and whether somebody has said where the talk is, or wants to know.
   */
  v.object({
    type: v.literal('beat'),
    pid: count,
    stageMs: v.nullable(v.number()),
    upMs: v.number(),
    isUnderWay: v.boolean(),
  }),
  /** The log is another one now: forget what you have. A `snapshot` of it follows. `null`: there is no stage right now. */
  v.object({ type: v.literal('epoch'), epoch: v.nullable(name) }),
  v.object({
    type: v.literal('snapshot'),
    seq: count,
    view: ViewSchema,
    screens: v.array(v.object({ id: name, data: v.string() })),
  }),
  v.object({ type: v.literal('event'), event: LogEventSchema }),
  v.object({ type: v.literal('done'), request: count }),
  v.object({ type: v.literal('refused'), request: count, message: v.string() }),
]);
export type GatewayMessage = v.InferOutput<typeof GatewayMessageSchema>;

export const ToStageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('snapshot'), request: count }),
  /** `by`: who asked, as the gateway knows it. */
  v.strictObject({ type: v.literal('do'), request: count, command: StageCommandSchema, by: v.optional(name) }),
]);
export type ToStage = v.InferOutput<typeof ToStageSchema>;

export const FromStageSchema = v.variant('type', [
  v.object({ type: v.literal('hello'), epoch: name, next: count, ageMs: v.number() }),
  v.object({ type: v.literal('snapshot'), request: count, seq: count, text: v.string() }),
  v.object({ type: v.literal('done'), request: count }),
  v.object({ type: v.literal('refused'), request: count, message: v.string() }),
]);
export type FromStage = v.InferOutput<typeof FromStageSchema>;

/** The message in `text`, or null when it is not one of `schema`. */
export function parseJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | null {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

/** A command for a demo, or what is wrong with it in words for the one who sent it. */
export function parseCommand(value: unknown): { command: Command } | { wrong: string } {
  const result = v.safeParse(CommandSchema, value);
  if (result.success) return { command: result.output };
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  return { wrong: `Wrong command${where ? ` (${where})` : ''}: ${issue.message}.` };
}

/** Output of a process, as a binary frame: 1, channel (uint16), seq (float64), at (float64), the bytes. Big endian. */
export interface OutputFrame {
  /** Which process: its place among the workers of the scene. */
  channel: number;
  seq: number;
  at: number;
  data: Uint8Array;
  /** Absent: its process has written it. */
  by?: typeof STAGE | undefined;
}

/** The first byte of a frame, by the author of the output. */
const OUTPUT = 1;
const OUTPUT_OF_STAGE = 2;
/** Bytes of an output frame before the output. */
export const OUTPUT_HEADER = 19;

export function encodeOutput({ channel, seq, at, data, by }: OutputFrame): Uint8Array {
  const frame = new Uint8Array(OUTPUT_HEADER + data.length);
  const header = new DataView(frame.buffer);
  header.setUint8(0, by === STAGE ? OUTPUT_OF_STAGE : OUTPUT);
  header.setUint16(1, channel);
  header.setFloat64(3, seq);
  header.setFloat64(11, at);
  frame.set(data, OUTPUT_HEADER);
  return frame;
}

/** Null when it is not an output frame. */
export function decodeOutput(frame: ArrayBuffer): OutputFrame | null {
  if (frame.byteLength < OUTPUT_HEADER) return null;
  const header = new DataView(frame);
  const kind = header.getUint8(0);
  if (kind !== OUTPUT && kind !== OUTPUT_OF_STAGE) return null;
  const [seq, at] = [header.getFloat64(3), header.getFloat64(11)];
  if (!Number.isSafeInteger(seq) || seq < 0 || !(at >= 0)) return null;
  const by = kind === OUTPUT_OF_STAGE ? STAGE : undefined;
  return { channel: header.getUint16(1), seq, at, data: new Uint8Array(frame, OUTPUT_HEADER), by };
}
