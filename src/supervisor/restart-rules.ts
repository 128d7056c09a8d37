/** The rules of OTP's supervisor that fit into a line or two, and s6's rule for the pause before a restart. */
import type { AutoShutdown, Child, Flags } from './spec.js';
import type { ChildState, EndedBy, Exited, ExitReason, State, Step } from './state.js';

/** OTP's exit table (supervision manual, "restart"): is this child started again after this exit? */
export function isRestarted(restart: Child['restart'], reason: ExitReason): boolean {
  if (restart === 'permanent') return true;
  return restart === 'transient' && reason === 'abnormal';
}

/** Does the exit code of the child report that no restart will help? (s6-supervise, exit 125 of `finish`.) */
export const isPermanentFailure = ({ permanentFailure }: Child, { process }: Exited): boolean =>
  permanentFailure > 0 && process?.endedBy === permanentFailure;

/**
 * The ends of a process that heeds TERM: by its own choice, by the
 * signal, or with the code of a shell whose program the signal ended.
 */
const ENDED_BY_TERM: readonly EndedBy[] = [0, 'SIGTERM', 128 + 15];

/**
 * The error of a child that was shut down: null when the child has ended as it should. A child that had ended by itself
 * before, and was not yet dealt with, counts as well (OTP, `do_terminate/2` and `shutdown/1`).
 */
export function shutdownError({ shutdown }: Child, { reason, process }: Exited): EndedBy | null {
  if (!process || process.endedBy === 0) return null;
  const { endedBy } = process;
  if (endedBy === 'killed' && shutdown === 'brutal_kill') return null;
  return reason === 'shutdown' && ENDED_BY_TERM.includes(endedBy) ? null : endedBy;
}

/** The end of a process that came before the process was ready, in words. */
export function endInStart({ process }: Exited): string {
  const what = 'it ended before it was ready';
  if (!process) return what;
  const { endedBy } = process;
  if (typeof endedBy === 'number') return `${what} (exit ${endedBy})`;
  return `${what} (${endedBy === 'killed' ? 'SIGKILL' : endedBy})`;
}

/** Does the permanent end of `ended`, by itself, end the supervisor too? */
export function endsSupervisor(autoShutdown: AutoShutdown, ended: Child, others: ChildState[]): boolean {
  if (!ended.significant || autoShutdown === 'never') return false;
  // A child that waits for its retry is not down permanently.
  return (
    autoShutdown === 'any_significant' || !others.some((child) => child.spec.significant && child.status !== 'down')
  );
}

/** The restarts that still count, oldest first: those within the period. */
export const recentRestarts = (restarts: number[], { period }: Flags, now: number): number[] =>
  restarts.filter((at) => at >= now - period);

/** A child that was ready for so long has earned an immediate restart (s6's rule), in ms. */
const EARNED_MS = 1000;

/** A child that was killed because its start took too long has ended only for that reason. */
export const whyNotStarted = ({ isLate, spec }: ChildState, why: string): string =>
  // The reason may be a sentence with an end of its own: that of a supervisor below, or of a launch.
  isLate ? `it was not ready within ${spec.startTimeout} ms, its startTimeout` : why.replace(/\.$/, '');

/** The pause before the next start, in ms: none when earned, else until `backoff` after the last start. */
export function restartDelay(child: ChildState, now: number): number {
  if (child.readyAt !== null && now - child.readyAt >= EARNED_MS) return 0;
  return Math.max(0, child.startedAt + child.spec.backoff - now);
}

/** The children that a restart of `child` restarts, in start order: the strategy chooses them. */
function affectedBy({ flags, children }: State, child: ChildState): ChildState[] {
  if (flags.strategy === 'one_for_all') return children;
  return flags.strategy === 'rest_for_one' ? children.slice(children.indexOf(child)) : [child];
}

/** The steps before a restart of `child`: the others stop, the latest first, and the temporary ones leave. */
export const stopsFor = (state: State, child: ChildState): Step[] =>
  affectedBy(state, child)
    .filter((other) => other !== child)
    .map(({ spec }): Step => ({ do: 'stop', id: spec.id }))
    .reverse();

/** The steps of the restart itself. */
export const startsFor = (state: State, child: ChildState): Step[] =>
  affectedBy(state, child).map(({ spec }): Step => ({ do: 'start', id: spec.id, because: 'restart' }));

/** A child that a code change made temporary leaves with its group; alone it is restarted once more, as in OTP. */
export const leavesWithGroup = ({ flags }: State, { spec }: ChildState): boolean =>
  spec.restart === 'temporary' && (flags.strategy === 'one_for_all' || flags.strategy === 'rest_for_one');

/**
 * Does a temporary child stay known when it ends or wants no start? OTP removes it from a group that starts, and does
 * not add it to the list. OTP keeps the child where it only sets the pid: in `restart_child`, and in a retry of
 * `one_for_one` after a code change made the child temporary.
 */
export const staysWithoutProcess = ({ operation, flags }: State): boolean =>
  operation?.kind === 'shutdown' ||
  operation?.kind === 'restart_child' ||
  (operation?.kind === 'restart' && flags.strategy === 'one_for_one');

/** The steps of the end: one after the other in reverse start order; instances of a template all at once. */
export function shutdownPlan(state: State, ending: ChildState | undefined): Step[] {
  if (state.template) return [{ do: 'stop_all' }];
  return state.children
    .filter((child) => child !== ending)
    .map(({ spec }): Step => ({ do: 'stop', id: spec.id }))
    .reverse();
}
