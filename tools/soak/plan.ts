/** The faults of each victim, in order: a pure function of the seed. Their times depend on how fast the victims recover. */
import { between, type Random, randomOf, seedFor, weighted } from './random.js';

/** Silence after which the root ends a child of its own, in ms. */
export const WATCHDOG_MS = 3000;

export type Kind = 'gateway' | 'stage' | 'objects' | 'threads' | 'line';

export const LINES = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);
export const WORKERS = ['objects', 'threads', ...LINES];

export const kindOf = (victim: string): Kind => (victim.startsWith('line-') ? 'line' : (victim as Kind));

export interface Fault {
  /** A signal, sent from outside; or a fault of the demo, or a reset of it, asked for over a page's protocol. */
  what: string;
  /** The signal that ends the fault for a victim that survived it; `watchdog`: the supervisor must find out by itself. */
  after: 'SIGKILL' | 'SIGCONT' | 'watchdog' | null;
  /** Between the one and the other. */
  pauseMs: number;
  /** How long the victim is left in peace after its recovery. */
  restMs: number;
}

type Choice = Pick<Fault, 'what' | 'after'>;
const only = (what: string): Choice => ({ what, after: null });
const HANGING: Choice[] = [{ what: 'SIGSTOP', after: 'watchdog' }];

/** Ends the whole process, whatever it is built of. */
const LETHAL: [Choice, number][] = [
  [only('SIGKILL'), 40],
  [only('SIGTERM'), 12],
  [only('kill'), 12],
  [only('term'), 6],
  [only('segfault'), 8],
];
const LINGERING: [Choice, number][] = [
  [{ what: 'SIGSTOP', after: 'SIGCONT' }, 2],
  [{ what: 'SIGSTOP', after: 'SIGKILL' }, 3],
  [{ what: 'freeze', after: 'SIGKILL' }, 2],
  [{ what: 'spin', after: 'SIGKILL' }, 1],
];
const IN_ONE_CALL = ['throw', 'exit', 'abort'];

const CHOICES: Record<Kind, [Choice, number][]> = {
  line: [
    ...LETHAL,
    ...LINGERING,
    ...IN_ONE_CALL.map((what): [Choice, number] => [only(what), 5]),
    [only('memory'), 0.5],
  ],
  objects: [...LETHAL, ...LINGERING, ...IN_ONE_CALL.map((what): [Choice, number] => [only(what), 5])],
  // A thread takes these upon itself, and its process lives on.
  threads: [...LETHAL, ...LINGERING, ...IN_ONE_CALL.map((what): [Choice, number] => [{ what, after: 'SIGKILL' }, 5])],
  gateway: [
    [only('SIGKILL'), 10],
    [only('SIGTERM'), 4],
    [{ what: 'SIGSTOP', after: 'SIGCONT' }, 2],
    [{ what: 'SIGSTOP', after: 'SIGKILL' }, 2],
    ...HANGING.map((choice): [Choice, number] => [choice, 2]),
  ],
  stage: [
    [only('SIGKILL'), 8],
    [only('SIGTERM'), 3],
    [only('reset'), 5],
    [{ what: 'SIGSTOP', after: 'SIGCONT' }, 2],
    [{ what: 'SIGSTOP', after: 'SIGKILL' }, 2],
    ...HANGING.map((choice): [Choice, number] => [choice, 2]),
  ],
};

/** Shorter than any watchdog: nobody has to notice. */
const PAUSE_MS: [number, number] = [20, 800];
/**
 * A second of life earns an immediate restart: some have it, some do not. The threads take long to boot, and their
 * supervisor does one thing at a time: the more often they die, the less often anybody else can.
 */
const REST_MS: Record<Kind, [number, number]> = {
  line: [0, 2500],
  objects: [0, 20],
  threads: [0, 4000],
  gateway: [0, 5000],
  stage: [200, 2500],
};

function nextFault(kind: Kind, random: Random): Fault {
  const choice = weighted(random, CHOICES[kind]);
  return { ...choice, pauseMs: between(random, ...PAUSE_MS), restMs: between(random, ...REST_MS[kind]) };
}

/** The faults of one victim, without end. */
export function* faultsOf(victim: string, seed: number): Generator<Fault, never> {
  const random = randomOf(seedFor(seed, victim));
  for (;;) yield nextFault(kindOf(victim), random);
}

export type Part = 'everything' | 'workers';

/** The first part of each round spares nobody; in the second one the stage lives long enough to show what it leaks. */
export const partAt = (share: number): Part => (share < 0.25 ? 'everything' : 'workers');
