import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { checkChildSpecs } from '../../src/supervisor/check.js';
import { type Child, hold, launchPlain } from '../../src/supervisor/index.js';
import { fdCount, isRunning, markedEnv, nameOf, ownWorkers, stat, WORKERS } from '../helpers/os.js';
import { PLENTY, useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { actor, here, program, sleeper, supervise } = useSupervisors();
const WATCHDOG_MS = 400;
const MIB = 1024 * 1024;

describe('watchdog', () => {
  const beating = (id: string, more: object = {}) =>
    actor(id, ['obey', 'beat', 'ready'], { watchdog: WATCHDOG_MS, ...more });

  it.each([
    ['frozen', (pid: number) => void process.kill(pid, 'SIGSTOP')],
    ['busy for ever', (_: number, tell: (message: object) => void) => tell({ busy: 60_000 })],
  ])('a child that is %s is found, killed and reborn; the other is left alone', async (_, hang) => {
    const { supervisor, pid, of, reborn } = supervise({ ...PLENTY, children: [beating('a'), beating('b')] });
    await supervisor.start();
    const [a, b] = [pid('a'), pid('b')];
    hang(a, (message) => supervisor.send('a', message));
    await reborn('a', a);
    expect(of('hung')).toMatchObject([{ id: 'a', pid: a }]);
    // Told in tenths of a millisecond: a silence that is longer by less reads as the limit itself.
    expect(of('hung')[0]?.silentMs).toBeGreaterThanOrEqual(WATCHDOG_MS);
    expect(of('exit')).toMatchObject([{ id: 'a', pid: a, signal: 'SIGKILL', expected: false }]);
    expect(pid('b')).toBe(b);
  });

  it('a pause within the limit is left alone', async () => {
    const { supervisor, pid, of } = supervise({ ...PLENTY, children: [beating('a', { watchdog: 2000 })] });
    await supervisor.start();
    const a = pid('a');
    supervisor.send('a', { busy: 900 });
    // Long after the pause it still beats: had it been condemned, it would be another by now.
    const end = performance.now() + 2500;
    await until(() => performance.now() > end, { deadline: 5000 });
    expect(pid('a')).toBe(a);
    expect(of('hung')).toEqual([]);
  });

  it('a supervisor that was away itself blames nobody', async () => {
    const { supervisor, pid, of } = supervise({ ...PLENTY, children: [beating('a'), beating('b')] });
    await supervisor.start();
    const [a, b] = [pid('a'), pid('b')];
    for (const end = performance.now() + 4 * WATCHDOG_MS; performance.now() < end; );
    const later = performance.now() + 2 * WATCHDOG_MS;
    await until(() => performance.now() > later, { deadline: 5000 });
    expect([pid('a'), pid('b')]).toEqual([a, b]);
    expect(of('hung')).toEqual([]);
  });

  it('one that never stops hanging costs the supervisor its intensity', async () => {
    const spec = { intensity: 1, period: 60_000, children: [actor('a', ['ready'], { watchdog: 150 })] };
    const { supervisor, of } = supervise(spec);
    await supervisor.start();
    const { failure } = await supervisor.done;
    expect(failure?.code).toBe('reached_max_restart_intensity');
    expect(of('hung')).toHaveLength(2);
  });
});

describe('memoryMax', () => {
  it('a child over its memory limit is killed and restarted, by the count of the operating system', async () => {
    const hungry = (id: string) => actor(id, ['obey', 'ready'], { memoryMax: 200 * MIB });
    const { supervisor, pid, of, reborn } = supervise({ ...PLENTY, children: [hungry('a'), hungry('b')] });
    await supervisor.start();
    const [a, b] = [pid('a'), pid('b')];
    supervisor.send('b', { eat: 20 * MIB });
    supervisor.send('a', { eat: 250 * MIB });
    await reborn('a', a);
    expect(of('overweight')).toMatchObject([{ id: 'a', pid: a }]);
    expect(of('overweight')[0]?.bytes).toBeGreaterThan(200 * MIB);
    expect(pid('b')).toBe(b);
  });
});

describe('standby', () => {
  const warm = (id: string, more: object = {}) => actor(id, ['obey', 'wait', 'ready'], { standby: true, ...more });
  /** The processes of this test that are a spare now, as the operating system tells it: children that are no child. */
  const sparesOf = (known: number[]) => ownWorkers().filter((pid) => isRunning(pid) && !known.includes(pid));

  it('a booted spare takes over, and a new one is grown', async () => {
    const before = ownWorkers();
    const { supervisor, pid, of, reborn } = supervise({ ...PLENTY, children: [warm('a')] });
    await supervisor.start();
    let active = pid('a');
    for (let kill = 0; kill < 3; kill++) {
      await until(() => supervisor.tree().children[0]?.spare === 'warm', { what: 'a spare is warm' });
      const [spare] = sparesOf([...before, active]);
      process.kill(active, 'SIGKILL');
      active = await reborn('a', active);
      expect(active).toBe(spare);
    }
    expect(of('start', 'a').map(({ because }) => because)).toEqual(['boot', 'promotion', 'promotion', 'promotion']);
    expect(of('start', 'a').map(({ incarnation }) => incarnation)).toEqual([1, 2, 3, 4]);
  });

  it('a spare that dies is replaced, and nothing is counted or told', async () => {
    const before = ownWorkers();
    const { supervisor, pid, events } = supervise({ intensity: 0, children: [warm('a', { backoff: 10 })] });
    await supervisor.start();
    const a = pid('a');
    const spare = () => sparesOf([...before, a])[0];
    await until(() => spare() !== undefined);
    const first = spare() as number;
    process.kill(first, 'SIGKILL');
    await until(() => spare() !== undefined && spare() !== first, { what: 'another spare is there' });
    expect(pid('a')).toBe(a);
    expect(events.map(({ type }) => type)).toEqual(['start', 'ready']);
  });

  it('the spare leaves with its child: terminated, or at the end', async () => {
    const before = ownWorkers();
    const { supervisor, pid } = supervise({ ...PLENTY, children: [warm('a'), warm('b')] });
    await supervisor.start();
    const spares = () => sparesOf([...before, pid('a'), pid('b')]);
    await until(() => spares().length === 2);
    await supervisor.terminateChild('a');
    await until(() => spares().length === 1);
    await supervisor.stop();
    expect(ownWorkers().filter((child) => !before.includes(child) && isRunning(child))).toEqual([]);
  });

  it('messages of a spare are not passed on as messages of its child', async () => {
    const chatty = actor('a', ['hello-message', 'wait', 'ready'], { standby: true });
    const { supervisor, of } = supervise({ ...PLENTY, children: [chatty] });
    await supervisor.start();
    await until(() => supervisor.tree().children[0]?.spare === 'warm', { what: 'a spare is warm' });
    expect(of('message')).toHaveLength(1);
  });

  it('without a warm spare the start is a cold one', async () => {
    const { supervisor, pid, of, reborn } = supervise({
      ...PLENTY,
      children: [actor('a', ['ready'], { standby: true })],
    });
    await supervisor.start();
    const a = pid('a');
    process.kill(a, 'SIGKILL');
    await reborn('a', a);
    expect(of('start', 'a').at(-1)).toMatchObject({ because: 'restart' });
  });
});

describe('a socket that the supervisor holds', () => {
  it('a socket that the supervisor holds is the same for each incarnation, and nobody who connects in between is refused', async () => {
    const socket = await hold('127.0.0.1', 0);
    const { command, args, env } = actor('a', ['serve', 'ready']).start as ReturnType<typeof program>;
    const { supervisor, pid, reborn } = supervise({
      ...PLENTY,
      children: [actor('a', [], { start: { command, args, env, listen: [socket.fd] } })],
    });
    await supervisor.start();
    const a = pid('a');
    expect(await ask(socket.port)).toBe(`${a} ${a}`);
    process.kill(a, 'SIGKILL');
    const answer = await ask(socket.port);
    const next = await reborn('a', a);
    expect(answer).toBe(`${next} ${next}`);
    socket.close();
  });
});

describe('hold', () => {
  it('hold refuses a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(hold('127.0.0.1', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    taken.close();
  });

  it.each([-1, 65_536, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '80', undefined, null])(
    'refuses %s, which is no port, in place of holding another one',
    async (port) => {
      await expect(hold('127.0.0.1', port as number)).rejects.toMatchObject({ code: 'ERR_SOCKET_BAD_PORT' });
    },
  );

  it('hold says on which host and port it cannot listen when the host has no address', async () => {
    const host = 'no-such-host.invalid';
    await expect(hold(host, 80)).rejects.toMatchObject({
      code: expect.stringMatching(/^E/),
      message: expect.stringMatching(`^cannot listen on ${host}:80: ${host} has no address .*; correct the name$`),
    });
  });

  it.each(['', undefined, null, 1])('hold refuses %s, which is no host', async (host) => {
    await expect(hold(host as string, 0)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' });
  });
});

const ask = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    connect(port, '127.0.0.1')
      .on('data', (data) => {
        text += data;
      })
      .on('end', () => resolve(text))
      .on('error', reject);
  });

describe('processes as such', () => {
  it.skipIf(process.getuid?.() !== 0)('a number that belongs to somebody else by now is never hit', async () => {
    const [child] = checkChildSpecs([sleeper('a')]) as [Child];
    let pid = 0;
    let over = false;
    const nothing = () => {};
    const launched = launchPlain(child, {
      spawned: (number) => {
        pid = number;
      },
      ready: nothing,
      ignored: nothing,
      beat: nothing,
      warm: nothing,
      message: nothing,
      failed: nothing,
      exited: () => {
        over = true;
      },
    });
    await until(() => pid > 0);
    process.kill(pid, 'SIGKILL');
    await until(() => over);
    const other = takeOver(pid);
    launched.terminate();
    launched.kill();
    expect(launched.signal('SIGKILL')).toBe(false);
    // A signal that was sent is there at once: this one comes after it.
    process.kill(pid, 'SIGSTOP');
    await until(() => stat(pid)?.state === 'T', { what: 'the other one lives, and takes our signals' });
    other.kill('SIGKILL');
    await until(() => other.signalCode !== null);
  });

  it('the environment of a supervisor is not passed on to its children', async () => {
    const told = { STANDBY: '1', WATCHDOG_USEC: '5', LISTEN_FDS: '1', LISTEN_PID: '1' };
    Object.assign(process.env, told, { REBOOT_CAMP_TEST: here.mark });
    try {
      const { supervisor, pid } = supervise({ children: [{ id: 'a', start: { command: 'sleep', args: ['1000'] } }] });
      await supervisor.start();
      // A process that is in execve(2) has its new name before its environment is there.
      const environment = () => readFileSync(`/proc/${pid('a')}/environ`, 'utf8');
      await until(() => nameOf(pid('a')) === 'sleep' && environment() !== '');
      const names = environment()
        .split('\0')
        .map((entry) => entry.split('=')[0]);
      expect(names).toContain('SUPERVISED_BY');
      expect(names.filter((name) => name && name in told)).toEqual([]);
    } finally {
      for (const name of [...Object.keys(told), 'REBOOT_CAMP_TEST']) delete process.env[name];
    }
  });

  it('IPC messages after an exit are dropped, even if a grandchild holds the channel', async () => {
    const { supervisor, of, pid } = supervise({ children: [actor('a', ['ready', 'heir'], { restart: 'temporary' })] });
    await supervisor.start();
    await until(() => of('message', 'a').length === 1, { what: 'the heir is there' });
    const heir = (of('message', 'a')[0] as { value: { pid: number } }).value.pid;
    const fds = fdCount();
    process.kill(pid('a'), 'SIGKILL');
    await until(() => of('exit').length === 1);
    await until(() => fdCount() < fds, { what: 'our end of the channel is closed' });
    expect(of('message')).toHaveLength(1);
    expect(isRunning(heir)).toBe(true);
    process.kill(heir, 'SIGKILL');
  });

  const limited = (resource: string, left: number) => {
    const host = spawn(process.execPath, [join(WORKERS, 'limited.mjs'), resource, `${left}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: markedEnv(here.mark),
    });
    const events: { type: string; pid?: number }[] = [];
    createInterface({ input: host.stdout }).on('line', (line) => events.push(JSON.parse(line)));
    const of = (type: string) => events.filter((event) => event.type === type);
    const killChild = async () => {
      await until(() => of('limited').length === 1);
      process.kill(of('start')[0]?.pid as number, 'SIGKILL');
      await until(() => of('restart').length > 3, { what: 'several tries' });
      expect(of('start')).toHaveLength(1);
    };
    const end = async () => {
      host.kill('SIGTERM');
      await until(() => host.exitCode === 0, { what: 'it ends in order' });
    };
    return { host, of, killChild, end };
  };

  it('no file descriptor for a child is a start failure: tried again until there is one', async () => {
    const { host, of, killChild, end } = limited('nofile', 3);
    await killChild();
    execFileSync('prlimit', ['--pid', `${host.pid}`, '--nofile=4096:']);
    await until(() => of('ready').length === 2, { what: 'the child is back' });
    await end();
  });

  it('a start that fails because no file descriptor is left keeps no descriptor and no pipe', async () => {
    const args = ['--nofile=100:', process.execPath, join(WORKERS, 'exhausted.mjs')];
    const told = execFileSync('prlimit', args, { env: markedEnv(here.mark), encoding: 'utf8' });
    expect(JSON.parse(told)).toEqual({ codes: Array(4).fill('spawn EMFILE'), kept: [0, 0] });
  });

  it('no further process for a child is a start failure too', async () => {
    const { killChild, end } = limited('nproc', 1);
    await killChild();
    await end();
  });
});

/** A process with that very number. */
function takeOver(pid: number) {
  for (;;) {
    execFileSync('sh', ['-c', `echo ${pid - 1} > /proc/sys/kernel/ns_last_pid`]);
    const other = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    if (other.pid === pid) return other;
    other.kill('SIGKILL');
  }
}
