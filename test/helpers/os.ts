/** The questions of tests to the operating system, so that they need not believe the app. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { processesWith } from '../../src/supervisor/processes.js';
import { until } from './until.js';

export const WORKERS = fileURLToPath(new URL('../process/workers', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Set in the environment of all that a test starts. */
export const TEST_MARK = 'REBOOT_CAMP_TEST';

export const newMark = () => randomBytes(8).toString('hex');

/** A small environment with the mark in it. */
export const markedEnv = (mark: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  [TEST_MARK]: mark,
});

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const pids = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** State letter, parent and so on; null when there is no such process. */
export function stat(
  pid: number,
): { state: string; parent: number; group: number; session: number; tty: number } | null {
  const text = read(`/proc/${pid}/stat`);
  if (text === '') return null;
  const [state = '', ...numbers] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent = 0, group = 0, session = 0, tty = 0] = numbers.map(Number);
  return { state, parent, group, session, tty };
}

/** The command of a process in words; none if it has ended. */
export const argumentsOf = (pid: number) => read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean);

/** The name of the program that runs as `pid`. */
export const nameOf = (pid: number) => read(`/proc/${pid}/comm`).trim();

export const isRunning = (pid: number) => !['Z', 'X', undefined].includes(stat(pid)?.state);

/** The living processes that a test started, however they escaped. */
export const marked = (mark: string): number[] =>
  processesWith(TEST_MARK).flatMap(({ pid, value }) => (value === mark ? [pid] : []));

/** Children of this process, zombies too. */
export const ownChildren = (): number[] => pids().filter((pid) => stat(pid)?.parent === process.pid);

/** The shell that kills what `pid` leaves behind; see `src/supervisor/guard.ts`. */
export const guardOf = (pid: number): number | undefined =>
  pids().find((one) => stat(one)?.parent === pid && read(`/proc/${one}/cmdline`).split('\0')[3] === 'supervisor-guard');

/** Children of this process, zombies too, that are not its guard. */
export function ownWorkers(): number[] {
  const guard = guardOf(process.pid);
  return ownChildren().filter((pid) => pid !== guard);
}

/** fd → what it is open on. */
export function fdsOf(pid: number | 'self'): Record<number, string> {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd): [number, string] => {
    try {
      return [Number(fd), readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [Number(fd), 'gone'];
    }
  });
  return Object.fromEntries(links.filter(([, target]) => target !== 'gone'));
}

export const fdCount = () => Object.keys(fdsOf('self')).length;

/** Nothing that a test started is alive, and this process has as many children and fds as before. */
export function cleanliness(mark: string) {
  const before = { fds: fdCount(), children: ownChildren().length };
  return async () => {
    try {
      await until(() => marked(mark).length === 0, { deadline: 5000, what: `no process is left of ${mark}` });
    } finally {
      // A test that fails leaves nothing behind either.
      for (const pid of marked(mark)) process.kill(pid, 'SIGKILL');
    }
    await until(() => ownChildren().length <= before.children, { deadline: 5000, what: 'no child or zombie is left' });
    await until(() => fdCount() <= before.fds, { deadline: 5000, what: `no fd is left over ${before.fds}` });
  };
}

/** One of our modules as a plain file that `node` can load, and how to remove it. */
export async function bundle(source: string): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'reboot-test-bundle-'));
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    root: ROOT,
    build: { ssr: join(ROOT, source), write: false, minify: false },
  })) as Rollup.RollupOutput;
  const file = join(folder, 'bundle.mjs');
  await writeFile(file, built.output[0].code);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** False too when the process `pid` has ended meanwhile. */
export const isChildOf = (pid: number, parent: number | undefined): boolean =>
  parent !== undefined && stat(pid)?.parent === parent;
