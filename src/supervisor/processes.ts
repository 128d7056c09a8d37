/** The facts about processes that the operating system shows in /proc; where there is no /proc, nothing is known. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * A PID namespace whose /proc is still that of the namespace above (`unshare --pid` without `--mount-proc`) finds other
 * processes there by our numbers, so nothing is known there either (pid_namespaces(7), "/proc and PID namespaces").
 */
const HAS_OWN_PROC = linkAt('/proc/self') === String(process.pid);

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** The text of a file in the folder of a process in /proc. Throws when there is none. */
function fileOf(pid: number, name: string): string {
  if (!HAS_OWN_PROC) throw new Error('/proc shows the processes of another PID namespace');
  return readFileSync(`/proc/${pid}/${name}`, 'utf8');
}

/** The start time of a process in clock ticks since boot: with the pid it names one process permanently. */
export function startTime(pid: number): string | null {
  return statFields(pid)?.[19] ?? null;
}

/** The fields of /proc/PID/stat after the name, which may itself hold blanks and brackets; null for no process. */
function statFields(pid: number): string[] | null {
  try {
    const stat = fileOf(pid, 'stat');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** A zombie has ended: it only waits for its parent to notice. */
export const isAlive = (pid: number) => {
  const state = statFields(pid)?.[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
};

/** Memory of a process that is really in use (resident), in bytes; null for no process. */
export function residentBytes(pid: number): number | null {
  try {
    const kB = /^VmRSS:\s+(\d+) kB$/m.exec(fileOf(pid, 'status'))?.[1];
    return kB === undefined ? null : Number(kB) * 1024;
  } catch {
    return null;
  }
}

/** Does a process of that number exist, no matter whose? */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const UNKNOWN = '0';

/** The number of the PID namespace (pid_namespaces(7)) that all pids here are of: in a container it is another one. */
const NAMESPACE = /\d+/.exec(linkAt('/proc/self/ns/pid') ?? '')?.[0] ?? UNKNOWN;

/** `pid-starttime-namespace`, which recognises a process when another process has its pid. */
export const identityOf = (pid: number) => `${pid}-${startTime(pid) ?? UNKNOWN}-${NAMESPACE}`;
export const ownIdentity = () => identityOf(process.pid);

/** The state of a process in another PID namespace is unknown here; the process is taken for alive. */
export function isIdentityAlive(identity: string): boolean {
  const [number, started, namespace = NAMESPACE] = identity.split('-');
  const pid = Number(number);
  if (!(pid > 0)) return false;
  if (namespace !== NAMESPACE) return true;
  // Where there are no start times, a number that is in use has to do.
  if (started === UNKNOWN || !HAS_OWN_PROC) return exists(pid);
  return startTime(pid) === started && isAlive(pid);
}

/** The living processes whose environment has `name` set, with its value. Own processes only, on Linux only. */
export function processesWith(name: string): { pid: number; value: string }[] {
  return pids().flatMap((pid) => {
    const value = environmentOf(pid, name);
    return value !== null && isAlive(pid) ? [{ pid, value }] : [];
  });
}

function pids(): number[] {
  if (!HAS_OWN_PROC) return [];
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function environmentOf(pid: number, name: string): string | null {
  try {
    const found = readEnvironment(pid)
      .split('\0')
      .find((entry) => entry.startsWith(`${name}=`));
    return found?.slice(name.length + 1) ?? null;
  } catch {
    return null;
  }
}

/** A process is between two programs for some microseconds, or for longer when the processors are busy. */
const EXEC_TRIES = 50;
const EXEC_PAUSE_MS = 1;
/** So many times in a row an environment is at one place and empty before it counts as empty. */
const EMPTY_TRIES = 3;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Linux shows an empty environment of a process that is in execve(2), so the environment is read again after the call. */
function readEnvironment(pid: number): string {
  let emptyAt: string | null = null;
  for (let tries = 1, empty = 0; tries <= EXEC_TRIES; tries++) {
    const environment = fileOf(pid, 'environ');
    if (environment !== '') return environment;
    const bounds = environmentBounds(pid);
    if (!bounds) break;
    // For a moment of execve(2) the end of the new environment is where it starts.
    const place = bounds.start === bounds.end && bounds.end !== UNSET ? bounds.end : null;
    empty = place === null ? 0 : place === emptyAt ? empty + 1 : 1;
    emptyAt = place;
    if (empty === EMPTY_TRIES) break;
    Atomics.wait(pause, 0, 0, EXEC_PAUSE_MS);
  }
  return '';
}

const UNSET = '0';

/**
 * The addresses at which the environment starts and ends (`env_start` and `env_end` of proc_pid_stat(5)), which are not set yet
 * in most of execve(2). Null for a process that has no memory (`vsize`): a zombie, or a thread of the kernel.
 */
function environmentBounds(pid: number): { start: string; end: string } | null {
  const { 20: vsize = UNSET, 47: start = UNSET, 48: end = UNSET } = statFields(pid) ?? [];
  return vsize === UNSET ? null : { start, end };
}

export function killAll(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The process has ended already, which was the aim.
    }
  }
}
