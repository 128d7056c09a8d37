/** How many may come in. Each number has its reason beside it; the figures behind `seats` are in docs/benchmarks.md. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { MOST_STAGES } from '../protocol/root-messages.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const LimitsSchema = v.strictObject({
  /** Pages that watch the stage of the talk, those of the presenter apart. */
  seats: count,
  /** Pages that wait for a seat or a stage. A page that waits costs a descriptor, and next to no work. */
  waiting: count,
  /** Sockets that came without a cookie of ours and have shown no ticket yet. Our own pages always have the cookie. */
  unauthenticated: count,
  /** Sockets over which a page votes and asks. They carry little, and read no log of a stage. */
  audience: count,
  /** Sockets of one browser, of each kind. Nobody looks at more pages of one talk; a page that is left open in a tab is one of them. */
  perDevice: count,
  /** Stages of learners and of the presenter, as many as the root starts. */
  stages: count,
  /** Stages that learners may have, so that the presenter always gets one of the rest. */
  learnerStages: count,
  /**
   * Stages that one address may have: those of a class. A whole class may be behind one router, and everybody behind a
   * reverse proxy; the rest is for learners who come from elsewhere.
   */
  stagesPerAddress: count,
  /** While others wait, the stage of a learner who left ends after this time: a reload or a new gateway takes less. In ms. */
  graceMs: count,
  /** While others wait, a stage that nobody used for this time goes to the next one: longer than a lesson takes to read. In ms. */
  idleMs: count,
});
export type Limits = v.InferOutput<typeof LimitsSchema>;

const LIMITS: Limits = {
  seats: 400,
  waiting: 200,
  unauthenticated: 50,
  audience: 1200,
  perDevice: 8,
  stages: MOST_STAGES,
  learnerStages: MOST_STAGES - 4,
  stagesPerAddress: 30,
  graceMs: 10_000,
  idleMs: 10 * 60_000,
};

/** Descriptors that are nobody's connection: those of Node, of the lines to the stages, and of the files that are served. */
const OWN_DESCRIPTORS = 100;
/** The shares of the other descriptors; the last fifth is for the presenter, and for requests of pages, each of which may also hold a file. */
const SHARES = { seats: 0.25, waiting: 0.1, unauthenticated: 0.05, audience: 0.4 };

/** The limits of a process that may have so many descriptors: the lower those are, the fewer people come in. */
export function limitsFor(descriptors: number, limits: Limits = LIMITS): Limits {
  const room = roomFor(descriptors);
  const share = (name: keyof typeof SHARES) => Math.min(limits[name], Math.floor(room * SHARES[name]));
  return {
    ...limits,
    seats: share('seats'),
    waiting: share('waiting'),
    unauthenticated: share('unauthenticated'),
    audience: share('audience'),
  };
}

/** A process that can hold fewer connections serves nobody. */
const LEAST_CONNECTIONS = 20;
/** A hundred pages ask for six files at once, and everybody else has a socket; each connection takes some kilobytes. */
const MOST_CONNECTIONS = 3000;

/** How many connections, of whatever kind, a process that may have so many descriptors holds at once. */
const roomFor = (descriptors: number) =>
  Math.min(MOST_CONNECTIONS, Math.max(LEAST_CONNECTIONS, descriptors - OWN_DESCRIPTORS));

export const mostConnections = () => roomFor(descriptorLimit());

/** Tells a gateway other limits, as JSON: for a machine that carries less, and for tests. */
const LIMITS_VARIABLE = 'REBOOT_CAMP_LIMITS';

/** The limits of this process. Throws in words for a setting that is none. */
export function ownLimits(): Limits {
  const text = process.env[LIMITS_VARIABLE];
  if (text === undefined) return limitsFor(descriptorLimit());
  const result = v.safeParse(v.partial(LimitsSchema), parsed(text));
  if (result.success) return limitsFor(descriptorLimit(), { ...LIMITS, ...result.output });
  const [issue] = result.issues;
  throw new Error(`${LIMITS_VARIABLE} (${v.getDotPath(issue) ?? 'JSON'}): ${issue.message}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How many descriptors this process may have open. Node raises its soft limit to the hard one when it starts. */
function descriptorLimit(): number {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return reportedLimit();
  }
}

/** Where there is no /proc. Slower: the report is about everything. */
function reportedLimit(): number {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
  const soft = userLimits?.open_files?.soft;
  return typeof soft === 'number' ? soft : Number.POSITIVE_INFINITY;
}
