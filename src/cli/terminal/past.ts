/** Walking through the past. All times in ms since the log began. Pure. */
import type { View } from '../../log/index.js';

const STEP_MS = 250;

/** `back` and `forth` by a fixed step, `before` and `after` from one thing that happened to another. */
export type Step = 'back' | 'forth' | 'before' | 'after' | 'oldest';

interface Reach {
  from: number;
  present: number;
  /** When something happened, in order. */
  moments: readonly number[];
}

/** When a process took a fault, died, was started or was ready. */
export function momentsOf(view: View): number[] {
  const times = Object.values(view.processes).flatMap(({ history, fault }) => [
    ...history.map(({ at }) => at),
    ...(fault ? [fault.at] : []),
  ]);
  return [...new Set(times)].sort((one, other) => one - other);
}

export function stepped(now: number, step: Step, { from, present, moments }: Reach): number {
  const to = {
    back: now - STEP_MS,
    forth: now + STEP_MS,
    before: moments.findLast((at) => at < now) ?? from,
    after: moments.find((at) => at > now) ?? present,
    oldest: from,
  }[step];
  return Math.min(Math.max(to, from), present);
}
