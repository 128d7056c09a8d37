/** The one fold of the log that every view shows: in Node and in the browser, live and from a recording. */
import type { LogEvent, TreeNode } from './events.js';

/**
 * `waiting`: not started yet. `booting`: has a process, is not ready. `up`. `frozen`: stopped by a signal we sent, or found
 * silent by the watchdog.
 * `down`: its process ended and it will be, or may be, started again. `off`: ended on request or for good.
 */
export type LifeState = 'waiting' | 'booting' | 'up' | 'frozen' | 'down' | 'off';

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
  /** When it was last heard: output or a number. */
  heardAt: number | null;
  /** Its pulse: when it was heard, at most once in `BEAT_MS`, the latest ones. */
  beats: number[];
  /** Its states and when they began, the latest ones. */
  history: { at: number; state: LifeState }[];
  /** ms it was up in all, without the stretch under way; and since when that lasts. */
  upMs: number;
  upSince: number | null;
  firstReadyAt: number | null;
}

export interface View {
  demo: string | null;
  tree: TreeNode[];
  processes: Record<string, ProcessView>;
  running: boolean;
  kills: number;
  /** ms from fault to ready of each rebirth, in order, the last ones. */
  recoveries: number[];
  /** The same of all scenes before this one. */
  earlier: { kills: number; recoveries: number[] };
  /** Restarts inside the period, as the supervisor of the last restart counted them; and when they were, the latest ones. */
  budget: { id: string; inWindow: number; intensity: number; restarts: number[] } | null;
  notes: { at: number; text: string }[];
  /** Why the supervisor at the top gave up, if it did: nothing comes back by itself any more. */
  gaveUp: string | null;
  verdict: { passed: boolean; expected: string; seen: string } | null;
  leftover: number | null;
  /** When the last event happened, ms since the log began. */
  at: number;
  sceneAt: number;
  /** The offset after the last event. */
  next: number;
}

const RECOVERIES_KEPT = 200;
const NOTES_KEPT = 50;
/** What was written before a fault may arrive this much after it. */
const LAST_WORDS_MS = 100;
/** The pace of a heart: a process that talks all the time would be a solid bar on the monitor. */
export const BEAT_MS = 800;
const BEATS_KEPT = 40;
const HISTORY_KEPT = 60;
/** Names of numbers that one process can have: it may be broken, and each is kept. */
const METRICS_KEPT = 32;

export function initialView(): View {
  return {
    demo: null,
    tree: [],
    processes: {},
    running: false,
    kills: 0,
    recoveries: [],
    earlier: { kills: 0, recoveries: [] },
    budget: null,
    notes: [],
    gaveUp: null,
    verdict: null,
    leftover: null,
    at: 0,
    sceneAt: 0,
    next: 0,
  };
}

/** Kills and recoveries of all scenes of the log. */
export const inAll = ({ kills, recoveries, earlier }: View): View['earlier'] => ({
  kills: earlier.kills + kills,
  recoveries: [...earlier.recoveries, ...recoveries].slice(-RECOVERIES_KEPT),
});

const newProcess = ({ id, parent }: TreeNode): ProcessView => ({
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

/** Pure: the given view is left as it was. An event about a process that the scene does not have changes nothing but `next`. */
export function reduce(before: View, event: LogEvent): View {
  const view = { ...before, at: event.at, next: event.seq + 1 };
  switch (event.type) {
    case 'scene':
      return {
        ...initialView(),
        demo: event.demo,
        tree: event.tree,
        processes: Object.fromEntries(
          event.tree.filter((node) => node.type === 'worker').map((node) => [node.id, newProcess(node)]),
        ),
        running: true,
        earlier: inAll(before),
        at: event.at,
        sceneAt: event.at,
        next: event.seq + 1,
      };
    case 'note':
      return { ...view, notes: [...view.notes, { at: event.at, text: event.text }].slice(-NOTES_KEPT) };
    case 'verdict':
      return { ...view, verdict: { passed: event.passed, expected: event.expected, seen: event.seen } };
    case 'stop':
      return { ...view, running: false, leftover: event.leftover };
    case 'restart':
      return { ...view, budget: spent(view, event) };
    case 'error':
      return view;
    case 'ready':
      return ready(view, event);
    case 'exit':
      return exited(view, event);
    case 'fault':
      return change(view, event.id, (process) => ({
        ...process,
        ...stateAfterFault(process, event),
        // A thawed process is well again: what it took before is not why it may end later.
        fault: event.name === 'thaw' ? null : { name: event.name, at: event.at },
      }));
    case 'start':
      return change(view, event.id, (process) => ({
        ...process,
        state: 'booting',
        pid: event.pid,
        lives: event.incarnation,
        startedAt: event.at,
        fault: null,
        heardAt: null,
      }));
    case 'output':
      return change(view, event.id, (process) => heard(process, event.at));
    case 'metric':
      return change(view, event.id, (process) => ({
        ...heard(process, event.at),
        metrics: measured(process.metrics, event.name, event.value),
      }));
    case 'giveup':
      if (isTop(view, event.id)) return { ...view, gaveUp: event.reason };
      return change(view, event.id, (process) => ({ ...process, state: 'off' }));
    case 'hung':
      return change(view, event.id, (process) => silent(process, event.at - event.silentMs));
    case 'overweight':
      return view;
  }
}

function spent({ budget, tree }: View, { id, at, inWindow, intensity }: Extract<LogEvent, { type: 'restart' }>) {
  const supervisorOf = (child: string) => tree.find((node) => node.id === child)?.parent;
  const before = budget && supervisorOf(budget.id) === supervisorOf(id) ? budget.restarts : [];
  return { id, inWindow, intensity, restarts: [...before, at].slice(-inWindow) };
}

/** Ids come from outside too; `constructor` is no process. */
const processOf = (view: View, id: string) => (Object.hasOwn(view.processes, id) ? view.processes[id] : undefined);

function measured(metrics: ProcessView['metrics'], name: string, value: number): ProcessView['metrics'] {
  const isKept = Object.hasOwn(metrics, name) || Object.keys(metrics).length < METRICS_KEPT;
  return isKept ? { ...metrics, [name]: value } : metrics;
}

const isTop = (view: View, id: string) => view.tree.some((node) => node.id === id && node.parent === null);

function change(view: View, id: string, how: (process: ProcessView) => ProcessView): View {
  const process = processOf(view, id);
  if (!process) return view;
  const after = how(process);
  if (after.state !== process.state) {
    after.history = [...process.history, { at: view.at, state: after.state }].slice(-HISTORY_KEPT);
  }
  return { ...view, processes: { ...view.processes, [id]: after } };
}

function heard(process: ProcessView, at: number): ProcessView {
  const last = process.beats.at(-1) ?? Number.NEGATIVE_INFINITY;
  const beats = at - last < BEAT_MS ? process.beats : [...process.beats, at].slice(-BEATS_KEPT);
  return { ...process, heardAt: at, beats };
}

function stateAfterFault(process: ProcessView, event: Extract<LogEvent, { type: 'fault' }>): Partial<ProcessView> {
  if (event.name === 'freeze' && process.state === 'up') return pause(process, event.at, 'frozen');
  if (event.name === 'thaw' && process.state === 'frozen') return { state: 'up', upSince: event.at };
  return {};
}

/** Up time ends here. */
const pause = (process: ProcessView, at: number, state: LifeState): Partial<ProcessView> => ({
  state,
  upMs: process.upMs + (process.upSince === null ? 0 : at - process.upSince),
  upSince: null,
});

/** Out since it fell silent; but not before it was up. */
function silent(process: ProcessView, since: number): ProcessView {
  const at = Math.max(since, process.upSince ?? 0);
  return { ...process, ...pause(process, at, 'frozen'), outageAt: process.outageAt ?? at };
}

function ready(view: View, event: Extract<LogEvent, { type: 'ready' }>): View {
  const process = processOf(view, event.id);
  if (!process) return view;
  const recovered = process.outageAt === null ? [] : [event.at - process.outageAt];
  const reborn = change(view, event.id, () => ({
    ...process,
    state: 'up',
    upSince: event.at,
    outageAt: null,
    firstReadyAt: process.firstReadyAt ?? event.at,
  }));
  return { ...reborn, recoveries: [...view.recoveries, ...recovered].slice(-RECOVERIES_KEPT) };
}

/** When the fault struck that this process has not been heard since; one that it shrugged off is not why it is out. */
function faultThatSilenced({ fault, heardAt }: ProcessView): number | undefined {
  return fault && (heardAt ?? 0) <= fault.at + LAST_WORDS_MS ? fault.at : undefined;
}

function exited(view: View, event: Extract<LogEvent, { type: 'exit' }>): View {
  const process = processOf(view, event.id);
  if (!process) return view;
  const { code, signal, uptimeMs, at, expected } = event;
  const restart = view.tree.find((node) => node.id === event.id)?.restart;
  const after = change(view, event.id, () => ({
    ...process,
    ...pause(process, at, expected || restart === 'temporary' ? 'off' : 'down'),
    pid: null,
    startedAt: null,
    // What stays down until somebody starts it does not recover, it is begun anew.
    outageAt: expected || restart === 'temporary' ? null : (process.outageAt ?? faultThatSilenced(process) ?? at),
    lastExit: { code, signal, uptimeMs, at, expected },
  }));
  return expected ? after : { ...after, kills: view.kills + 1 };
}
