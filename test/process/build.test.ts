import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayOf, isHealthy, run, stageOf, startApp } from '../helpers/app.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { byDay, isNight } from '../helpers/night.js';
import { isRunning } from '../helpers/os.js';
import { until } from '../helpers/until.js';

/** Node with our own modules takes some 60; Vite would add 200. */
const SMALL_KIB = 128 * 1024;

/** The pids and command lines of the programs that run from the folder, or write into it. */
const programsIn = (folder: string): [pid: number, line: string][] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [[Number(pid), readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')] as [number, string]];
      } catch {
        // The process has ended meanwhile.
        return [];
      }
    })
    .filter(([, line]) => line.includes(folder));

let copy: Copy;

/** The pid of a program that runs in the copy. */
const pidOf = (program: string): number | undefined =>
  programsIn(copy.folder).find(([, line]) => line.includes(program))?.[0];

beforeAll(() => {
  copy = copyProject();
});
afterAll(() => copy?.remove());

it('a copy of what is built is not built once more', async () => {
  const stamps = () => ['.code', '.pages'].map((name) => statSync(join(copy.folder, 'dist', name)).mtimeMs);
  const before = stamps();
  const app = await startApp('present', [], copy.inCopy);
  await app.stop();
  expect(stamps()).toEqual(before);
});

it('a build of before the clock was set back is made again, because edits would look older', async () => {
  const stamp = join(copy.folder, 'dist/.code');
  const dayMs = 24 * 60 * 60 * 1000;
  const tomorrow = new Date(Date.now() + dayMs);
  utimesSync(stamp, tomorrow, tomorrow);
  appendFileSync(join(copy.folder, 'demos/detection/demo.ts'), '// This is the edit.\n');
  const building = run(['build'], copy.inCopy);
  expect(await building.exit, building.stderr).toBe(0);
  expect(readFileSync(join(copy.folder, 'dist/demos/detection/demo.js'), 'utf8')).toMatch('This is the edit.');
  expect(statSync(stamp).mtimeMs).toBeLessThanOrEqual(Date.now());
});

it.each(['.code', '.pages'])('a build refuses in one sentence to go on when dist/%s is a folder', async (name) => {
  const stamp = join(copy.folder, 'dist', name);
  rmSync(stamp);
  mkdirSync(stamp);
  const building = run(['build'], copy.inCopy);
  const code = await building.exit;
  rmSync(stamp, { recursive: true });
  expect(building.stderr).toBe(`${stamp} is a folder, and it has to be a file. Remove the folder, then try again.\n`);
  expect(code).toBe(2);
});

it.runIf(isNight)('a command that had the pages built is as small as one that found them', async () => {
  const now = new Date();
  utimesSync(join(copy.folder, 'slides/03-isolation.md'), now, now);
  const app = await startApp('present', [], copy.inCopy);
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${app.process.pid}/status`, 'utf8'))?.[1];
  await app.stop();
  expect(Number(peak)).toBeLessThan(SMALL_KIB);
});

it('each user of the machine may mark a build as used, and remove no mark of another user', async () => {
  const app = await startApp('present', [], copy.inCopy);
  await app.stop();
  expect((statSync(join(copy.folder, 'dist/users')).mode & 0o7777).toString(8)).toBe('1777');
});

const hasPendingSignal = (pid: number) => /^ShdPnd:\s*0*[1-9a-f]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

describe('a build of the code while a talk is given', () => {
  const builds = () => readdirSync(join(copy.folder, 'dist')).filter((name) => name.startsWith('build-'));
  const current = () => basename(dirname(realpathSync(join(copy.folder, 'dist/src'))));
  const build = async (source: string, text: string) => {
    appendFileSync(join(copy.folder, source), text);
    const building = run(['build'], copy.inCopy);
    expect(await building.exit, building.stderr).toBe(0);
  };

  it('a build of the code while a talk is given leaves the gateway of the talk the code with which the talk began, and is removed when nobody uses it', async () => {
    const app = await startApp('present', [], copy.inCopy);
    const first = current();
    try {
      await build(
        'src/gateway/gateway-process.ts',
        "throw new Error('the root of the first build cannot use this gateway');\n",
      );
      expect(builds().sort()).toEqual([first, current()].sort());
      const killed = gatewayOf(app) as number;
      process.kill(killed, 'SIGKILL');
      await until(async () => gatewayOf(app) !== killed && (await isHealthy(app)));
      expect(gatewayOf(app)).not.toBe(killed);
    } finally {
      await app.stop();
    }
    await build('src/gateway/gateway-process.ts', '// Edited.\n');
    expect(builds()).toEqual([current()]);
  });

  it('is kept while its pages are made, though another build of the code has taken its place', async () => {
    const pagesAreMade = () => readdirSync(join(copy.folder, 'dist')).some((name) => name.startsWith('public-next-'));
    appendFileSync(join(copy.folder, 'src/gateway/gateway-process.ts'), '// The first of two.\n');
    const first = run(['build'], { ...copy.inCopy, detached: true });
    const group = -(first.process.pid as number);
    await until(pagesAreMade);
    process.kill(group, 'SIGSTOP');
    const ofFirst = current();
    try {
      await build('src/gateway/gateway-process.ts', '// The second of two.\n');
      expect(current()).not.toBe(ofFirst);
      expect(builds().sort()).toEqual([ofFirst, current()].sort());
    } finally {
      process.kill(group, 'SIGCONT');
    }
    expect(await first.exit, first.stderr).toBe(0);
  });

  it.each(
    byDay([
      ['SIGINT', 'compiled', 'build-', 130],
      ['SIGTERM', 'compiled', 'build-', 143],
      ['SIGHUP', 'bundled', 'public-next-', 129],
    ]),
  )('that %s ends while it is %s leaves no process and no folder', async (signal, _, prefix, code) => {
    appendFileSync(join(copy.folder, 'src/gateway/gateway-process.ts'), '// Edited for a signal.\n');
    const dist = () => readdirSync(join(copy.folder, 'dist'));
    const before = dist();
    const fresh = (name: string) => name.startsWith(prefix) && !before.includes(name);
    const asked = run(['build'], copy.inCopy);
    await until(() => dist().some(fresh));
    asked.process.kill(signal);
    const ended = await asked.exit;
    expect(programsIn(copy.folder)).toEqual([]);
    expect(dist().filter(fresh)).toEqual([]);
    expect(ended).toBe(code);
    expect(asked.stderr).not.toMatch('    at ');
  });

  it.each(
    byDay([
      ['the compiler', 'lib/tsc'],
      ['the process that builds the pages', 'pages-process.js'],
    ]),
  )('names %s when a signal has ended it', async (name, program) => {
    appendFileSync(join(copy.folder, 'src/gateway/gateway-process.ts'), '// Edited for a kill.\n');
    const ended = run(['build'], copy.inCopy);
    const found = () => pidOf(program);
    await until(() => found() !== undefined);
    process.kill(found() as number, 'SIGKILL');
    expect(await ended.exit).toBe(1);
    expect(ended.stderr).toMatch(`The build stopped: SIGKILL has ended ${name}.`);
  });

  it.each([
    ['the compiler', 'lib/tsc'],
    ['the process that builds the pages', 'pages-process.js'],
  ])('that SIGKILL ends, and nothing else, ends %s as well', async (_, program) => {
    appendFileSync(join(copy.folder, 'src/gateway/gateway-process.ts'), '// Edited for a kill of the build alone.\n');
    const pages = () => statSync(join(copy.folder, 'dist/public/index.html')).ino;
    const before = pages();
    const killed = run(['build'], copy.inCopy);
    const found = () => pidOf(program);
    await until(() => found() !== undefined);
    // The program is held, because it would end by itself, and then the pages would be others.
    const pid = found() as number;
    process.kill(pid, 'SIGSTOP');
    killed.process.kill('SIGKILL');
    try {
      // SIGKILL ends a held process; any other signal waits until the process goes on.
      await until(() => !isRunning(pid) || hasPendingSignal(pid), { what: 'the program has its signal' });
      if (isRunning(pid)) process.kill(pid, 'SIGCONT');
      await killed.exit;
      await until(() => programsIn(copy.folder).length === 0);
      expect(pages()).toBe(before);
    } finally {
      for (const [pid] of programsIn(copy.folder)) process.kill(pid, 'SIGKILL');
    }
  });

  it('that a kill has broken off is removed by the next build', async () => {
    appendFileSync(join(copy.folder, 'src/gateway/gateway-process.ts'), '// Edited again.\n');
    // With the compiler, as Ctrl-C does.
    const broken = run(['build'], { ...copy.inCopy, detached: true });
    const before = builds();
    await until(() => builds().some((name) => !before.includes(name)));
    process.kill(-(broken.process.pid as number), 'SIGKILL');
    await broken.exit;
    await build('src/gateway/gateway-process.ts', '// And again.\n');
    expect(builds()).toEqual([current()]);
  });
});

it.each(
  byDay([
    ['all files', 'dist', 'gateway'],
    ['all files', 'dist', 'stage'],
    ['those of the stage', 'dist/src/stage', 'stage'],
    ['those of the log', 'dist/src/log', 'gateway'],
  ]),
)('a talk whose build has lost %s (%s) ends with one sentence when its %s is killed', async (_, removed, part) => {
  const spoilt = copyProject();
  const app = await startApp('present', [], spoilt.inCopy);
  try {
    rmSync(join(spoilt.folder, removed), { recursive: true });
    process.kill((part === 'gateway' ? gatewayOf(app) : stageOf(app)) as number, 'SIGKILL');
    await until(() => /^Stopped: |Cannot find module/m.test(app.stderr + app.stdout));
    const sentence = `Stopped: ${part} has ended and cannot be started again, because what was built for this talk was removed`;
    expect(app.stderr).toMatch(sentence);
    expect(app.stderr).not.toMatch('Cannot find module');
    expect(await app.exit).toBe(1);
  } finally {
    await app.stop();
    spoilt.remove();
  }
});
