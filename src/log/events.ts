/**
 * The events of a demo's log, as `--json` writes them, one a line. `seq` counts from 0 without gaps; `at` is ms since
 * the log began. In memory the data of `output` are bytes; in JSON they are text.
 */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
const ms = v.number();
const pid = v.number();

export const TreeNodeSchema = v.object({
  id,
  type: v.picklist(['worker', 'supervisor']),
  parent: v.nullable(id),
  restart: v.picklist(['permanent', 'transient', 'temporary']),
  strategy: v.optional(v.picklist(['one_for_one', 'one_for_all', 'rest_for_one', 'simple_one_for_one'])),
});

/** One condition of a demo's script, in words. */
export const ConditionSchema = v.object({
  /** After which step it was asked for: `start`, or a fault and its process. */
  step: v.string(),
  says: v.string(),
  expected: v.string(),
  seen: v.string(),
});
export type Condition = v.InferOutput<typeof ConditionSchema>;

const bodies = {
  scene: v.object({
    type: v.literal('scene'),
    demo: id,
    tree: v.array(TreeNodeSchema),
    /** For a recording: when and where it was made, and what is missing here, in words. */
    recorded: v.optional(v.string()),
  }),
  start: v.object({
    type: v.literal('start'),
    id,
    pid,
    incarnation: v.number(),
    because: v.picklist(['boot', 'restart', 'command', 'promotion']),
  }),
  ready: v.object({ type: v.literal('ready'), id, pid, incarnation: v.number(), afterMs: ms }),
  output: v.object({ type: v.literal('output'), id, data: v.union([v.string(), bytes]) }),
  metric: v.object({ type: v.literal('metric'), id, name: v.string(), value: v.number() }),
  note: v.object({ type: v.literal('note'), text: v.string() }),
  fault: v.object({ type: v.literal('fault'), id, pid, name: v.string() }),
  hung: v.object({ type: v.literal('hung'), id, pid, silentMs: ms }),
  overweight: v.object({ type: v.literal('overweight'), id, pid, bytes: v.number() }),
  exit: v.object({
    type: v.literal('exit'),
    id,
    pid,
    incarnation: v.number(),
    code: v.nullable(v.number()),
    signal: v.nullable(v.string()),
    uptimeMs: ms,
    expected: v.boolean(),
  }),
  restart: v.object({
    type: v.literal('restart'),
    id,
    delayMs: ms,
    inWindow: v.number(),
    intensity: v.number(),
  }),
  giveup: v.object({ type: v.literal('giveup'), id, reason: v.string() }),
  verdict: v.object({
    type: v.literal('verdict'),
    passed: v.boolean(),
    /** All conditions if they held, else those that did not, each with its step and its figure. */
    expected: v.string(),
    seen: v.string(),
    /** The conditions that did not hold; absent in logs of an earlier version. */
    failed: v.optional(v.array(ConditionSchema)),
  }),
  /** Whether the processes did what the right answer to the question of the lesson says. */
  outcome: v.object({
    type: v.literal('outcome'),
    held: v.boolean(),
    /** All conditions, in words. */
    says: v.string(),
    /** Those that did not come about in time. */
    failed: v.array(ConditionSchema),
  }),
  error: v.object({ type: v.literal('error'), message: v.string() }),
  stop: v.object({ type: v.literal('stop'), leftover: v.number() }),
};

const BodySchema = v.variant('type', [
  bodies.scene,
  bodies.start,
  bodies.ready,
  bodies.output,
  bodies.metric,
  bodies.note,
  bodies.fault,
  bodies.hung,
  bodies.overweight,
  bodies.exit,
  bodies.restart,
  bodies.giveup,
  bodies.verdict,
  bodies.outcome,
  bodies.error,
  bodies.stop,
]);

/** An event without its place in the log. */
export type EventBody = v.InferOutput<typeof BodySchema>;
/**
 * `by`: who asked for it, where somebody did: the role of a page, or the face of a demo. Output without it is that of its
 * process.
 */
export type LogEvent = EventBody & { seq: number; at: number; by?: string };
export type TreeNode = v.InferOutput<typeof TreeNodeSchema>;

export const LogEventSchema = v.intersect([
  v.object({
    seq: v.pipe(v.number(), v.integer(), v.minValue(0)),
    at: v.pipe(v.number(), v.minValue(0)),
    by: v.optional(id),
  }),
  BodySchema,
]);
