import { fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChildSpec, hold } from '../../src/supervisor/index.js';
import { bundle, fdsOf, guardOf, isRunning, markedEnv, WORKERS } from '../helpers/os.js';
import { PLENTY, useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { here, program, sleeper, supervise } = useSupervisors();

/** A child that is a shell script; descriptor 3 is the channel. */
const shell = (id: string, script: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
  id,
  start: program('sh', ['-c', script]),
  backoff: 0,
  ...more,
});
/** A child that is a Node program in CommonJS. */
const node = (id: string, code: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
  id,
  start: program(process.execPath, ['-e', code]),
  backoff: 0,
  ...more,
});

const LIMIT = 1024 * 1024;

describe('a child that writes what it likes on its channel', () => {
  const long = (bytes: number) => `head -c ${bytes} /dev/zero | tr "\\0" x`;
  const deep = 'head -c 100000 /dev/zero | tr "\\0" [';
  const lines: [string, string, string][] = [
    ['a newline alone', 'echo', 'an empty line'],
    ['what is not JSON', 'echo ready', 'a line that is not JSON'],
    ['JSON that is cut off', `echo '{"type":"ready"'`, 'a line that is not JSON'],
    ['NULs', 'head -c 1000 /dev/zero; echo', 'a line that is not JSON'],
    ['bytes that are not UTF-8', `printf '"\\377\\376"\\n'`, 'a line that is not UTF-8'],
    ['a line above the limit', `${long(LIMIT + 1)}; echo`, `a line of more than ${LIMIT} bytes`],
    ['a line without an end', `${long(5 * LIMIT)}; ${long(LIMIT)}; echo`, `a line of more than ${LIMIT} bytes`],
    ['deep nesting', `${deep}; echo`, 'JSON with more than 100 levels'],
    ['a handle without a handle', `echo '{"cmd":"NODE_HANDLE","type":"net.Socket"}'`, "a command of Node's own"],
    ['an acknowledgement of nothing', `echo '{"cmd":"NODE_HANDLE_ACK"}'`, "a command of Node's own"],
    ['what a cluster says', `echo '{"cmd":"NODE_CLUSTER","act":"listening","seq":1}'`, "a command of Node's own"],
  ];

  it.each(lines)('%s: it is dropped and counted, and what follows it is heard', async (_, write, why) => {
    const script = `{ ${write}; echo '{"after":1}'; } >&3; exec sleep 1000`;
    const { supervisor, of, pid } = supervise({ children: [shell('a', script), sleeper('b')] });
    await supervisor.start();
    const both = [pid('a'), pid('b')];
    await until(() => of('message').length === 1, { what: 'the message behind it is there' });
    expect(of('message', 'a')).toEqual([{ type: 'message', id: 'a', value: { after: 1 } }]);
    expect(of('dropped')).toEqual([{ type: 'dropped', id: 'a', pid: both[0], lines: 1, why }]);
    expect([pid('a'), pid('b')]).toEqual(both);
    expect(both.map(isRunning)).toEqual([true, true]);
  });

  it('a hundred thousand lines at once: each is counted, and all are told in a few events', async () => {
    const script = 'yes junk | head -n 100000 >&3; exit 1';
    const { supervisor, of, events } = supervise({ children: [shell('a', script, { restart: 'temporary' })] });
    await supervisor.start();
    await until(() => of('exit').length === 1);
    expect(of('dropped').reduce((sum, { lines }) => sum + lines, 0)).toBe(100_000);
    const start = events.find(({ type }) => type === 'start');
    expect(of('dropped').map(({ pid }) => pid)).toEqual(of('dropped').map(() => (start as { pid: number }).pid));
    const { uptimeMs = 0 } = of('exit')[0] ?? {};
    expect(of('dropped').length).toBeLessThanOrEqual(3 + uptimeMs / 1000);
    expect(events.findIndex(({ type }) => type === 'exit')).toBeGreaterThan(
      events.findLastIndex(({ type }) => type === 'dropped'),
    );
  });

  it('last words: all of them are heard before the end is told', async () => {
    const script = `head -c 150000 /dev/zero | tr "\\0" 7 | sed 's/7/7\\n/g' | head -n 100000 >&3`;
    const { supervisor, of, events } = supervise({ children: [shell('a', script, { restart: 'temporary' })] });
    await supervisor.start();
    await until(() => of('exit').length === 1);
    expect(of('message')).toHaveLength(100_000);
    expect(events.at(-1)).toMatchObject({ type: 'exit' });
  });

  it('while it writes without a pause, others are restarted', async () => {
    const flood = shell('flood', 'exec yes junk >&3');
    const { supervisor, pid, of, reborn } = supervise({ ...PLENTY, children: [flood, sleeper('b')] });
    await supervisor.start();
    for (let kill = 0; kill < 5; kill++) {
      const b = pid('b');
      process.kill(b, 'SIGKILL');
      await reborn('b', b);
    }
    expect(of('exit', 'flood')).toEqual([]);
    await supervisor.stop();
    expect(of('dropped', 'flood').length).toBeGreaterThan(0);
  });

  it('closes it: the process lives on, is out of reach, and its end is noticed', async () => {
    const { supervisor, pid, of, reborn } = supervise({
      ...PLENTY,
      children: [shell('a', 'exec 3>&-; exec sleep 1000')],
    });
    await supervisor.start();
    await until(() => !supervisor.send('a', 1), { what: 'nobody can take a message' });
    const a = pid('a');
    expect(isRunning(a)).toBe(true);
    process.kill(a, 'SIGKILL');
    await reborn('a', a);
    expect(of('exit')).toHaveLength(1);
  });

  it('somebody else who holds it after the end is not heard, and delays no restart', async () => {
    // In a session of its own and without a mark: it is not found at the end of the child.
    const heir = `env -i setsid sh -c 'echo $$; while echo {} >&3; do sleep 0.01; done; echo gone' >heir`;
    const script = `${heir} & until [ -s heir ]; do :; done; echo '"ready"' >&3; exec sleep 1000`;
    const { supervisor, pid, of, events, reborn } = supervise({ ...PLENTY, children: [shell('a', script)] });
    await supervisor.start();
    await until(() => of('message').some(({ value }) => value === 'ready'));
    const a = pid('a');
    writeFileSync(join(here.folder, 'first'), readFileSync(join(here.folder, 'heir')));
    process.kill(a, 'SIGKILL');
    await reborn('a', a);
    const exit = events.findIndex(({ type }) => type === 'exit');
    const start = events.findLastIndex(({ type }) => type === 'start');
    expect(events.slice(exit, start).filter(({ type }) => type === 'message')).toEqual([]);
    await supervisor.stop();
    const heirs = ['first', 'heir'].map((name) => Number(readFileSync(join(here.folder, name), 'utf8').split('\n')[0]));
    await until(() => !heirs.some(isRunning), { what: 'both have met a closed channel' });
  });
});

describe('send', () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const impossible: [string, unknown][] = [
    ['a bigint', 1n],
    ['an object that contains itself', circular],
    ['undefined', undefined],
    ['a function', () => {}],
    ["a command of Node's own", { cmd: 'NODE_HANDLE', type: 'net.Socket' }],
    ['more than the limit', 'x'.repeat(LIMIT)],
  ];

  it.each(impossible)('%s: it says false, and throws nothing', async (_, value) => {
    const echo = node('a', 'process.on("message", (value) => process.send(value)); process.send("ready")');
    const { supervisor, of, pid } = supervise({ children: [echo] });
    await supervisor.start();
    await until(() => of('message').length === 1);
    expect(supervisor.send('a', value)).toBe(false);
    expect(supervisor.send('a', { well: 1 })).toBe(true);
    await until(() => of('message').length === 2);
    expect(of('message')[1]?.value).toEqual({ well: 1 });
    expect(isRunning(pid('a'))).toBe(true);
  });

  it('to a child that does not read says false when the limit waits, and true again when it has read', async () => {
    const code = `
      const { readSync } = require('node:fs');
      let count = 0;
      process.on('message', (value) => process.send(value === 'count' ? count : ++count));
      process.send('ready');
      setImmediate(() => { while (!require('node:fs').existsSync('go')); });
    `;
    const { supervisor, of } = supervise({ children: [node('a', code)] });
    await supervisor.start();
    await until(() => of('message').length === 1);
    const kilobyte = 'x'.repeat(1024);
    let sent = 0;
    while (sent < 10_000 && supervisor.send('a', kilobyte)) sent++;
    // The bytes that the kernel holds, and as many as the limit.
    expect(sent).toBeGreaterThanOrEqual(1000);
    expect(sent).toBeLessThan(2000);
    expect(supervisor.send('a', kilobyte)).toBe(false);
    writeFileSync(join(here.folder, 'go'), '');
    await until(() => supervisor.send('a', 'count'), { what: 'there is room again' });
    await until(() => of('message').at(-1)?.value === sent, { what: 'each message that was taken has arrived' });
  });
});

describe('a child of Node’s', () => {
  it('a child of Node’s is told messages and tells them, of each kind that JSON has, unchanged', async () => {
    const code = 'process.on("message", (value) => process.send(value)); process.send("ready")';
    const { supervisor, of } = supervise({ children: [node('a', code)] });
    await supervisor.start();
    await until(() => of('message').length === 1);
    const own = JSON.parse('{"__proto__":{"polluted":true}}');
    const values = [
      null,
      0,
      -1.5,
      true,
      '',
      'é\n\u2028\0🎈',
      [],
      [[null]],
      { a: { b: [1, '2'] } },
      own,
      { cmd: 'run' },
    ];
    for (const value of values) expect(supervisor.send('a', value)).toBe(true);
    await until(() => of('message').length === 1 + values.length);
    expect(of('message').map(({ value }) => JSON.stringify(value))).toEqual(
      ['ready', ...values].map((value) => JSON.stringify(value)),
    );
    expect('polluted' in {}).toBe(false);
  });

  it('a child of Node’s is told a long message and tells one, each just within the limit', async () => {
    const code = 'process.on("message", (value) => process.send(value)); process.send("ready")';
    const { supervisor, of } = supervise({ children: [node('a', code)] });
    await supervisor.start();
    await until(() => of('message').length === 1);
    const long = 'é'.repeat((LIMIT - 4) / 2);
    expect(supervisor.send('a', long)).toBe(true);
    await until(() => of('message').length === 2);
    expect(of('message')[1]?.value === long).toBe(true);
    expect(of('dropped')).toEqual([]);
  });

  it('a child of Node’s finds nothing of the channel in its environment, and a socket on its descriptor', async () => {
    const code =
      'process.send(Object.keys(process.env).filter((name) => /^NODE_CHANNEL/.test(name))); setInterval(() => {}, 1e6)';
    const { supervisor, of, pid } = supervise({ children: [node('a', code)] });
    await supervisor.start();
    await until(() => of('message').length === 1);
    expect(of('message')[0]?.value).toEqual([]);
    expect(fdsOf(pid('a'))[3]).toMatch(/^socket:/);
  });

  it('lives as long as it listens, and ends when it does not', async () => {
    const listens = node('listens', 'process.on("message", () => process.removeAllListeners("message"))');
    const leaves = node('leaves', 'process.send("bye")', { restart: 'temporary' });
    const { supervisor, pid, of } = supervise({ ...PLENTY, children: [{ ...listens, restart: 'temporary' }, leaves] });
    await supervisor.start();
    await until(() => of('exit', 'leaves').length === 1);
    expect(of('exit', 'leaves')[0]).toMatchObject({ code: 0 });
    expect(isRunning(pid('listens'))).toBe(true);
    supervisor.send('listens', 'you need not listen any more');
    await until(() => of('exit', 'listens').length === 1);
    expect(of('exit', 'listens')[0]).toMatchObject({ code: 0 });
  });

  it('a child of Node’s may disconnect, and lives on', async () => {
    const code = `
      process.on('disconnect', () => require('node:fs').writeFileSync('told', String(process.connected)));
      process.send('bye');
      process.disconnect();
      setInterval(() => {}, 1e6);
    `;
    const { supervisor, of, pid } = supervise({ children: [node('a', code)] });
    await supervisor.start();
    // A file is there before anything is written into it.
    const told = () => (existsSync(join(here.folder, 'told')) ? readFileSync(join(here.folder, 'told'), 'utf8') : '');
    await until(() => told() !== '');
    expect(told()).toBe('false');
    await until(() => !supervisor.send('a', 1));
    expect(of('message').map(({ value }) => value)).toEqual(['bye']);
    expect(isRunning(pid('a'))).toBe(true);
  });

  it('that sends a server along is heard afterwards all the same', async () => {
    const code = `
      const server = require('node:net').createServer().listen(0, () => {
        process.send('with', server);
        process.send('after');
      });
    `;
    const { supervisor, of } = supervise({ children: [node('a', code)] });
    await supervisor.start();
    await until(() => of('message').some(({ value }) => value === 'after'));
    expect(of('message').map(({ value }) => value)).toEqual(['after']);
    expect(of('dropped')[0]).toMatchObject({ id: 'a', why: "a command of Node's own" });
  });

  it('a child of Node’s may be a cluster, and have threads: only what it says itself is heard', async () => {
    const code = `
      const cluster = require('node:cluster');
      const { Worker } = require('node:worker_threads');
      if (cluster.isPrimary) {
        const worker = cluster.fork();
        worker.on('message', (value) => process.send(['from the worker', value]));
        new Worker('require("node:worker_threads").parentPort.postMessage(typeof process.send)', { eval: true })
          .on('message', (value) => process.send(['from the thread', value]));
      } else {
        process.send('hello');
        require('node:net').createServer().listen(0);
      }
    `;
    const file = join(here.folder, 'cluster.cjs');
    writeFileSync(file, code);
    const { supervisor, of } = supervise({ children: [{ id: 'a', start: program(process.execPath, [file]) }] });
    await supervisor.start();
    await until(() => of('message').length === 2);
    const values = of('message').map(({ value }) => value as string[]);
    expect(values.sort()).toEqual([
      ['from the thread', 'undefined'],
      ['from the worker', 'hello'],
    ]);
    expect(of('dropped')).toEqual([]);
  });
});

describe('ready: newline', () => {
  it('ready: newline is the first newline on descriptor 3, whatever stands before it', async () => {
    const children = [
      shell('a', 'printf "almost " >&3; until [ -e go ]; do sleep 0.01; done; echo >&3; exec sleep 60', {
        ready: 'newline',
      }),
      shell('b', 'echo >&3; sleep 60', { ready: 'newline' }),
    ];
    const { supervisor, events, of, pid } = supervise({ children });
    const started = supervisor.start();
    await until(() => of('start', 'a').length === 1);
    expect(of('ready')).toEqual([]);
    writeFileSync(join(here.folder, 'go'), '');
    await started;
    expect(events.map(({ type, id }) => `${type} ${id}`)).toEqual(['start a', 'ready a', 'start b', 'ready b']);
    expect([pid('a'), pid('b')].map(isRunning)).toEqual([true, true]);
  });

  it('ready: newline stays ready when it closes the descriptor, and may write messages on it before', async () => {
    const script = `echo ready >&3; echo '{"n":1}' >&3; exec 3>&-; exec sleep 60`;
    const { supervisor, of, pid } = supervise({ children: [shell('a', script, { ready: 'newline' })] });
    await supervisor.start();
    await until(() => of('message').length === 1);
    await until(() => !supervisor.send('a', 1));
    expect(isRunning(pid('a'))).toBe(true);
    expect(of('dropped')).toEqual([]);
  });

  it('names its descriptor in the environment, behind sockets that the supervisor holds', async () => {
    const socket = await hold('127.0.0.1', 0);
    try {
      const script =
        'echo "$LISTEN_FDS $NOTIFICATION_FD $NODE_CHANNEL_FD." >told; echo >&$NOTIFICATION_FD; exec sleep 60';
      const start = { ...program('sh', ['-c', script]), listen: [socket.fd] };
      const { supervisor } = supervise({ children: [{ id: 'a', start, ready: 'newline' }] });
      await supervisor.start();
      expect(readFileSync(join(here.folder, 'told'), 'utf8')).toBe('1 4 .\n');
    } finally {
      socket.close();
    }
  });

  it.each([
    ['nothing comes', 'exec sleep 60'],
    ['no newline comes', 'printf ready >&3; exec sleep 60'],
    ['the descriptor is closed instead', 'exec 3>&-; exec sleep 60'],
  ])('ready: newline has failed when %s in time', async (_, script) => {
    const child = shell('a', script, { ready: 'newline', startTimeout: 300 });
    const { supervisor, of } = supervise({ children: [child] });
    await expect(supervisor.start()).rejects.toMatchObject({ code: 'failed_to_start_child' });
    expect(of('exit')).toMatchObject([{ signal: 'SIGKILL', expected: false }]);
  });

  it('ready: newline is what a start after a death waits for, too', async () => {
    const { supervisor, pid, reborn, of } = supervise({
      ...PLENTY,
      children: [shell('a', 'echo >&3; exec sleep 60', { ready: 'newline' })],
    });
    await supervisor.start();
    const a = pid('a');
    process.kill(a, 'SIGKILL');
    await reborn('a', a);
    expect(of('ready')).toHaveLength(2);
  });

  it('ready: newline is refused for a supervisor, and with what only a process of ours can do', () => {
    const below: ChildSpec = { id: 'a', ready: 'newline', start: { children: [] } };
    expect(() => supervise({ children: [below] })).toThrow(expect.objectContaining({ code: 'bad_combination' }));
    expect(() => supervise({ children: [shell('a', ':', { ready: 'newline', watchdog: 1000 })] })).toThrow(
      expect.objectContaining({ code: 'bad_combination' }),
    );
  });
});

describe.runIf(process.platform === 'linux')('a supervisor whose process is gone', () => {
  it('is noticed by a child of Node’s that nobody kills', async () => {
    const code = `
      process.on('disconnect', () => {
        require('node:fs').writeFileSync('told', String(process.connected));
        process.exit();
      });
      process.send('ready');
    `;
    const { file, remove } = await bundle('src/supervisor/index.ts');
    try {
      // Where there is no setpriv, nothing ties a child to its supervisor but the channel, and the guard.
      const env = { ...markedEnv(here.mark), PATH: here.folder };
      const host = fork(join(WORKERS, 'host.mjs'), [file, JSON.stringify({ children: [node('a', code)] })], { env });
      let isReady = false;
      host.on('message', ({ type }: { type: string }) => {
        isReady ||= type === 'message';
      });
      await until(() => isReady);
      process.kill(guardOf(host.pid as number) as number, 'SIGKILL');
      host.kill('SIGKILL');
      const told = () => (existsSync(join(here.folder, 'told')) ? readFileSync(join(here.folder, 'told'), 'utf8') : '');
      await until(() => told() !== '', { what: 'the child is told' });
      expect(told()).toBe('false');
    } finally {
      await remove();
    }
  });
});
