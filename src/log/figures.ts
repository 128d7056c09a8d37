/** Figures that are read off a view. All times in ms. */
import type { Condition } from './events.js';
import type { LifeState, ProcessView } from './process.js';
import type { View } from './reducer.js';

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** The state of several processes: the worst of them. */
export function worstState({ processes }: View, ids: readonly string[]): LifeState {
  const states = ids.map((id) => processes[id]?.state ?? 'waiting');
  return (['down', 'booting', 'frozen', 'off', 'waiting'] as const).find((state) => states.includes(state)) ?? 'up';
}

export const upTime = (process: ProcessView, now: number) =>
  process.upMs + (process.upSince === null ? 0 : now - process.upSince);

/** Share of the time, since each was first ready, that the processes were up: 0 to 1; null before anything was. */
export function availability(view: View, now: number): number | null {
  let up = 0;
  let all = 0;
  for (const process of Object.values(view.processes)) {
    if (process.firstReadyAt === null) continue;
    up += upTime(process, now);
    all += now - process.firstReadyAt;
  }
  return all === 0 ? null : up / all;
}

/**
 * How many of its restarts count `now`, for a supervisor that counts those of the last `period`, and `until` when that
 * holds.
 */
export function spentRestarts({ restarts, tree }: View, supervisor: string, period: number, now: number) {
  // A supervisor that was started again, alone or with one above it, counts from zero.
  const line = [supervisor, ...above(tree, supervisor)];
  const bornAt = restarts.findLast(({ cause }) => line.includes(cause))?.at ?? Number.NEGATIVE_INFINITY;
  const counting = restarts.filter((one) => one.supervisor === supervisor && one.at > bornAt && one.at + period > now);
  return { count: counting.length, until: counting[0] ? counting[0].at + period : null };
}

function above(tree: View['tree'], id: string): string[] {
  const parent = tree.find((node) => node.id === id)?.parent ?? null;
  return parent === null ? [] : [parent, ...above(tree, parent)];
}

/** `0:41`, `12:03`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `83 ms`, `1.2 s`. */
export const duration = (ms: number) =>
  Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** `99.94 %`, never rounded up to a hundred that was not reached. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  if (share === 1) return '100 %';
  // 0.57 times 10,000 is a hair below 5700 in binary.
  const hundredths = Math.min(9999, Math.floor(share * 10_000 + 1e-6));
  return `${(hundredths / 100).toFixed(2)} %`;
}

/** How a process ended: `SIGKILL`, `exit 1`. */
export const ending = (exit: { code: number | null; signal: string | null }) => exit.signal ?? `exit ${exit.code}`;

/** A condition that does not hold, with its figures. */
export const conditionInWords = ({ says, expected, seen }: Omit<Condition, 'step'>) =>
  `${says} (expected ${expected}, seen ${seen})`;
