/** The figures that grow when something leaks, measured at quiet points: an early one is compared with a late one. */
import { readdirSync } from 'node:fs';
import { ROOT_MARK } from '../../src/stage/leftovers.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { descendantsOf, openFiles, rssOf, zombiesOf } from './proc.js';

export interface Pids {
  root: number;
  gateway: number;
  stage: number;
}

export interface Sample {
  pids: Pids;
  fds: Pids;
  rss: Pids;
  /** Terminals that the stage holds open. */
  ptys: number;
  zombies: number;
  processes: number;
  /** In the app's own temporary folder. */
  folders: number;
  sockets: number;
}

const each = (pids: Pids, what: (pid: number) => number): Pids => ({
  root: what(pids.root),
  gateway: what(pids.gateway),
  stage: what(pids.stage),
});

/** `mark`: the value of the root's mark in the environment of all its processes. */
export function sample(pids: Pids, mark: string, temporary: string): Sample {
  const files = openFiles(pids.stage);
  const names = readdirSync(temporary, { recursive: true, encoding: 'utf8' });
  return {
    pids,
    fds: each(pids, (pid) => openFiles(pid).length),
    rss: each(pids, rssOf),
    ptys: files.filter((file) => file === '/dev/ptmx' || file === '/dev/pts/ptmx').length,
    zombies: [pids.root, ...descendantsOf(pids.root)].reduce((sum, pid) => sum + zombiesOf(pid), 0),
    processes: processesWith(ROOT_MARK).filter(({ value }) => value === mark).length,
    folders: names.filter((name) => /(^|\/)reboot-camp-[^/]*$/.test(name)).length,
    sockets: names.filter((name) => name.endsWith('.sock')).length,
  };
}

/** One fd more or less may be a connection that is just being made. */
const FDS_MORE = 1;

/** The growth between two quiet points, in words, of processes that lived from the one to the other. */
export function grown(early: Sample, late: Sample): string[] {
  const complaints: string[] = [];
  for (const name of ['root', 'stage'] as const) {
    const [before, after] = [early.fds[name], late.fds[name]];
    if (early.pids[name] === late.pids[name] && after > before + FDS_MORE) {
      complaints.push(`${name} has ${after} files open, and had ${before}`);
    }
  }
  for (const what of ['ptys', 'zombies', 'processes', 'folders', 'sockets'] as const) {
    if (late[what] > early[what]) complaints.push(`there are ${late[what]} ${what}, and there were ${early[what]}`);
  }
  return complaints;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A heap that is being collected goes up and down; one that leaks has a last quarter well above the second one. */
const SHARE_MORE = 0.15;
const MB_MORE = 10;
/** Its first minutes are those in which a process fills what it may keep. One a second. */
const ENOUGH = 240;

export interface Slope {
  before: number;
  after: number;
  isLeak: boolean;
}

/** Memory of one process over its life, in MB at even intervals; null when it did not live long enough to be judged. */
export function slope(series: number[]): Slope | null {
  if (series.length < ENOUGH) return null;
  const quarter = Math.floor(series.length / 4);
  const before = median(series.slice(quarter, 2 * quarter));
  const after = median(series.slice(-quarter));
  return { before, after, isLeak: after > before * (1 + SHARE_MORE) + MB_MORE };
}
