/** Walls around a process: a control group, version 2 or 1; where none may be made, limits of the process itself. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isIdentityAlive, ownIdentity } from '../../src/supervisor/processes.js';
import { type Evidence, LIMITS } from './limits.js';

const CGROUPS = '/sys/fs/cgroup';
const OURS = /^reboot-camp-(\d+-\d+-\d+)$/;

export interface Walls {
  kind: 'cgroup v2' | 'cgroup v1' | 'prlimit';
  /** The command line, behind the walls. */
  around(command: string[]): string[];
  /** The arguments that go inside, for the program itself. */
  within(program: string[]): string[];
  tearDown(): Promise<void>;
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The control group of a process: of one controller in version 1, of all (`''`) in version 2. */
function groupOf(pid: number | 'self', controller: string): string | null {
  const lines = read(`/proc/${pid}/cgroup`).split('\n');
  const found = lines.map((line) => line.split(':')).find(([, names = '']) => names.split(',').includes(controller));
  return found ? found.slice(2).join(':') : null;
}

/** Where version 2 is: alone, or beside version 1. */
const UNIFIED = existsSync(join(CGROUPS, 'cgroup.controllers')) ? CGROUPS : join(CGROUPS, 'unified');

/** Makes a group with these settings below `parent`; null when that may not be. Settings for swap are absent without swap. */
async function makeGroup(
  parent: string,
  settings: Record<string, number>,
  swap: Record<string, number>,
): Promise<string | null> {
  const folder = join(parent, `reboot-camp-${ownIdentity()}`);
  try {
    await sweepBelow(parent);
    mkdirSync(folder, { recursive: true });
    const forSwap = Object.entries(swap).filter(([name]) => existsSync(join(folder, name)));
    for (const [name, value] of [...Object.entries(settings), ...forSwap]) {
      writeFileSync(join(folder, name), String(value), { flag: 'r+' });
    }
    return folder;
  } catch {
    removeGroup(folder);
    return null;
  }
}

function removeGroup(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Never made, or somebody is dying in there yet: the next run sweeps.
  }
}

const POLL_MS = 5;
const EMPTY_WITHIN_MS = 1000;

/** Takes the group away when nobody is in it any more: they are dying, for their process 1 is dead. */
async function tearDown(folder: string): Promise<void> {
  const until = performance.now() + EMPTY_WITHIN_MS;
  while (read(join(folder, 'cgroup.procs')) !== '' && performance.now() < until) await pause(POLL_MS);
  removeGroup(folder);
}

/** Groups that a life before this one had no time to remove. */
async function sweepBelow(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const owner = OURS.exec(name)?.[1];
    if (owner && !isIdentityAlive(owner)) await tearDown(join(parent, name));
  }
}

async function groupsV2(): Promise<string[] | null> {
  const own = groupOf('self', '');
  if (own === null) return null;
  // A group that has processes in it may hand no controllers down: then beside it.
  for (const parent of [join(UNIFIED, own), join(UNIFIED, dirname(own))]) {
    const settings = { 'pids.max': LIMITS.processes, 'memory.max': LIMITS.bytes };
    const made = await makeGroup(parent, settings, { 'memory.swap.max': 0 });
    if (made) return [made];
  }
  return null;
}

async function groupsV1(): Promise<string[] | null> {
  const [pids, memory] = [groupOf('self', 'pids'), groupOf('self', 'memory')];
  if (pids === null || memory === null) return null;
  const one = await makeGroup(join(CGROUPS, 'pids', pids), { 'pids.max': LIMITS.processes }, {});
  const bytes = { 'memory.limit_in_bytes': LIMITS.bytes };
  const other = await makeGroup(join(CGROUPS, 'memory', memory), bytes, {
    'memory.memsw.limit_in_bytes': LIMITS.bytes,
  });
  if (one && other) return [one, other];
  for (const folder of [one, other]) if (folder) removeGroup(folder);
  return null;
}

/** Moves itself in, then becomes the command: nobody is born outside. */
const MOVE_IN = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs" || exit 1; shift; done; shift; exec "$@"';

const grouped = (kind: Walls['kind'], folders: string[]): Walls => ({
  kind,
  around: (command) => ['sh', '-c', MOVE_IN, 'sh', ...folders, '--', ...command],
  within: (program) => program,
  tearDown: async () => {
    for (const folder of folders) await tearDown(folder);
  },
});

const PRLIMIT: Walls = {
  kind: 'prlimit',
  around: (command) => command,
  // Inside, because a new user namespace counts its processes from zero.
  within: (program) => ['prlimit', `--nproc=${LIMITS.processes}`, `--data=${LIMITS.data}`, ...program],
  tearDown: async () => {},
};

export async function buildWalls(): Promise<Walls> {
  const v2 = await groupsV2();
  if (v2) return grouped('cgroup v2', v2);
  const v1 = await groupsV1();
  return v1 ? grouped('cgroup v1', v1) : PRLIMIT;
}

/** `file` of the group and of all above it. */
function upwards(root: string, group: string | null, file: string): string[] {
  if (group === null) return [];
  const here = read(join(root, group, file));
  const above = group === '/' ? [] : upwards(root, dirname(group), file);
  return here === '' ? above : [here, ...above];
}

export function evidenceFor(pid: number): Evidence {
  const group = groupOf(pid, '');
  return {
    pidsMax: [
      ...upwards(UNIFIED, group, 'pids.max'),
      ...upwards(join(CGROUPS, 'pids'), groupOf(pid, 'pids'), 'pids.max'),
    ],
    memoryMax: [
      ...upwards(UNIFIED, group, 'memory.max'),
      ...upwards(join(CGROUPS, 'memory'), groupOf(pid, 'memory'), 'memory.limit_in_bytes'),
    ],
    limits: read(`/proc/${pid}/limits`),
    user: Number(/^Uid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0),
  };
}
