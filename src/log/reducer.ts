/** The one fold of the log that every view shows: in Node and in the browser, live and from a recording. */
import { STAGE } from './author.js';
import type { Condition, LogEvent, TreeNode } from './events.js';
import {
  becameReady,
  exited,
  fellSilent,
  givenUp,
  heard,
  measured,
  newProcess,
  type ProcessView,
  started,
  tookFault,
} from './process.js';
import { type Restart, restartBegan, restartReached } from './restarts.js';

export interface View {
  demo: string | null;
  tree: TreeNode[];
  processes: Record<string, ProcessView>;
  running: boolean;
  /** For a recording: when and where it was made, in words; null when the demo runs here and now. */
  recorded: string | null;
  kills: number;
  /** ms from fault to ready of each rebirth, in order, the last ones. */
  recoveries: number[];
  /** The same of all scenes before this one. */
  earlier: { kills: number; recoveries: number[] };
  /** The demos of all scenes, each once. */
  played: string[];
  /** The latest ones, in order. */
  restarts: Restart[];
  notes: { at: number; text: string }[];
  /** Why the supervisor at the top gave up, if it did: nothing comes back by itself any more. */
  gaveUp: string | null;
  verdict: { passed: boolean; expected: string; seen: string; failed: Condition[] } | null;
  /** The answer of the processes to the question of the lesson; null before they have answered. */
  outcome: { held: boolean; says: string; failed: Condition[]; at: number } | null;
  leftover: number | null;
  /** When the last event happened, ms since the log began. */
  at: number;
  sceneAt: number;
  /** The offset after the last event. */
  next: number;
}

const RECOVERIES_KEPT = 200;
const NOTES_KEPT = 50;

export function initialView(): View {
  return {
    demo: null,
    tree: [],
    processes: {},
    running: false,
    recorded: null,
    kills: 0,
    recoveries: [],
    earlier: { kills: 0, recoveries: [] },
    played: [],
    restarts: [],
    notes: [],
    gaveUp: null,
    verdict: null,
    outcome: null,
    leftover: null,
    at: 0,
    sceneAt: 0,
    next: 0,
  };
}

/** Kills and recoveries of all scenes of the log. Those of a recording happened elsewhere, and do not count. */
export const inAll = ({ kills, recoveries, earlier, recorded }: View): View['earlier'] =>
  recorded !== null
    ? earlier
    : {
        kills: earlier.kills + kills,
        recoveries: [...earlier.recoveries, ...recoveries].slice(-RECOVERIES_KEPT),
      };

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
        played: [...new Set([...before.played, event.demo])],
        at: event.at,
        recorded: event.recorded ?? null,
        sceneAt: event.at,
        next: event.seq + 1,
      };
    case 'start': {
      const restarts = restartReached(view.restarts, view.tree, event);
      return change({ ...view, restarts }, event.id, (process) => started(process, event));
    }
    case 'ready':
      return ready(view, event);
    case 'output':
      return change(view, event.id, (process) => (event.by === STAGE ? process : heard(process, event.at)));
    case 'metric':
      return change(view, event.id, (process) => measured(process, event));
    case 'fault':
      if (!processOf(view, event.id)) return view;
      return change(withoutFailure(view), event.id, (process) => tookFault(process, event));
    case 'hung':
      return change(view, event.id, (process) => fellSilent(process, event));
    case 'exit':
      return ended(view, event);
    case 'restart':
      return { ...view, restarts: restartBegan(view.restarts, view.tree, event) };
    case 'giveup':
      if (isTop(view, event.id)) return { ...view, gaveUp: event.reason };
      return change(view, event.id, (process) => givenUp(process, event.at));
    case 'note':
      return { ...view, notes: [...view.notes, { at: event.at, text: event.text }].slice(-NOTES_KEPT) };
    case 'verdict': {
      const { passed, expected, seen, failed = [] } = event;
      return { ...view, verdict: { passed, expected, seen, failed } };
    }
    case 'outcome': {
      const { held, says, failed, at } = event;
      return { ...view, outcome: { held, says, failed, at } };
    }
    case 'stop':
      return { ...view, running: false, leftover: event.leftover };
    case 'error':
    case 'overweight':
      return view;
  }
}

/** The next fault is another try, and an answer that did not come about was that of the try before. */
const withoutFailure = (view: View): View => (view.outcome?.held === false ? { ...view, outcome: null } : view);

/** Ids come from outside too; `constructor` is not a process. */
const processOf = (view: View, id: string) => (Object.hasOwn(view.processes, id) ? view.processes[id] : undefined);

const isTop = (view: View, id: string) => view.tree.some((node) => node.id === id && node.parent === null);

function change(view: View, id: string, how: (process: ProcessView) => ProcessView): View {
  const process = processOf(view, id);
  return process ? { ...view, processes: { ...view.processes, [id]: how(process) } } : view;
}

function ready(view: View, event: Extract<LogEvent, { type: 'ready' }>): View {
  const outageAt = processOf(view, event.id)?.outageAt ?? null;
  const recovered = outageAt === null ? [] : [event.at - outageAt];
  const recoveries = [...view.recoveries, ...recovered].slice(-RECOVERIES_KEPT);
  return change({ ...view, recoveries }, event.id, (process) => becameReady(process, event));
}

function ended(view: View, event: Extract<LogEvent, { type: 'exit' }>): View {
  const isTemporary = view.tree.find((node) => node.id === event.id)?.restart === 'temporary';
  const kills = view.kills + (event.expected || !processOf(view, event.id) ? 0 : 1);
  return change({ ...view, kills }, event.id, (process) => exited(process, event, isTemporary));
}
