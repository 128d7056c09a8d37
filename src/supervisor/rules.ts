/** The rules of OTP's supervisor that can be said in a line or two, and s6's rule for the pause before a restart. */
import type { AutoShutdown, Child, Flags } from './spec.js';
import type { ChildState, ExitReason, State, Step } from './state.js';

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

/** The restarts that still count, oldest first: those within the period. */
export const recentRestarts = (restarts: number[], { period }: Flags, now: number): number[] =>
  restarts.filter((at) => at >= now - period);

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
  const end = state.children.length;
  const [first, after] = {
    one_for_one: [at, at + 1],
    simple_one_for_one: [at, at + 1],
    rest_for_one: [at, end],
    one_for_all: [0, end],
  }[state.flags.strategy] as [number, number];
  const affected = state.children.slice(first, after).map((child) => child.spec);
  const others = affected.filter((spec) => spec.id !== id);
  return {
    stops: others.map((spec): Step => ({ do: 'stop', id: spec.id })).reverse(),
    // A temporary bystander is stopped with the rest and never started again.
    starts: affected
      .filter((spec) => spec.id === id || spec.restart !== 'temporary')
      .map((spec): Step => ({ do: 'start', id: spec.id, because: 'restart' })),
  };
}

/** The steps of the end: one after the other in reverse start order; instances of a template all at once. */
export function shutdownPlan(state: State, ending: ChildState | undefined): Step[] {
  if (state.template) return [{ do: 'stop_all' }];
  return state.children
    .filter((child) => child !== ending)
    .map(({ spec }): Step => ({ do: 'stop', id: spec.id }))
    .reverse();
}
