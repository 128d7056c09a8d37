import type { AutoShutdown, Child, Flags } from './spec.js';

/** `normal`: it ended well by itself. `shutdown`: it was asked to. `abnormal`: everything else. */
export type ExitReason = 'normal' | 'shutdown' | 'abnormal';
/** `down` is OTP's `undefined`; `restarting` waits for its next try. */
export type Status = 'down' | 'starting' | 'up' | 'stopping' | 'restarting';
export type Because = 'boot' | 'restart' | 'command';

export interface ChildState {
  spec: Child;
  status: Status;
  /** How often it was started; names one life of the child, so that late news of an earlier one is not mistaken. */
  incarnation: number;
  startedAt: number;
  readyAt: number | null;
}

export type Step = { do: 'stop'; id: string } | { do: 'start'; id: string; because: Because };

export interface Operation {
  kind: 'boot' | 'restart' | 'start_child' | 'restart_child' | 'terminate_child' | 'shutdown';
  steps: Step[];
  /** The child whose start or end is awaited before the next step. */
  waitingFor: string | null;
  call?: number;
}

export type Request =
  | { verb: 'start_child'; spec: Child }
  | { verb: 'terminate_child' | 'restart_child' | 'delete_child'; id: string };

/** What waits until the operation under way is over: one mailbox, as in OTP, so calls and exits never interleave. */
export type Message =
  | { type: 'exited'; id: string; incarnation: number; reason: ExitReason }
  | { type: 'again'; id: string; incarnation: number; counted: boolean }
  | { type: 'call'; call: number; request: Request };

export interface State {
  flags: Flags;
  /** In start order. */
  children: ChildState[];
  /** Times of the restarts inside the period, oldest first. */
  restarts: number[];
  phase: 'new' | 'running' | 'stopping' | 'done';
  operation: Operation | null;
  mailbox: Message[];
  failure: { code: string; message: string } | null;
}

export interface Timer {
  name: 'start' | 'kill' | 'again';
  id: string;
  incarnation: number;
  counted?: boolean;
}

export type Event =
  | { type: 'boot' }
  | { type: 'stop' }
  | { type: 'ready'; id: string; incarnation: number }
  | { type: 'failed'; id: string; incarnation: number; message: string }
  | { type: 'exited'; id: string; incarnation: number; reason: ExitReason }
  | { type: 'timer'; timer: Timer }
  | { type: 'call'; call: number; request: Request };

export type Reply = { ok: true } | { ok: false; code: string; message: string };

export type Command =
  | { do: 'spawn'; id: string; incarnation: number; because: Because }
  | { do: 'terminate'; id: string; incarnation: number; force: boolean }
  | { do: 'timer'; timer: Timer; ms: number }
  | { do: 'restarting'; id: string; delayMs: number; inWindow: number; intensity: number }
  | { do: 'giveup'; id: string; reason: string }
  | { do: 'removed'; id: string }
  | { do: 'reply'; call: number; reply: Reply }
  | { do: 'started' }
  | { do: 'done'; failure: State['failure'] };

export function initialState(flags: Flags, children: Child[]): State {
  return {
    flags,
    children: children.map(newChild),
    restarts: [],
    phase: 'new',
    operation: null,
    mailbox: [],
    failure: null,
  };
}

export const newChild = (spec: Child): ChildState => ({
  spec,
  status: 'down',
  incarnation: 0,
  startedAt: 0,
  readyAt: null,
});

export const isAlive = (child: ChildState) =>
  child.status === 'up' || child.status === 'starting' || child.status === 'stopping';

/** OTP's exit table (supervision manual, "restart"): is this child started again after this exit? */
export function isRestarted(restart: Child['restart'], reason: ExitReason): boolean {
  if (restart === 'permanent') return true;
  return restart === 'transient' && reason === 'abnormal';
}

/** Does the end of `ended`, by itself and for good, take the supervisor with it? */
export function endsSupervisor(autoShutdown: AutoShutdown, ended: Child, others: ChildState[]): boolean {
  if (!ended.significant || autoShutdown === 'never') return false;
  // One that waits for its next try is coming back, so it is not the end of it.
  return (
    autoShutdown === 'any_significant' || !others.some((child) => child.spec.significant && child.status !== 'down')
  );
}

/** A child that had been ready this long has earned an immediate restart (s6's rule), in ms. */
const EARNED_MS = 1000;

/** How long to wait before the next start, in ms: nothing when earned, else until `backoff` after the last start. */
export function restartDelay(child: ChildState, now: number): number {
  if (child.readyAt !== null && now - child.readyAt >= EARNED_MS) return 0;
  return Math.max(0, child.startedAt + child.spec.backoff - now);
}

/** The steps of a restart of `child`: who is stopped (latest first), who is started (in order), by strategy. */
export function restartPlan(state: State, id: string): { stops: Step[]; starts: Step[] } {
  const at = state.children.findIndex((child) => child.spec.id === id);
  const first = { one_for_one: at, rest_for_one: at, one_for_all: 0 }[state.flags.strategy];
  const last = state.flags.strategy === 'one_for_one' ? at : state.children.length - 1;
  const affected = state.children.slice(first, last + 1).map((child) => child.spec);
  const others = affected.filter((spec) => spec.id !== id);
  return {
    stops: others.map((spec): Step => ({ do: 'stop', id: spec.id })).reverse(),
    // A temporary bystander is stopped with the rest and never started again.
    starts: affected
      .filter((spec) => spec.id === id || spec.restart !== 'temporary')
      .map((spec): Step => ({ do: 'start', id: spec.id, because: 'restart' })),
  };
}
