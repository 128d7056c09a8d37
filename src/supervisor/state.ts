/** What a supervisor knows, hears and orders: the data of the pure core. */
import type { Child, Flags } from './spec.js';

/** `normal`: it ended well by itself. `shutdown`: it was asked to. `abnormal`: everything else. */
export type ExitReason = 'normal' | 'shutdown' | 'abnormal';
/**
 * `down` is OTP's `undefined`. `restarting`: its start failed, and the retry is in the mailbox. `pausing`: its restart is
 * counted, and waits for the end of the back-off, which OTP does not have.
 */
export type Status = 'down' | 'starting' | 'up' | 'stopping' | 'restarting' | 'pausing';
export type Because = 'boot' | 'restart' | 'command';

/** A second process of a child, booted to take over. `number` tells it from the spares before it. */
export interface Spare {
  number: number;
  warm: boolean;
  startedAt: number;
}

export interface ChildState {
  spec: Child;
  status: Status;
  /** How often it was started; names one life of the child, so that late news of an earlier one is not mistaken. */
  incarnation: number;
  startedAt: number;
  readyAt: number | null;
  /** The last life that was ready: the one that others know. */
  known: number;
  /** Of an instance: its own arguments, behind those of the template. */
  args: string[];
  spare: Spare | null;
  /** How many spares there have been. */
  spares: number;
}

export type Step =
  | { do: 'stop'; id: string }
  /** All at once: the end of a `simple_one_for_one`. */
  | { do: 'stop_all' }
  | { do: 'start'; id: string; because: Because };

export interface Operation {
  kind: 'boot' | 'restart' | 'start_child' | 'restart_child' | 'terminate_child' | 'shutdown';
  steps: Step[];
  /** The children whose start or end is awaited before the next step. */
  waitingFor: string[];
  call?: number;
  /** The child that was started last. */
  started?: string;
  /** What the started child said with its `ready`, for the caller. */
  info?: unknown;
}

export type Request =
  | { verb: 'start_child'; spec: Child }
  /** Of a `simple_one_for_one`: one more of the template, with these arguments behind its own. */
  | { verb: 'start_instance'; args: string[] }
  /** That very life of it: one that was restarted meanwhile is not meant. */
  | { verb: 'terminate_instance'; id: string; incarnation: number }
  | { verb: 'terminate_child' | 'restart_child' | 'delete_child'; id: string }
  | { verb: 'code_change'; flags: Flags; children: Child[] };

/**
 * The mailbox keeps messages in the order in which they came, and the supervisor takes the next one when the operation
 * under way is over. An exit is that of one incarnation, as OTP finds the child by its pid. A retry is for the id: each
 * start that fails in a restart sends one, and its turn restarts whichever child of that id is `restarting` by then.
 */
export type Message =
  | { type: 'exited'; id: string; incarnation: number; reason: ExitReason }
  | { type: 'try_again_restart'; id: string }
  | { type: 'pause_over'; id: string; incarnation: number }
  | { type: 'call'; call: number; request: Request };

export interface State {
  flags: Flags;
  /** Of a `simple_one_for_one`: what its children are made of. */
  template: Child | null;
  /** How many were made of the template: it names the next one. */
  instances: number;
  /** In start order. */
  children: ChildState[];
  /** Times of the restarts inside the period, oldest first. */
  restarts: number[];
  phase: 'new' | 'running' | 'stopping' | 'done';
  operation: Operation | null;
  mailbox: Message[];
  failure: { code: string; message: string } | null;
}

export type Timer =
  | { name: 'start' | 'kill' | 'pause'; id: string; incarnation: number }
  | { name: 'spare'; id: string };

export type Event =
  | { type: 'boot'; because: Because }
  | { type: 'stop' }
  | { type: 'ready'; id: string; incarnation: number; info?: unknown }
  /** It has nothing to do here and wants no start: OTP's `ignore`. */
  | { type: 'ignored'; id: string; incarnation: number }
  | { type: 'failed'; id: string; incarnation: number; message: string }
  | { type: 'exited'; id: string; incarnation: number; reason: ExitReason }
  | { type: 'hung'; id: string; incarnation: number; silentMs: number }
  | { type: 'overweight'; id: string; incarnation: number; bytes: number }
  | { type: 'spare_warm' | 'spare_gone'; id: string; spare: number }
  | { type: 'timer'; timer: Timer }
  | { type: 'call'; call: number; request: Request };

export type Reply = { ok: true; started?: string; info?: unknown } | { ok: false; code: string; message: string };

export type Command =
  | { do: 'spawn'; id: string; incarnation: number; because: Because }
  | { do: 'promote'; id: string; incarnation: number; because: Because; spare: number }
  | { do: 'terminate'; id: string; incarnation: number; force: boolean }
  | { do: 'grow' | 'drop'; id: string; spare: number }
  | { do: 'timer'; timer: Timer; ms: number }
  | { do: 'restarting'; id: string; delayMs: number; inWindow: number; intensity: number }
  | { do: 'hung'; id: string; silentMs: number }
  | { do: 'overweight'; id: string; bytes: number }
  /** A restart did not come about; it is tried again. */
  | { do: 'failed'; id: string; message: string }
  | { do: 'giveup'; id: string; reason: string }
  | { do: 'removed'; id: string }
  | { do: 'reply'; call: number; reply: Reply }
  | { do: 'started' }
  | { do: 'done'; failure: State['failure'] };

export function initialState(flags: Flags, children: Child[]): State {
  const simple = flags.strategy === 'simple_one_for_one';
  return {
    flags,
    template: simple ? (children[0] ?? null) : null,
    instances: 0,
    children: simple ? [] : children.map((spec) => newChild(spec)),
    restarts: [],
    phase: 'new',
    operation: null,
    mailbox: [],
    failure: null,
  };
}

export const newChild = (spec: Child, args: string[] = []): ChildState => ({
  spec,
  args,
  status: 'down',
  incarnation: 0,
  startedAt: 0,
  readyAt: null,
  known: 0,
  spare: null,
  spares: 0,
});

/** OTP's `restarting`, for who asks. */
export const isRestarting = ({ status }: ChildState) => status === 'restarting' || status === 'pausing';

export const isAlive = (child: ChildState) =>
  child.status === 'up' || child.status === 'starting' || child.status === 'stopping';
