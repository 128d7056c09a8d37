/** The facts that the log has about a process, as functions of time. Pure. */
import { isDead, type LifeState, type ProcessView } from '../../log/index.js';

export interface Trace {
  stateAt(time: number): LifeState;
  diedWithin(from: number, to: number): boolean;
  /** The beats of its lives, oldest first, in ms since the log began. */
  beats: readonly number[];
}

export function traceOf({ history, beats }: ProcessView): Trace {
  const stateAt = (time: number) => history.findLast(({ at }) => at <= time)?.state ?? 'waiting';
  const deaths = history
    .filter(({ state }, index) => isDead(state) && !isDead(history[index - 1]?.state ?? 'waiting'))
    .map(({ at }) => at);
  return {
    stateAt,
    diedWithin: (from, to) => deaths.some((at) => at >= from && at < to),
    // The exit banner is written into the terminal after a death, and is not a sign of life.
    beats: beats.filter((at) => stateAt(at) === 'up'),
  };
}
