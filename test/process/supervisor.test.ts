import { fork } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ChildSpec,
  type Launch,
  launchProcess,
  type SupervisorEvent,
  type SupervisorSpec,
} from '../../src/supervisor/index.js';
import { bundle, isRunning, markedEnv, nameOf, ownChildren, stat, WORKERS } from '../helpers/os.js';
import { PLENTY, useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { here, program, sleeper, actor, supervise } = useSupervisors();

/** The time that a child of a test has to start, or to end. */
const TIMEOUT_MS = 400;
const DEADLINE_MS = 10_000;

/** Leaves the event loop no turn until the child has written so many lines to `file`, and has no time left either. */
function busyUntilTold(file: string, lines: number): Promise<void> {
  const told = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      const from = performance.now();
      const passed = () => performance.now() - from;
      while (passed() < DEADLINE_MS && (passed() < 2 * TIMEOUT_MS || told() < lines));
      if (told() < lines) reject(new Error(`the child has told ${told()} of ${lines} lines`));
      else resolve();
    });
  });
}

describe('death', () => {
  it('kill -9: a new process, and the old one is not even a zombie', async () => {
    const { supervisor, pid, of, events, reborn } = supervise({
      ...PLENTY,
      children: [actor('a', ['ready']), sleeper('b')],
    });
    await supervisor.start();
    const [a, b] = [pid('a'), pid('b')];
    process.kill(a, 'SIGKILL');
    const next = await reborn('a', a);
    expect(next).not.toBe(a);
    expect(stat(a)).toBeNull();
    expect(pid('b')).toBe(b);
    expect(of('exit')).toEqual([
      {
        type: 'exit',
        id: 'a',
        pid: a,
        incarnation: 1,
        code: null,
        signal: 'SIGKILL',
        uptimeMs: expect.any(Number),
        expected: false,
      },
    ]);
    const story = events.filter(({ id }) => id === 'a').map(({ type }) => type);
    expect(story).toEqual(['start', 'ready', 'exit', 'restart', 'start', 'ready']);
    expect(of('start', 'a').map(({ because, incarnation }) => [because, incarnation])).toEqual([
      ['boot', 1],
      ['restart', 2],
    ]);
  });

  it.each([
    ['quit', 0, 'permanent', true],
    ['quit', 0, 'transient', false],
    ['fail', 3, 'transient', true],
    ['fail', 3, 'temporary', false],
  ] as const)('%s (%i) of a %s child: restarted %s', async (act, code, restart, restarted) => {
    const { supervisor, of } = supervise({
      intensity: 1,
      period: 60_000,
      children: [actor('a', ['ready', act], { restart })],
    });
    await supervisor.start();
    await until(() => of('exit').length > 0);
    expect(of('exit')[0]).toMatchObject({ code, signal: null, expected: false });
    if (restarted) {
      await expect(supervisor.done).resolves.toMatchObject({ failure: { code: 'reached_max_restart_intensity' } });
      expect(of('start')).toHaveLength(2);
    } else {
      expect(of('start')).toHaveLength(1);
      expect(supervisor.countChildren().specs).toBe(restart === 'temporary' ? 0 : 1);
    }
  });

  it('a signal that nobody sent on purpose is abnormal, TERM too', async () => {
    const { supervisor, pid, reborn } = supervise({ ...PLENTY, children: [sleeper('a', { restart: 'transient' })] });
    await supervisor.start();
    const a = pid('a');
    process.kill(a, 'SIGTERM');
    await reborn('a', a);
  });

  it('the whole process group dies with it', async () => {
    const { supervisor, pid, message, reborn } = supervise({
      ...PLENTY,
      children: [actor('a', ['ready', 'grandchild'])],
    });
    await supervisor.start();
    const grandchild = (await message('a', 'grandchild')).pid;
    const a = pid('a');
    expect(stat(grandchild)?.group).toBe(a);
    process.kill(a, 'SIGKILL');
    await until(() => !isRunning(grandchild), { deadline: 3000 });
    await reborn('a', a);
  });

  it('a process that left the group for a session of its own dies too, at a crash and at an orderly end', async () => {
    const { supervisor, pid, message, of, reborn } = supervise({
      ...PLENTY,
      children: [actor('a', ['ready', 'escapee'])],
    });
    await supervisor.start();
    const first = (await message('a', 'escapee')).pid;
    const a = pid('a');
    expect(stat(first)?.group).toBe(first);
    process.kill(a, 'SIGKILL');
    await reborn('a', a);
    await until(() => !isRunning(first), { what: 'the escapee of the dead one is gone' });
    await until(() => of('message', 'a').length === 2);
    const second = (of('message', 'a')[1] as { value: { pid: number } }).value.pid;
    expect(isRunning(second)).toBe(true);
    await supervisor.stop();
    await until(() => !isRunning(second), { deadline: 1000, what: 'the escapee of the stopped one is gone' });
  });

  it('a process that left the group dies too when the supervisor gives up', async () => {
    const spec = { intensity: 0, children: [actor('a', ['ready', 'escapee'])] };
    const { supervisor, pid, message } = supervise(spec);
    await supervisor.start();
    const { pid: escapee } = await message('a', 'escapee');
    process.kill(pid('a'), 'SIGKILL');
    await supervisor.done;
    // The blow has been dealt; the kernel takes its time to bury.
    await until(() => !isRunning(escapee), { deadline: 1000, what: 'the escapee is gone' });
  });

  it('a listener that throws spoils nothing but itself', async () => {
    const { supervisor, pid, reborn, of } = supervise({ ...PLENTY, children: [sleeper('a'), sleeper('b')] });
    const thrown: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      supervisor.events.on('event', ({ type }) => {
        throw new Error(`I cannot bear ${type}`);
      });
      await supervisor.start();
      const a = pid('a');
      process.kill(a, 'SIGKILL');
      await reborn('a', a);
      await supervisor.stop();
      await until(() => thrown.length > 0);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const other of others) process.on('uncaughtException', other);
    }
    expect(thrown).toHaveLength(of('start').length + of('ready').length + of('exit').length + of('restart').length);
  });

  it('somebody who holds its stdout does not delay the restart', async () => {
    const piped: Launch = (child, on) => launchProcess(child, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }, on);
    const { supervisor, pid, of, reborn } = supervise(
      { ...PLENTY, children: [actor('a', ['ready', 'stranger'])] },
      piped,
    );
    const holders = () => of('message', 'a').map(({ value }) => (value as { pid: number }).pid);
    await supervisor.start();
    await until(() => holders().length === 1);
    const a = pid('a');
    process.kill(a, 'SIGKILL');
    await reborn('a', a);
    expect(holders().slice(0, 1).map(isRunning)).toEqual([true]);
    await until(() => holders().length === 2);
    // Nobody knows them any more: that is what it takes to escape.
    for (const holder of holders()) process.kill(holder, 'SIGKILL');
  });

  it('fifty at once: fifty restarts, none lost, no zombie', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `s${at}`);
    const { supervisor, pid, of } = supervise({ ...PLENTY, children: ids.map((id) => sleeper(id)) });
    await supervisor.start();
    const old = new Set(ids.map(pid));
    expect(old.size).toBe(50);
    for (const victim of old) process.kill(victim, 'SIGKILL');
    await until(() => ids.every((id) => pid(id) !== 0 && !old.has(pid(id))), { what: 'all are back' });
    expect(of('exit')).toHaveLength(50);
    expect(of('restart')).toHaveLength(50);
    expect([...old].filter((victim) => stat(victim))).toEqual([]);
  });

  it('ready and dead at once is told in that order', async () => {
    const { supervisor, events } = supervise({
      intensity: 5,
      period: 60_000,
      children: [actor('a', ['ready', 'suicide'])],
    });
    await supervisor.start();
    await supervisor.done;
    const story = events.map(({ type }) => type).join(' ');
    expect(story).toBe(`start ready exit ${'restart start ready exit '.repeat(5)}giveup`);
  });

  it('messages of a child over IPC are passed on, wrong ones too, and harm nobody', async () => {
    const { supervisor, of, pid } = supervise({ children: [actor('a', ['junk', 'ready', 'junk'])] });
    await supervisor.start();
    await until(() => of('message').length === 12);
    expect(
      of('message')
        .map(({ value }) => value)
        .slice(0, 3),
    ).toEqual([null, 5, 'ready']);
    expect(isRunning(pid('a'))).toBe(true);
  });
});

describe('the end', () => {
  it('a child that ignores TERM is killed at its timeout, not before', async () => {
    const { supervisor, of, message } = supervise({ children: [actor('a', ['deaf', 'ready'], { shutdown: 400 })] });
    await supervisor.start();
    await message('a', 'deaf');
    const begun = performance.now();
    await supervisor.stop();
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(395);
    expect(took).toBeLessThan(3000);
    expect(of('exit')).toMatchObject([{ signal: 'SIGKILL', expected: true }]);
  });

  it('a frozen child hears TERM, because CONT follows', async () => {
    const { supervisor, of, pid } = supervise({ children: [sleeper('a', { shutdown: 20_000 })] });
    await supervisor.start();
    process.kill(pid('a'), 'SIGSTOP');
    await until(() => stat(pid('a'))?.state === 'T');
    await supervisor.stop();
    expect(of('exit')).toMatchObject([{ signal: 'SIGTERM', expected: true }]);
  });

  it('brutal_kill asks nobody, not even the frozen', async () => {
    const { supervisor, of, pid } = supervise({
      children: [actor('a', ['deaf', 'ready'], { shutdown: 'brutal_kill' })],
    });
    await supervisor.start();
    process.kill(pid('a'), 'SIGSTOP');
    await supervisor.stop();
    expect(of('exit')).toMatchObject([{ signal: 'SIGKILL', expected: true }]);
  });

  it('in reverse start order, each when the one before is gone', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const { supervisor, events, pid } = supervise({ children: ids.map((id) => sleeper(id)) });
    await supervisor.start();
    const all = ids.map(pid);
    const alive: boolean[][] = [];
    supervisor.events.on('event', (event) => event.type === 'exit' && alive.push(all.map(isRunning)));
    await supervisor.stop();
    expect(events.filter(({ type }) => type === 'exit').map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    expect(alive.map((one) => one[0])).toEqual([true, true, true, false]);
    expect(supervisor.countChildren().active).toBe(0);
  });

  it('in the same breath as the start', async () => {
    const { supervisor, of } = supervise({ children: [sleeper('a', { shutdown: 20_000 }), sleeper('b')] });
    const start = supervisor.start();
    const stop = supervisor.stop();
    await expect(start).rejects.toMatchObject({ code: 'shutdown' });
    await expect(stop).resolves.toEqual({ reason: 'shutdown', failure: null });
    expect(of('start').length).toBeLessThanOrEqual(1);
  });

  it('while a child waits for its next try', async () => {
    const { supervisor, pid } = supervise({ ...PLENTY, children: [sleeper('a', { backoff: 60_000 })] });
    await supervisor.start();
    process.kill(pid('a'), 'SIGKILL');
    await until(() => supervisor.whichChildren()[0]?.child === 'restarting');
    await expect(supervisor.stop()).resolves.toMatchObject({ reason: 'shutdown' });
  });

  it('a supervisor takes no more orders after its end, and says so', async () => {
    const { supervisor } = supervise({ children: [sleeper('a')] });
    await supervisor.start();
    await supervisor.stop();
    await expect(supervisor.restartChild('a')).rejects.toMatchObject({ code: 'noproc' });
    await expect(supervisor.startChild(sleeper('b'))).rejects.toMatchObject({ code: 'noproc' });
    await expect(supervisor.start()).rejects.toMatchObject({ code: 'noproc' });
    await until(() => ownChildren().length === 0, { what: 'its guard has gone, too' });
  });
});

describe('before the start', () => {
  it('a supervisor takes no orders before its start, and starts nothing', async () => {
    const { supervisor, of } = supervise({ children: [sleeper('a')] });
    await expect(supervisor.startChild(sleeper('b'))).rejects.toMatchObject({ code: 'noproc' });
    await expect(supervisor.restartChild('a')).rejects.toMatchObject({ code: 'noproc' });
    expect(of('start')).toEqual([]);
    await supervisor.start();
    expect(of('start')).toHaveLength(1);
  });
});

describe('a child that cannot start', () => {
  const unexecutable = () => {
    const file = join(here.folder, 'plain.txt');
    writeFileSync(file, 'just text');
    return file;
  };
  const impossible: [string, () => ChildSpec['start']][] = [
    ['a program that is not there', () => program('no-such-program-anywhere')],
    ['a path that is not there', () => program(join(here.folder, 'nobody'))],
    ['a file that is not a program', () => program(unexecutable())],
    ['a folder', () => program(here.folder)],
    [
      'a working folder that is not there',
      () => ({ ...program('sleep', ['1000']), cwd: join(here.folder, 'nowhere') }),
    ],
  ];

  it.each(impossible)('%s: at the start it fails, and ends the others', async (_, start) => {
    const { supervisor, of, pid } = supervise({ children: [sleeper('a'), { id: 'b', start: start() }, sleeper('c')] });
    const begun = supervisor.start();
    await expect(begun).rejects.toMatchObject({
      code: 'failed_to_start_child',
      message: expect.stringContaining('b could not start'),
    });
    expect(pid('a')).toBe(0);
    expect(of('start').map(({ id }) => id)).toEqual(['a']);
  });

  it.each(impossible)('%s: start_child rejects, and leaves no trace', async (_, start) => {
    const { supervisor, pid } = supervise({ intensity: 0, children: [sleeper('a')] });
    await supervisor.start();
    const a = pid('a');
    await expect(supervisor.startChild({ id: 'b', start: start() })).rejects.toMatchObject({ code: 'start_failed' });
    expect(supervisor.whichChildren()).toEqual([{ id: 'a', child: a, type: 'worker' }]);
  });

  it('a program that vanishes between two lives: tried until the intensity is spent, and said why', async () => {
    const file = join(here.folder, 'program');
    writeFileSync(file, '#!/bin/sh\nexec sleep 1000\n');
    chmodSync(file, 0o755);
    const { supervisor, of, pid } = supervise({
      intensity: 3,
      period: 60_000,
      children: [sleeper('a', { start: program(file) })],
    });
    await supervisor.start();
    rmSync(file);
    process.kill(pid('a'), 'SIGKILL');
    await expect(supervisor.done).resolves.toMatchObject({ failure: { code: 'reached_max_restart_intensity' } });
    expect(of('start')).toHaveLength(1);
    expect(of('restart').length).toBeGreaterThanOrEqual(3);
    expect(of('failed')[0]?.message).toMatch(/a could not start: there is no program/);
  });

  it('a program that vanishes is tried without a pause: the event loop goes on between the tries', async () => {
    const TRIES = 100;
    const file = join(here.folder, 'program');
    writeFileSync(file, '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 });
    const { supervisor, of, pid } = supervise({
      intensity: TRIES,
      period: 60_000,
      children: [sleeper('a', { start: program(file) })],
    });
    await supervisor.start();
    rmSync(file);
    const turns = new Set<number>();
    let turn = 0;
    const count = () => {
      turn += 1;
      if (of('giveup').length === 0) setImmediate(count);
    };
    supervisor.events.on('event', ({ type }) => type === 'failed' && turns.add(turn));
    count();
    process.kill(pid('a'), 'SIGKILL');
    await supervisor.done;
    expect(of('failed')).toHaveLength(TRIES);
    expect(turns.size).toBeGreaterThanOrEqual(TRIES);
  });

  it('a program of the folder it runs in, by a relative path', async () => {
    const file = join(here.folder, 'program');
    writeFileSync(file, '#!/bin/sh\nexec sleep 1000\n');
    chmodSync(file, 0o755);
    const { supervisor, pid } = supervise({ children: [sleeper('a', { start: program('./program') })] });
    await supervisor.start();
    expect(isRunning(pid('a'))).toBe(true);
  });

  it('a program that only its own PATH has', async () => {
    const file = join(here.folder, 'my-program');
    writeFileSync(file, '#!/bin/sh\nexec /bin/sleep 1000\n');
    chmodSync(file, 0o755);
    const start = { command: 'my-program', env: { ...markedEnv(here.mark), PATH: here.folder } };
    const { supervisor, pid } = supervise({ children: [sleeper('a', { start })] });
    await supervisor.start();
    expect(isRunning(pid('a'))).toBe(true);
  });

  it('one that is never ready is killed at its timeout, which is no end that was asked for', async () => {
    const { supervisor, of } = supervise({ children: [sleeper('a'), actor('b', ['deaf'], { startTimeout: 500 })] });
    await expect(supervisor.start()).rejects.toMatchObject({ code: 'failed_to_start_child' });
    expect(of('exit', 'b')).toMatchObject([{ signal: 'SIGKILL', expected: false }]);
    expect(of('exit', 'a')).toMatchObject([{ expected: true }]);
  });

  it('one that is ready, or ends, in time is not killed because this process was busy then', async () => {
    const file = join(here.folder, 'told');
    const script = 'trap "echo >>told; exit 0" TERM; echo >&3; echo >>told; while :; do sleep 0.01; done';
    const start = program('sh', ['-c', script]);
    const child = { ...sleeper('a', { ready: 'newline', start }), startTimeout: TIMEOUT_MS, shutdown: TIMEOUT_MS };
    const { supervisor, of } = supervise({ children: [child] });
    const started = supervisor.start();
    await busyUntilTold(file, 1);
    await started;
    const stopped = supervisor.stop();
    await busyUntilTold(file, 2);
    await stopped;
    expect(of('exit')).toMatchObject([{ code: 0, expected: true }]);
    expect(of('shutdown_error')).toEqual([]);
  });

  it('one that dies before it is ready', async () => {
    const { supervisor } = supervise({ children: [actor('b', ['fail'])] });
    await expect(supervisor.start()).rejects.toMatchObject({ code: 'failed_to_start_child' });
  });
});

describe('a supervisor below', () => {
  const below = (restart: ChildSpec['restart'], intensity = 0): SupervisorSpec => ({
    ...PLENTY,
    children: [
      sleeper('top'),
      { id: 'below', restart, backoff: 0, start: { intensity, children: [sleeper('x'), sleeper('y')] } },
    ],
  });

  it('a supervisor below gives up, and is restarted by the one above when permanent, with all new processes', async () => {
    const { supervisor, pid, of, reborn } = supervise(below('permanent'));
    await supervisor.start();
    const [top, x, y] = [pid('top'), pid('x'), pid('y')];
    process.kill(x, 'SIGKILL');
    await until(() => of('giveup', 'x').length === 1);
    await reborn('x', x);
    await reborn('y', y);
    expect(pid('top')).toBe(top);
    expect(of('restart').map(({ id }) => id)).toEqual(['below']);
    expect(isRunning(y)).toBe(false);
  });

  it('a supervisor below gives up, and stays down when transient: its end is orderly', async () => {
    const { supervisor, pid, of } = supervise(below('transient'));
    await supervisor.start();
    process.kill(pid('x'), 'SIGKILL');
    await until(() => of('giveup', 'x').length === 1);
    await until(() => supervisor.whichChildren().find(({ id }) => id === 'below')?.child === undefined);
    expect(of('restart')).toEqual([]);
    expect(of('start').filter(({ id }) => id !== 'top')).toHaveLength(2);
    await supervisor.restartChild('below');
    expect(isRunning(pid('x')) && isRunning(pid('y'))).toBe(true);
  });

  it('escalates: the product of the intensities, then the top gives up too, and nothing is left', async () => {
    const spec = { ...below('permanent', 1), intensity: 1, period: 60_000 };
    const { supervisor, pid, of } = supervise(spec);
    await supervisor.start();
    let deaths = 0;
    for (let last = 0; deaths < 4; deaths++) {
      await until(() => pid('x') !== last && isRunning(pid('x')));
      last = pid('x');
      process.kill(last, 'SIGKILL');
    }
    await expect(supervisor.done).resolves.toMatchObject({ failure: { code: 'reached_max_restart_intensity' } });
    expect(of('giveup').map(({ id }) => id)).toEqual(['x', 'x', 'below']);
  });

  it('one_for_one of the top kills nobody below; stop ends the deepest first', async () => {
    const { supervisor, events, pid, reborn } = supervise(below('permanent', 5));
    await supervisor.start();
    const x = pid('x');
    const top = pid('top');
    process.kill(top, 'SIGKILL');
    await reborn('top', top);
    expect(pid('x')).toBe(x);
    await supervisor.stop();
    const exits = events.filter((event) => event.type === 'exit' && event.expected).map(({ id }) => id);
    expect(exits).toEqual(['y', 'x', 'top']);
  });

  it('a supervisor below says why it could not start', async () => {
    const nobody = { id: 'x', start: program('no-such-program') };
    const { supervisor } = supervise({ children: [{ id: 'below', start: { children: [nobody] } }] });
    await expect(supervisor.start()).rejects.toThrow(/x could not start: .*no program no-such-program/);
  });

  it('a supervisor below that is not ready in time says so, and none of its processes is left', async () => {
    const start = { children: [sleeper('x'), actor('y', ['deaf'])] };
    const { supervisor, of } = supervise({ children: [{ id: 'below', start, ready: 'notify', startTimeout: 300 }] });
    await expect(supervisor.start()).rejects.toThrow(
      'below could not start: it was not ready within 300 ms, its startTimeout.',
    );
    expect(
      of('exit')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(
      of('start')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('an end by force is an end that was asked for, for each of them', async () => {
    const below = {
      id: 'below',
      shutdown: 'brutal_kill',
      start: { children: [sleeper('x'), sleeper('y'), sleeper('z')] },
    };
    const { supervisor, of } = supervise({ children: [below as ChildSpec] });
    await supervisor.start();
    await supervisor.stop();
    expect(of('exit').map(({ expected }) => expected)).toEqual([true, true, true]);
  });

  it('brutal_kill reaches the deepest, however deaf', async () => {
    const { supervisor, message, of } = supervise({
      children: [
        {
          id: 'below',
          shutdown: 'brutal_kill',
          start: { children: [actor('x', ['deaf', 'ready'], { shutdown: 'infinity' })] },
        },
      ],
    });
    await supervisor.start();
    await message('x', 'deaf');
    await supervisor.stop();
    expect(of('exit')).toMatchObject([{ id: 'x', signal: 'SIGKILL', expected: true }]);
  });
});

describe.runIf(process.platform === 'linux')('a supervisor that is killed itself', () => {
  it.each(['SIGKILL', 'SIGSEGV'] as const)('%s: its workers are gone within a second', async (signal) => {
    const { file, remove } = await bundle('src/supervisor/index.ts');
    try {
      const spec = { ...PLENTY, children: [actor('a', ['deaf', 'ready']), sleeper('b'), sleeper('frozen')] };
      const host = fork(join(WORKERS, 'host.mjs'), [file, JSON.stringify(spec)], { env: markedEnv(here.mark) });
      const workers = new Map<string, number>();
      let started = false;
      host.on('message', (event: SupervisorEvent | { type: 'started' }) => {
        if (event.type === 'start') workers.set(event.id, event.pid);
        if (event.type === 'started') started = true;
      });
      await until(() => started);
      const pids = [...workers.values()];
      // `setpriv` needs a moment to do what it is there for; then it is no longer `setpriv`.
      await until(() => ['b', 'frozen'].every((id) => nameOf(workers.get(id) as number) === 'sleep'));
      expect(pids.filter(isRunning)).toHaveLength(3);
      process.kill(workers.get('frozen') as number, 'SIGSTOP');
      host.kill(signal);
      await until(() => !pids.some(isRunning), { deadline: 1000, what: 'the workers are gone' });
    } finally {
      await remove();
    }
  });
});
