import { execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { hold } from '../../src/supervisor/index.js';
import { isRunning, markedEnv, ownChildren, WORKERS } from '../helpers/os.js';
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
    expect(of('hung')[0]?.silentMs).toBeGreaterThan(WATCHDOG_MS);
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
  it('who eats more is killed and reborn; what the operating system says counts', async () => {
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
  const sparesOf = (known: number[]) => ownChildren().filter((pid) => isRunning(pid) && !known.includes(pid));

  it('a booted spare takes over, and a new one is grown', async () => {
    const before = ownChildren();
    const { supervisor, pid, of, reborn } = supervise({ ...PLENTY, children: [warm('a')] });
    await supervisor.start();
    let active = pid('a');
    for (let kill = 0; kill < 3; kill++) {
      await until(() => sparesOf([...before, active]).length === 1, { what: 'a spare is there' });
      const [spare] = sparesOf([...before, active]);
      await until(() => execFileSync('ps', ['-o', 'stat=', '-p', `${spare}`], { encoding: 'utf8' }).startsWith('S'));
      process.kill(active, 'SIGKILL');
      const next = await reborn('a', active);
      if (of('start', 'a').at(-1)?.because === 'promotion') expect(next).toBe(spare);
      active = next;
    }
    expect(of('start', 'a').filter(({ because }) => because === 'promotion').length).toBeGreaterThan(0);
    expect(of('start', 'a').map(({ incarnation }) => incarnation)).toEqual([1, 2, 3, 4]);
  });

  it('a spare that dies is replaced, and nothing is counted or told', async () => {
    const before = ownChildren();
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
    const before = ownChildren();
    const { supervisor, pid } = supervise({ ...PLENTY, children: [warm('a'), warm('b')] });
    await supervisor.start();
    const spares = () => sparesOf([...before, pid('a'), pid('b')]);
    await until(() => spares().length === 2);
    await supervisor.terminateChild('a');
    await until(() => spares().length === 1);
    await supervisor.stop();
    expect(ownChildren().filter((child) => !before.includes(child) && isRunning(child))).toEqual([]);
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
  it('is the same for each incarnation, and nobody who connects in between is refused', async () => {
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
  it('a number that belongs to somebody else by now is never hit', async () => {
    if (process.getuid?.() !== 0) return;
    const { supervisor, pid, of } = supervise({ ...PLENTY, children: [sleeper('a', { restart: 'temporary' })] });
    await supervisor.start();
    const a = pid('a');
    process.kill(a, 'SIGKILL');
    await until(() => of('exit').length === 1);
    const other = takeOver(a);
    await supervisor.stop();
    expect(supervisor.signal('a', 'SIGKILL')).toBe(false);
    expect(isRunning(a)).toBe(true);
    other.kill('SIGKILL');
    await until(() => other.signalCode !== null);
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
