import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Writable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LogEvent, parseJsonLines } from '../../src/log/index.js';
import { isAlive, processesWith, startTime } from '../../src/supervisor/processes.js';
import { type Run, run } from '../helpers/app.js';
import { until } from '../helpers/until.js';

let demo: Run | null = null;

beforeAll(async () => {
  expect(await run(['build']).exit).toBe(0);
});
afterEach(async () => {
  demo?.process.kill('SIGKILL');
  await demo?.exit;
  demo = null;
});

const events = (of: Run): LogEvent[] =>
  of.stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

const find = <T extends LogEvent['type']>(
  of: Run,
  type: T,
  fits: (event: Extract<LogEvent, { type: T }>) => boolean = () => true,
) => events(of).find((event): event is Extract<LogEvent, { type: T }> => event.type === type && fits(event as never));

const send = (to: Run, command: unknown) =>
  to.process.stdin?.write(`${typeof command === 'string' ? command : JSON.stringify(command)}\n`);

/** The processes in their trees. */
const PROCESSES = { isolation: 14, blackbox: 3 };

/** Resolves when all is up. Three processes are enough for what is the same with every demo. */
async function start(name: keyof typeof PROCESSES): Promise<Run> {
  const json = run(['demo', name, '--json']);
  demo = json;
  await until(() => events(json).filter((event) => event.type === 'ready').length >= PROCESSES[name]);
  return json;
}

const nothingIsLeft = (of: Run) => {
  expect(processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${of.process.pid}-`))).toEqual([]);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${of.process.pid}-`))).toEqual([]);
};

describe('demo <name> --json', () => {
  it('demo <name> --json writes the log to the letter: scene first, offsets without gaps, stop last with nothing left over', async () => {
    const json = await start('isolation');
    send(json, { do: 'stop' });
    expect(await json.exit).toBe(0);
    expect(json.stderr).toBe('');
    const log = parseJsonLines(json.stdout);
    expect(log[0]).toMatchObject({ seq: 0, type: 'scene', demo: 'isolation' });
    expect(log.at(-1)).toMatchObject({ type: 'stop', leftover: 0 });
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index));
    expect(log.every((event, index) => index === 0 || event.at >= (log[index - 1] as LogEvent).at)).toBe(true);
    const scene = log[0];
    if (scene?.type !== 'scene') throw new Error('no scene');
    expect(scene.tree.filter((node) => node.type === 'worker').length).toBe(14);
    expect(scene.tree.find((node) => node.id === 'lines')).toEqual({
      id: 'lines',
      type: 'supervisor',
      parent: 'exchange',
      restart: 'permanent',
      strategy: 'one_for_one',
    });
    for (const event of log) {
      if (event.type === 'start') expect(event).toMatchObject({ incarnation: 1, because: 'boot' });
      if (event.type === 'exit') expect(event.expected).toBe(true);
    }
    nothingIsLeft(json);
  });

  it('demo <name> --json takes faults; the process that it names really ends, and another one is born', async () => {
    const json = await start('isolation');
    const first = find(json, 'start', (event) => event.id === 'line-2');
    const pid = first?.pid as number;
    expect(isAlive(pid)).toBe(true);
    const born = startTime(pid);
    send(json, { do: 'fault', id: 'line-2', name: 'kill' });
    await until(() => find(json, 'ready', (event) => event.id === 'line-2' && event.incarnation === 2) !== undefined);
    expect(startTime(pid)).not.toBe(born);
    expect(find(json, 'fault')).toMatchObject({ id: 'line-2', pid, name: 'kill' });
    expect(find(json, 'exit')).toMatchObject({
      id: 'line-2',
      pid,
      incarnation: 1,
      code: null,
      signal: 'SIGKILL',
      expected: false,
    });
    expect(find(json, 'restart')).toMatchObject({ id: 'line-2', inWindow: 1, intensity: 20 });
    const next = find(json, 'start', (event) => event.incarnation === 2);
    expect(next).toMatchObject({ id: 'line-2', because: 'restart' });
    expect(isAlive(next?.pid as number)).toBe(true);
  });

  it('plays its script step by step, and says when it is over', async () => {
    const json = await start('isolation');
    for (const id of ['objects', 'threads', 'line-7']) {
      send(json, { do: 'step' });
      await until(() => find(json, 'exit', (event) => event.id === id) !== undefined);
    }
    send(json, { do: 'step' });
    await until(() => find(json, 'error') !== undefined);
    expect(find(json, 'error')?.message).toContain('The script is at its end');
  });

  it('resets to the same beginning', async () => {
    const json = await start('blackbox');
    send(json, { do: 'fault', id: 'guest', name: 'kill' });
    await until(() => find(json, 'exit') !== undefined);
    send(json, { do: 'reset' });
    await until(() => events(json).filter((event) => event.type === 'scene').length === 2);
    const at = events(json).findLastIndex((event) => event.type === 'scene');
    await until(
      () =>
        events(json)
          .slice(at)
          .filter((event) => event.type === 'ready').length === PROCESSES.blackbox,
    );
    const births = events(json)
      .slice(at)
      .filter((event) => event.type === 'start');
    expect(births.every((event) => event.incarnation === 1 && event.because === 'boot')).toBe(true);
  });

  it('demo <name> --json starts again what stays down, when it is told to', async () => {
    const json = await start('isolation');
    send(json, { do: 'fault', id: 'threads', name: 'segfault' });
    await until(() => find(json, 'exit') !== undefined);
    expect(find(json, 'exit')).toMatchObject({ id: 'threads', signal: 'SIGSEGV' });
    send(json, { do: 'restart', id: 'threads' });
    await until(() => find(json, 'ready', (event) => event.id === 'threads' && event.incarnation === 2) !== undefined);
    expect(find(json, 'start', (event) => event.incarnation === 2)).toMatchObject({
      id: 'threads',
      because: 'command',
    });
  });

  it('demo <name> --json answers what it cannot do with an error event, and changes nothing', async () => {
    const json = await start('isolation');
    const refusals: [unknown, RegExp][] = [
      ['kill line-2', /Wrong command: the line is not JSON\..*"do":"fault"/],
      ['{"do":', /the line is not JSON/],
      [{ do: 'explode' }, /do must be one of fault, input/],
      [{ do: 'fault', id: 'line-2' }, /Wrong command \(name\)/],
      [{ do: 'step', shell: 'sh' }, /Wrong command \(shell\)/],
      [{ do: 'fault', id: 'line-13', name: 'kill' }, /There is no process line-13; there are objects, threads/],
      [{ do: 'fault', id: 'line-1', name: 'melt' }, /line-1 has no fault melt; it has throw/],
      [{ do: 'fault', id: 'constructor', name: 'kill' }, /There is no process constructor/],
      [{ do: 'restart', id: 'line-1' }, /line-1 is running/],
    ];
    const errors = () => events(json).flatMap((event) => (event.type === 'error' ? [event.message] : []));
    for (const [at, [command, words]] of refusals.entries()) {
      send(json, command);
      await until(() => errors().length > at);
      expect(errors()[at]).toMatch(words);
    }
    send(json, { do: 'stop' });
    expect(await json.exit).toBe(0);
    expect(errors()).toHaveLength(refusals.length);
    expect(events(json).some((event) => event.type === 'fault' || (event.type === 'exit' && !event.expected))).toBe(
      false,
    );
  });

  it('a line without an end is refused once and takes no memory; the next command is heard', async () => {
    const json = await start('blackbox');
    const memory = () =>
      Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${json.process.pid}/status`, 'utf8'))?.[1]) / 1024;
    const before = memory();
    const MiB = Buffer.alloc(1024 * 1024, 'x');
    for (let sent = 0; sent < 300; sent++) {
      const isTaken = json.process.stdin?.write(MiB);
      if (!isTaken) await once(json.process.stdin as Writable, 'drain');
    }
    expect(memory() - before).toBeLessThan(100);
    send(json, '');
    send(json, { do: 'stop' });
    expect(await json.exit).toBe(0);
    expect(events(json).filter((event) => event.type === 'error')).toMatchObject([
      { message: expect.stringContaining('a line has 65536 bytes at most') },
    ]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops in order at %s', async (signal) => {
    const json = await start('blackbox');
    json.process.kill(signal);
    expect(await json.exit).toBe(0);
    expect(events(json).at(-1)).toMatchObject({ type: 'stop', leftover: 0 });
    nothingIsLeft(json);
  });

  it('stops in order when stdin ends, also in the middle of its start', async () => {
    const json = run(['demo', 'isolation', '--json']);
    demo = json;
    await until(() => find(json, 'start') !== undefined);
    json.process.stdin?.end();
    expect(await json.exit).toBe(0);
    expect(events(json).at(-1)).toMatchObject({ type: 'stop', leftover: 0 });
    nothingIsLeft(json);
  });

  it('demo <name> --json leaves nothing even when it is killed', async () => {
    const json = await start('blackbox');
    const workers = events(json).flatMap((event) => (event.type === 'start' ? [event.pid] : []));
    json.process.kill('SIGKILL');
    await json.exit;
    await until(() => workers.every((pid) => !isAlive(pid)), { deadline: 2000 });
  });

  it('with --auto, ends with a verdict and exit code 0', async () => {
    demo = run(['demo', 'isolation', '--json', '--auto']);
    expect(await demo.exit).toBe(0);
    expect(find(demo, 'verdict')).toMatchObject({ passed: true });
    expect(events(demo).at(-1)).toMatchObject({ type: 'stop', leftover: 0 });
  });
});
