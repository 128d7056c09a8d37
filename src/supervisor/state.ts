/** The data of the pure core: the state of a supervisor, the events that it receives and the commands that it gives. */
import type { Child, Flags } from './spec.js';

/** `normal`: the child ended well by itself. `shutdown`: its supervisor asked for the end. `abnormal`: every other end. */
export type ExitReason = 'normal' | 'shutdown' | 'abnormal';
/** The cause of the end of a process: its exit code, a signal, or `killed`, which is OTP's word for KILL. */
export type EndedBy = number | NodeJS.Signals | 'killed';
/** The event of an end. `process`: the facts about the process; none for a nested supervisor, unless it was killed. */
export interface Exited {
  type: 'exited';
  id: string;
  incarnation: number;
  reason: ExitReason;
  process?: { pid: number; endedBy: EndedBy };
}
/**
 * `down` is OTP's `undefined`. `restarting`: the start failed in a restart, and the retry is in the mailbox.
 * `pausing`: the restart is counted, and waits for the end of the back-off, which OTP does not have.
 */
export type Status = 'down' | 'starting' | 'up' | 'stopping' | 'restarting' | 'pausing';
export type Because = 'boot' | 'restart' | 'command';

/** A second process of a child, booted to take over. `number` tells this spare from the ones before it. */
export interface Spare {
  number: number;
  warm: boolean;
  startedAt: number;
}

export interface ChildState {
  spec: Child;
  status: Status;
  /**
   * The number of starts: it names one incarnation of the child, so that late events of an earlier one are not mistaken
   * for its own.
   */
  incarnation: number;
  startedAt: number;
  readyAt: number | null;
  /** The time for the start is over, so the child is being killed. */
  isLate: boolean;
  /** The last incarnation that was ready, which is the one that callers know. */
  known: number;
  /** The arguments of an instance, which follow those of its template. */
  args: string[];
  spare: Spare | null;
  /** The number of the last spare. */
  spares: number;
}

export type Step =
  | { do: 'stop'; id: string }
  /** All instances stop at once when a `simple_one_for_one` ends. */
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
  /** The `info` that the started child gave with its `ready`, for the caller. */
  info?: unknown;
}

export type Request =
  | { verb: 'start_child'; spec: Child }
  /** One more instance of the template of a `simple_one_for_one`: these arguments follow its own. */
  | { verb: 'start_instance'; args: string[] }
  /** This very incarnation of the instance: after a restart the call has no effect. */
  | { verb: 'terminate_instance'; id: string; incarnation: number }
  | { verb: 'terminate_child' | 'restart_child' | 'delete_child'; id: string }
  | { verb: 'code_change'; flags: Flags; children: Child[] };

/**
 * The mailbox keeps messages in the order in which they came, and the supervisor takes the next one when the operation
 * under way is over. An exit is that of one incarnation, because OTP finds the child by its pid. A retry is for the id:
 * each start that fails in a restart sends one, and its turn restarts the child of that id when the child is `restarting`
 * by then, whatever happened in between (`handle_cast` of OTP's supervisor).
 */
export type Message =
  | Exited
  | { type: 'try_again_restart'; id: string }
  | { type: 'pause_over'; id: string; incarnation: number }
  | { type: 'call'; call: number; request: Request };

export interface State {
  flags: Flags;
  /** The spec that the children of a `simple_one_for_one` are made of. */
  template: Child | null;
  /** The number of instances so far, which names the next one. */
  instances: number;
  /**
   * The highest number of a spare: those of a new child are higher, because the end of a spare of an earlier child of that id may
   * still come.
   */
  spares: number;
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
  /** The child has nothing to do here and wants no start: OTP's `ignore`. */
  | { type: 'ignored'; id: string; incarnation: number }
  | { type: 'failed'; id: string; incarnation: number; message: string }
  | Exited
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
  /** A start failed in a restart; there is a retry. */
  | { do: 'failed'; id: string; message: string }
  /** The child was shut down, and has not ended as it should have. */
  | { do: 'shutdown_error'; id: string; pid: number; reason: EndedBy }
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
    spares: 0,
    children: simple ? [] : children.map((spec) => newChild(spec)),
    restarts: [],
    phase: 'new',
    operation: null,
    mailbox: [],
    failure: null,
  };
}

/** `spares`: the highest number of a spare so far. */
export const newChild = (spec: Child, spares = 0, args: string[] = []): ChildState => ({
  spec,
  args,
  status: 'down',
  incarnation: 0,
  startedAt: 0,
  readyAt: null,
  isLate: false,
  known: 0,
  spare: null,
  spares,
});

/** The child is `restarting` in the answers to calls, as in OTP. */
export const isRestarting = ({ status }: ChildState) => status === 'restarting' || status === 'pausing';

export const isAlive = (child: ChildState) =>
  child.status === 'up' || child.status === 'starting' || child.status === 'stopping';
