/** One process of a demo as the log tells of it. All functions are pure: the given view is left as it was. */
import type { LogEvent, TreeNode } from './events.js';

/**
 * `waiting`: not started yet. `booting`: has a process, is not ready. `up`. `frozen`: stopped by a signal we sent, or found
 * silent by the watchdog.
 * `down`: its process ended and it will be, or may be, started again. `off`: ended on request or permanently.
 */
export type LifeState = 'waiting' | 'booting' | 'up' | 'frozen' | 'down' | 'off';

export const isDead = (state: LifeState): boolean => state === 'down' || state === 'off';

/** A state and when it began, in ms. */
export interface Episode {
  at: number;
  state: LifeState;
  /** True when the process ended because it was told to. */
  asked?: boolean;
  /** The length of the outage that ended now, in ms. */
  outageMs?: number;
}

export interface ProcessView {
  id: string;
  parent: string | null;
  state: LifeState;
  pid: number | null;
  /** How many lives so far; 0 before the first. */
  lives: number;
  startedAt: number | null;
  /** When the outage under way began: with the fault, if there was one, else with the exit. */
  outageAt: number | null;
  /** The fault that this life took last. */
  fault: { name: string; at: number } | null;
  lastExit: { code: number | null; signal: string | null; uptimeMs: number; at: number; expected: boolean } | null;
  metrics: Record<string, number>;
  /** The time of its last output or metric. */
  heardAt: number | null;
  /** Its beats: the times of output or metrics, at most one in `BEAT_MS`, the latest ones. */
  beats: number[];
  /** Its states, the latest ones. */
  history: Episode[];
  /** ms it was up in all, without the stretch under way; and since when that lasts. */
  upMs: number;
  upSince: number | null;
  firstReadyAt: number | null;
}

/** Output that was written before a fault may arrive this much after it. */
const LAST_WORDS_MS = 100;
/** The pace of a heart: a process that talks all the time would be a solid bar on the monitor. */
export const BEAT_MS = 800;
const BEATS_KEPT = 40;
const HISTORY_KEPT = 60;
/** Names of numbers that one process can have: it may be broken, and each is kept. */
export const METRICS_KEPT = 32;

type Of<Type extends LogEvent['type']> = Extract<LogEvent, { type: Type }>;

export const newProcess = ({ id, parent }: TreeNode): ProcessView => ({
  id,
  parent,
  state: 'waiting',
  pid: null,
  lives: 0,
  startedAt: null,
  outageAt: null,
  fault: null,
  lastExit: null,
  metrics: {},
  heardAt: null,
  beats: [],
  history: [],
  upMs: 0,
  upSince: null,
  firstReadyAt: null,
});

export const started = (process: ProcessView, event: Of<'start'>): ProcessView => ({
  ...enter(process, { at: event.at, state: 'booting' }),
  pid: event.pid,
  lives: event.incarnation,
  startedAt: event.at,
  fault: null,
  heardAt: null,
});

export function becameReady(process: ProcessView, { at }: Of<'ready'>): ProcessView {
  const outage = process.outageAt === null ? {} : { outageMs: at - process.outageAt };
  return {
    ...enter(process, { at, state: 'up', ...outage }),
    upSince: at,
    outageAt: null,
    firstReadyAt: process.firstReadyAt ?? at,
  };
}

/** `stays`: nobody starts it again by himself. */
export function exited(process: ProcessView, event: Of<'exit'>, stays: boolean): ProcessView {
  const { code, signal, uptimeMs, at, expected } = event;
  const end: Episode = { at, state: expected || stays ? 'off' : 'down', ...(expected && { asked: true }) };
  return {
    ...pause(process, end),
    pid: null,
    startedAt: null,
    // A process that stays down until a command starts it does not recover, so it has no outage.
    outageAt:
      expected || stays
        ? null
        : (process.outageAt ?? faultThatEnded(process, event) ?? faultThatSilenced(process) ?? at),
    lastExit: { code, signal, uptimeMs, at, expected },
  };
}

export const givenUp = (process: ProcessView, at: number): ProcessView => enter(process, { at, state: 'off' });

export function tookFault(process: ProcessView, { name, at }: Of<'fault'>): ProcessView {
  // A thawed process is well again: what it took before is not why it may end later.
  const fault = name === 'thaw' ? null : { name, at };
  if (name === 'freeze' && process.state === 'up') return { ...pause(process, { at, state: 'frozen' }), fault };
  if (name === 'thaw' && process.state === 'frozen') {
    return { ...enter(process, { at, state: 'up' }), upSince: at, fault };
  }
  return { ...process, fault };
}

/** Out since it fell silent; but not before it was up. */
export function fellSilent(process: ProcessView, event: Of<'hung'>): ProcessView {
  const since = Math.max(event.at - event.silentMs, process.upSince ?? 0);
  const paused = pause(process, { at: event.at, state: 'frozen' }, since);
  return { ...paused, outageAt: process.outageAt ?? since };
}

export function heard(process: ProcessView, at: number): ProcessView {
  const last = process.beats.at(-1) ?? Number.NEGATIVE_INFINITY;
  const beats = at - last < BEAT_MS ? process.beats : [...process.beats, at].slice(-BEATS_KEPT);
  return { ...process, heardAt: at, beats };
}

export function measured(process: ProcessView, { at, name, value }: Of<'metric'>): ProcessView {
  const { metrics } = process;
  const isKept = Object.hasOwn(metrics, name) || Object.keys(metrics).length < METRICS_KEPT;
  return { ...heard(process, at), metrics: isKept ? { ...metrics, [name]: value } : metrics };
}

function enter(process: ProcessView, episode: Episode): ProcessView {
  if (episode.state === process.state) return { ...process };
  return { ...process, state: episode.state, history: [...process.history, episode].slice(-HISTORY_KEPT) };
}

/** Up time ends, now or with what is found out only now. */
const pause = (process: ProcessView, episode: Episode, since = episode.at): ProcessView => ({
  ...enter(process, episode),
  upMs: process.upMs + (process.upSince === null ? 0 : since - process.upSince),
  upSince: null,
});

/** The time of a `kill` by which this process has ended: no process survives that, however late its last output arrives. */
const faultThatEnded = ({ fault }: ProcessView, { signal }: Of<'exit'>): number | undefined =>
  fault?.name === 'kill' && signal === 'SIGKILL' ? fault.at : undefined;

/** The time of the fault since which this process has sent nothing; a fault that it survived is not the cause of its outage. */
function faultThatSilenced({ fault, heardAt }: ProcessView): number | undefined {
  return fault && (heardAt ?? 0) <= fault.at + LAST_WORDS_MS ? fault.at : undefined;
}
