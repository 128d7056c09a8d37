/**
 * How many processes and how much memory the container may have, and whether the kernel holds a process to it. Pure.
 * `data`: where only the process itself can be limited. Reserved memory counts there, and a Node of today reserves half a
 * gigabyte for its code before it begins.
 */
export const LIMITS = { processes: 64, bytes: 256 * 2 ** 20, data: 2 ** 30 };

/** The answers of the kernel about one process: each is null when there is none. */
export interface Evidence {
  /** `pids.max` of each control group it is in, from the innermost out. */
  pidsMax: string[];
  memoryMax: string[];
  /** /proc/PID/limits */
  limits: string;
  /** Its user, as the whole machine knows it. */
  user: number;
}

export interface InForce {
  processes: number;
  bytes: number;
}

/** `max`, and the number that version 1 of control groups takes for it, are no limit. */
const least = (values: string[]) =>
  Math.min(...values.map((value) => (/^\d+$/.test(value.trim()) ? Number(value) : Number.POSITIVE_INFINITY)));

/** The soft limit of that name. */
const softLimit = (limits: string, name: string) =>
  least([new RegExp(`^${name} +(\\S+)`, 'm').exec(limits)?.[1] ?? 'unlimited']);

export function inForce({ pidsMax, memoryMax, limits, user }: Evidence): InForce {
  // The kernel lets root have as many processes as it likes, whatever its limit says: fork(2).
  const ownProcesses = user === 0 ? Number.POSITIVE_INFINITY : softLimit(limits, 'Max processes');
  return {
    processes: Math.min(least(pidsMax), ownProcesses),
    bytes: Math.min(least(memoryMax), softLimit(limits, 'Max data size')),
  };
}

/** Only behind these walls does anybody light anything. */
export const holds = ({ processes, bytes }: InForce) => processes <= LIMITS.processes && bytes <= LIMITS.data;

export const told = ({ processes, bytes }: InForce) =>
  `${processes === Number.POSITIVE_INFINITY ? 'no limit of' : processes} processes, ${
    bytes === Number.POSITIVE_INFINITY ? 'no limit of memory' : `${Math.round(bytes / 2 ** 20)} MB`
  }`;
