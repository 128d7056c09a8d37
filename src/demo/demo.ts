import type { Restart, Shutdown, Strategy } from '../supervisor/index.js';
import type { Chart } from './charts/index.js';
import type { Check } from './checks.js';
import type { FaultOn, Pane } from './manifest.js';

export type { Pane };

/** A plain Node program beside its `demo.ts`, or a program of the operating system. */
export type Program =
  | {
      /** File name of the compiled program. */
      program: string;
      /** Options of `node` itself. */
      nodeArgs?: string[];
    }
  | {
      /** As found in the PATH. */
      command: string;
    };

/** A process of a demo. The process runs in the demo's own folder, which is empty when the demo begins. */
export type DemoWorker = Program & {
  id: string;
  args?: string[];
  /** Beside what every process of a demo has in its environment. */
  env?: Record<string, string>;
  restart?: Restart;
  ready?: 'spawn' | 'notify';
  shutdown?: Shutdown;
  /** As in a `ChildSpec`; a program with a watchdog sends its own beats. */
  watchdog?: number;
  memoryMax?: number;
  standby?: boolean;
  /** The size of its terminal. */
  cols: number;
  rows: number;
};

export interface DemoSupervisor {
  id: string;
  /** `temporary`: one that gives up stays away, and who is above it goes on. */
  restart?: Restart;
  strategy: Strategy;
  intensity: number;
  /** ms */
  period: number;
  children: DemoNode[];
}

export type DemoNode = DemoWorker | DemoSupervisor;

/** A fault that the program does to itself when it is asked to, beside the signals that every process takes. */
export interface Fault {
  /** On the button. */
  label: string;
  /** The processes that take it. */
  on: string[];
}

/** A program of the operating system that a demo cannot do without, and the Debian package that brings it. */
export interface Requirement {
  command: string;
  package: string;
  /** Arguments with which it must end well here: that it is installed does not mean that it may do what it does. */
  trial?: string[];
}

/** One step of the script: a fault, and what must be true soon after it, all of it at one moment. */
export interface Stunt {
  fault: string;
  id: string;
  /** One condition each; one of them at least is not true before the fault, or the step would show nothing. */
  checks: Check[];
  /** How long the checks may take to come true, in ms, where it is not over in seconds. */
  patienceMs?: number;
}

/** A fault that puts the question to the processes. */
export interface Deciding extends FaultOn {
  /** Faults that come before it, each with its result. When a result is missing, the log says so at once. */
  first?: (FaultOn & { result: Check })[];
}

/** The conditions that answer the question of a demo's lesson. */
export interface Outcome {
  /** Each of these faults puts the question to the processes. */
  after: Deciding[];
  /** True when the right answer needs all faults of `after`, in any order. Default: one of them is enough. */
  isAfterAll?: boolean;
  /** True when the question asks which fault it is: then nobody is told before the answer which one puts it. */
  isFaultAsked?: boolean;
  /** The right answer, as conditions: compared with the moment before the fault. */
  checks: Check[];
  /** How long they may take to come about, in ms. */
  patienceMs?: number;
}

export interface Demo {
  name: string;
  title: string;
  /** The claim that the demo proves, in one sentence. */
  claim: string;
  /** All of them; of `oneOf`, one that works. */
  requires?: (Requirement | { oneOf: Requirement[] })[];
  tree: DemoSupervisor;
  panes: Pane[];
  chart?: Chart;
  faults: Record<string, Fault>;
  /** The checks that must hold before the first stunt. */
  running: Check[];
  script: Stunt[];
  /** The answer to the lesson's question, for a demo with a lesson. */
  outcome?: Outcome;
}

export const isDemoWorker = (node: DemoNode): node is DemoWorker => !('children' in node);

/** The processes of a demo, in start order. */
export function workersOf(node: DemoNode): DemoWorker[] {
  return isDemoWorker(node) ? [node] : node.children.flatMap(workersOf);
}

/** The faults that every process takes, and the signals they are. */
export const SIGNAL_FAULTS: Readonly<Record<string, NodeJS.Signals>> = {
  kill: 'SIGKILL',
  term: 'SIGTERM',
  freeze: 'SIGSTOP',
  thaw: 'SIGCONT',
};

/** The faults that the process `id` takes, the demo's own first. */
export function faultsOf(demo: Demo, id: string): string[] {
  const own = Object.keys(demo.faults).filter((name) => demo.faults[name]?.on.includes(id));
  return [...own, ...Object.keys(SIGNAL_FAULTS)];
}

/** All supervisors of a tree, each before those below it. */
export const supervisorsOf = (node: DemoNode): DemoSupervisor[] =>
  isDemoWorker(node) ? [] : [node, ...node.children.flatMap(supervisorsOf)];
