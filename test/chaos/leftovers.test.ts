import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRunFolder, ROOT_MARK, STAGE_MARK, sweepEarlierRuns, sweepStage } from '../../src/stage/leftovers.js';
import {
  identityOf,
  isAlive,
  isIdentityAlive,
  ownIdentity,
  processesWith,
  startTime,
} from '../../src/supervisor/processes.js';
import { ROOT } from '../helpers/app.js';
import { cleanliness, isRunning, markedEnv, nameOf, newMark, stat, TEST_MARK } from '../helpers/os.js';
import { realThing } from '../helpers/real-thing.js';
import { until } from '../helpers/until.js';

let mark: string;
let folder: string;
let assertClean: () => Promise<void>;
const theirs = process.env.TMPDIR;
let children: ChildProcess[] = [];

beforeEach(() => {
  mark = newMark();
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-leftovers-'));
  process.env.TMPDIR = folder;
  assertClean = cleanliness(mark);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  if (theirs === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = theirs;
  rmSync(folder, { recursive: true });
  await assertClean();
});

async function start(env: Record<string, string>, command = 'sleep', args = ['1000']): Promise<number> {
  const child = spawn(command, args, { env: { ...markedEnv(mark), ...env }, stdio: 'ignore', detached: true });
  children.push(child);
  await new Promise((resolve) => child.once('spawn', resolve));
  const pid = child.pid as number;
  // Between fork and exec it still has our own environment.
  await until(() => processesWith('REBOOT_CAMP_TEST').some((one) => one.pid === pid && one.value === mark));
  return pid;
}

/** The identity of a process that was, and is no more. */
async function deadIdentity(): Promise<string> {
  const pid = await start({});
  const identity = identityOf(pid);
  process.kill(pid, 'SIGKILL');
  await until(() => !isRunning(pid));
  return identity;
}

describe('the identity of a process', () => {
  it('a process is its pid and the time it began', async () => {
    const pid = await start({});
    const time = startTime(pid);
    expect(time).toMatch(/^\d+$/);
    expect(isIdentityAlive(`${pid}-${time}`)).toBe(true);
    expect(isIdentityAlive(`${pid}-${Number(time) + 1}`), 'the pid was given to another').toBe(false);
    expect(isIdentityAlive(ownIdentity())).toBe(true);
    process.kill(pid, 'SIGKILL');
    await until(() => !isIdentityAlive(`${pid}-${time}`));
  });

  it('nonsense is nobody', () => {
    for (const identity of ['', '-', 'x-y', '0-0', '-1-0', `${process.pid}`, '99999999-1']) {
      expect(isIdentityAlive(identity), identity).toBe(false);
    }
    expect(isAlive(99_999_999)).toBe(false);
  });

  it('a zombie is dead', async () => {
    // A shell that never waits for its child: `exec` makes it a program that knows of none.
    const parent = await start({}, 'sh', ['-c', 'sleep 0.05 & exec sleep 1000']);
    const zombies = () =>
      readdirSync('/proc').filter((name) => {
        if (!/^\d+$/.test(name)) return false;
        const time = startTime(Number(name));
        return time !== null && !isAlive(Number(name)) && stat(Number(name))?.parent === parent;
      });
    await until(() => zombies().length === 1, { deadline: 5000 });
  });

  it('a name with blanks and brackets confuses nobody', async () => {
    const file = join(folder, 'a) R 1 (b');
    copyFileSync('/bin/sleep', file);
    const pid = await start({}, file);
    expect(isAlive(pid)).toBe(true);
    expect(startTime(pid)).toMatch(/^\d{3,}$/);
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid));
  });

  it('a mark is found by its whole name and value', async () => {
    const pid = await start({ MARK_A: 'x=y', MARK_AB: 'z' });
    expect(processesWith('MARK_A')).toEqual([{ pid, value: 'x=y' }]);
    expect(processesWith('MARK_')).toEqual([]);
    expect(processesWith('ARK_A')).toEqual([]);
  });
});

describe('a process that goes from program to program', () => {
  it('a process that does nothing but execve(2) is found at each look', async () => {
    const script = 'exec /bin/sh -c "$0" "$0"';
    const pid = await start({ MARK_EXEC: 'x' }, '/bin/sh', ['-c', script, script]);
    // Without the second reading, one look in eleven finds nothing.
    for (let look = 0; look < 200; look++) expect(processesWith('MARK_EXEC')).toEqual([{ pid, value: 'x' }]);
  });
});

describe('the sweep of a stage', () => {
  it('the sweep of a stage ends all that bear its mark, and nobody else', async () => {
    const mine = [
      await start({ [STAGE_MARK]: mark }),
      await start({ [STAGE_MARK]: mark }, 'sh', ['-c', 'trap "" TERM HUP INT; sleep 1000; :']),
    ];
    const other = await start({ [STAGE_MARK]: `${mark}0` });
    expect(await sweepStage(mark)).toBe(0);
    expect(mine.filter(isRunning)).toEqual([]);
    expect(isRunning(other)).toBe(true);
  });

  it('the sweep of a stage ends those that go on having children', async () => {
    // Each starts the next one before it ends; the chain is followed to its end.
    const chain = 'i=0; while [ $i -lt 40 ]; do setsid sh -c "sleep 1000" & i=$((i+1)); done; wait';
    await start({ [STAGE_MARK]: mark }, 'sh', ['-c', chain]);
    expect(await sweepStage(mark)).toBe(0);
    expect(processesWith(STAGE_MARK).filter(({ value }) => value === mark)).toEqual([]);
  });

  it('sweepStage returns quickly when no process is marked', async () => {
    const began = performance.now();
    expect(await sweepStage(newMark())).toBe(0);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the leftovers of an earlier run', () => {
  it('processes and folders of a dead run are ended and removed, those of a living run are left alone', async () => {
    const dead = await deadIdentity();
    const orphan = await start({ [ROOT_MARK]: dead });
    const alive = await start({ [ROOT_MARK]: ownIdentity() });
    const theirs = join(folder, `reboot-camp-${dead}-abcdef`);
    mkdirSync(theirs);
    writeFileSync(join(theirs, 'stage.sock'), '');
    const strangers = ['reboot-camp-notes', 'reboot-camp-1-2', `${dead}`];
    for (const name of strangers) mkdirSync(join(folder, name));
    const mine = makeRunFolder();

    // The sweep is of the whole machine: it must find nobody but ours, or it would end what another run has to answer for.
    const orphans = () => processesWith(ROOT_MARK).filter(({ value }) => !isIdentityAlive(value));
    await until(() => orphans().every(({ pid }) => pid === orphan), { deadline: 10_000, what: 'no orphans of others' });
    expect(sweepEarlierRuns()).toBe(1);

    await until(() => !isRunning(orphan), { deadline: 2000 });
    expect(isRunning(alive)).toBe(true);
    expect(existsSync(theirs)).toBe(false);
    expect(existsSync(mine)).toBe(true);
    for (const name of strangers) expect(existsSync(join(folder, name)), name).toBe(true);
    rmSync(mine, { recursive: true });
  });

  it.skipIf(!realThing('bwrap', 'bubblewrap'))(
    'is left alone in another PID namespace, where pids mean others',
    async () => {
      // As the root of a talk in a container, whose temporary folder may be this one: a process, and a folder, with its mark.
      const root = `
      import { spawn } from 'node:child_process';
      import { makeRunFolder, ROOT_MARK } from '${ROOT}/dist/src/stage/leftovers.js';
      import { ownIdentity } from '${ROOT}/dist/src/supervisor/processes.js';
      makeRunFolder();
      spawn('sleep', ['1000'], { env: { ...process.env, [ROOT_MARK]: ownIdentity() } });`;
      const inside = ['--dev-bind', '/', '/', '--unshare-pid', '--proc', '/proc', '--die-with-parent'];
      const node = [process.execPath, '--input-type=module', '--eval', root];
      await start({ TMPDIR: folder }, 'bwrap', [...inside, ...node]);
      const found = () =>
        processesWith('REBOOT_CAMP_TEST').filter(({ pid, value }) => value === mark && nameOf(pid) === 'sleep');
      await until(() => found().length === 1);
      const pid = found()[0]?.pid as number;
      const [name] = readdirSync(folder) as [string];

      const orphans = () => processesWith(ROOT_MARK).filter(({ value }) => !isIdentityAlive(value));
      expect(orphans().map((orphan) => orphan.pid)).not.toContain(pid);
      await until(() => orphans().length === 0, { deadline: 10_000, what: 'no orphans of others' });
      sweepEarlierRuns();
      expect(isRunning(pid)).toBe(true);
      expect(existsSync(join(folder, name))).toBe(true);
    },
  );

  it.skipIf(!realThing('bwrap', 'bubblewrap'))(
    'a fact about a process is unknown in a PID namespace whose /proc shows the processes of another one',
    async () => {
      // Process 1 there is bwrap; in /proc, 1 is the first process of this machine.
      const host = `
      import * as processes from '${ROOT}/dist/src/supervisor/processes.js';
      const start = { command: 'sh', args: ['-c', 'sleep 1000 & echo $! >&3; wait'] };
      const { Supervisor } = await import('${ROOT}/dist/src/supervisor/index.js');
      const supervisor = new Supervisor({ children: [{ id: 'a', ready: 'notify', start }] });
      supervisor.start().catch(() => {});
      const second = await new Promise((resolve) => {
        supervisor.events.on('event', ({ type, value }) => type === 'message' && resolve(value));
      });
      await supervisor.stop();
      const { startTime, residentBytes, isIdentityAlive, ownIdentity, processesWith, exists } = processes;
      const known = { start: startTime(1), bytes: residentBytes(1), marked: processesWith('${TEST_MARK}') };
      while (exists(second) && performance.now() < 20_000) await new Promise((resolve) => setTimeout(resolve, 10));
      console.log(JSON.stringify({ ...known, isAlive: isIdentityAlive(ownIdentity()), left: exists(second) }));`;
      const inside = ['--dev-bind', '/', '/', '--unshare-pid', '--die-with-parent'];
      const args = [...inside, process.execPath, '--input-type=module', '--eval', host];
      const { stdout } = await promisify(execFile)('bwrap', args, { env: markedEnv(mark) });
      const unknown = { start: null, bytes: null, marked: [] };
      expect(JSON.parse(stdout)).toEqual({ ...unknown, isAlive: true, left: false });
    },
  );

  it('a run has a folder that only its user can read', () => {
    const mine = makeRunFolder();
    expect(mine.startsWith(join(folder, `reboot-camp-${ownIdentity()}-`))).toBe(true);
    expect(statSync(mine).mode & 0o777).toBe(0o700);
    expect(makeRunFolder()).not.toBe(mine);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });
});
