import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, guardOf, isRunning, marked, markedEnv, nameOf } from '../helpers/os.js';
import { useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { here, program, sleeper, supervise } = useSupervisors();

/** A child that has started others: in its group, in its group without its environment, and in a session of their own. */
const CHILD = `
  sleep 1000 & echo $! >group
  env -i sleep 1000 & echo $! >nameless
  setsid sh -c 'echo $$ >session; exec sleep 1000' &
  wait
`;
const NAMES = ['group', 'nameless', 'session'];

/** Ways in which a process ends that has made no arrangements. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGABRT', 'SIGSEGV', 'SIGKILL'] as const;

describe.runIf(process.platform === 'linux')(
  'the processes that a child has started, when the process of its supervisor ends',
  () => {
    interface Owner {
      host: ChildProcess;
      guard: number;
      left: number[];
    }

    /** `ending`: what the owner does when its input closes. Resolves with the pids of all that were started. */
    async function own(
      ending: string,
      act: (owner: Owner) => void | Promise<void>,
      PATH = process.env.PATH as string,
    ): Promise<void> {
      const { file, remove } = await bundle('src/supervisor/index.ts');
      try {
        const spec = { children: [{ id: 'a', start: program('sh', ['-c', CHILD]) }] };
        const code = `
        const { Supervisor } = await import(${JSON.stringify(file)});
        const supervisor = new Supervisor(${JSON.stringify(spec)});
        process.stdin.on('end', () => { ${ending} }).resume();
        await supervisor.start();
        console.log('started');
      `;
        const host = spawn(process.execPath, ['--input-type=module', '-e', code], {
          cwd: here.folder,
          env: { ...markedEnv(here.mark), PATH },
          stdio: ['pipe', 'pipe', 'ignore'],
        });
        let isStarted = false;
        host.stdout.once('data', () => {
          isStarted = true;
        });
        const pidIn = (name: string) => Number(readFileSync(join(here.folder, name), 'utf8'));
        const isThere = (name: string) => existsSync(join(here.folder, name)) && nameOf(pidIn(name)) === 'sleep';
        await until(() => isStarted, { what: 'the supervisor has started its child' });
        // A guard that is just being made looks like its owner, whose environment it has until then.
        await until(() => guardOf(host.pid as number) !== undefined, { what: 'a guard is there' });
        await until(() => NAMES.every(isThere), { what: 'all are there' });
        const guard = guardOf(host.pid as number) as number;
        const left = [...marked(here.mark).filter((pid) => pid !== host.pid), pidIn('nameless')];
        expect(left.map(nameOf).sort(), 'those that were started').toEqual(['sh', 'sleep', 'sleep', 'sleep']);
        await act({ host, guard, left });
        await until(() => !isRunning(host.pid as number), { what: 'the owner has ended' });
        await until(() => !left.some(isRunning), { deadline: 5000, what: 'nobody is left' });
        await until(() => !isRunning(guard), { deadline: 5000, what: 'the guard has gone' });
      } finally {
        await remove();
      }
    }

    it.each(SIGNALS)('%s: nobody is left', (signal) => own('', ({ host }) => void host.kill(signal)));

    it.each([
      ['process.exit', 'process.exit(3)'],
      ['an error that nobody catches', 'throw new Error("as you like it")'],
      ['a rejection that nobody catches', 'void Promise.reject(new Error("as you like it"))'],
    ])('%s: nobody is left', (_, ending) => own(ending, ({ host }) => void host.stdin?.end()));

    it.each([
      ['process.exit', 'process.exit(3)'],
      ['an error that nobody catches', 'throw new Error("as you like it")'],
    ])('%s: nobody is left though the guard was killed just before', (_, ending) =>
      own(ending, ({ host, guard }) => {
        process.kill(guard, 'SIGKILL');
        host.stdin?.end();
      }),
    );

    it('a guard that was killed is followed by another, which knows all of them', () =>
      own('', async ({ host, guard }) => {
        process.kill(guard, 'SIGKILL');
        const next = () => guardOf(host.pid as number);
        await until(() => ![undefined, guard].includes(next()), { what: 'there is another guard' });
        host.kill('SIGKILL');
      }));

    it('the guard looks again when its first looks meet the processes in execve(2), where they show no mark', () => {
      // The first two looks find nothing, as in execve(2), which no test can hold open.
      const grep = join(here.folder, 'grep');
      writeFileSync(
        grep,
        '#!/bin/sh\necho look >>"$0.looks"; [ "$(wc -l <"$0.looks")" -gt 2 ] && exec /bin/grep "$@"\n',
      );
      chmodSync(grep, 0o755);
      return own('', ({ host }) => void host.kill('SIGKILL'), `${here.folder}:${process.env.PATH}`);
    });

    it('TERM, INT and HUP for the guard do not end it', () =>
      own('', async ({ host, guard }) => {
        for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(guard, signal);
        // A signal is there at once when it is to a process that waits; this one comes after them.
        process.kill(guard, 'SIGSTOP');
        process.kill(guard, 'SIGCONT');
        host.kill('SIGKILL');
      }));
  },
);

describe.runIf(process.platform === 'linux')('the guard', () => {
  const guard = () => guardOf(process.pid);

  it('is there as long as a child is, one for all supervisors of a process, and holds nothing', async () => {
    const first = supervise({ children: [sleeper('a')] });
    const second = supervise({ children: [sleeper('b')] });
    await first.supervisor.start();
    const pid = guard() as number;
    expect(isRunning(pid)).toBe(true);
    await second.supervisor.start();
    await first.supervisor.stop();
    expect(guard()).toBe(pid);
    await second.supervisor.stop();
    await until(() => guard() === undefined, { what: 'it has gone' });
  });

  it('stays when the only child is restarted at once', async () => {
    const { supervisor, pid, reborn } = supervise({ intensity: 10, children: [sleeper('a')] });
    await supervisor.start();
    const before = guard();
    for (let kill = 0; kill < 3; kill++) {
      const a = pid('a');
      process.kill(a, 'SIGKILL');
      await reborn('a', a);
    }
    expect(guard()).toBe(before);
  });

  it('harms nobody when it goes while another one is there already', async () => {
    const { supervisor, pid } = supervise({ children: [sleeper('a'), sleeper('b')] });
    await supervisor.start();
    for (let round = 0; round < 5; round++) {
      await supervisor.terminateChild('a');
      await supervisor.terminateChild('b');
      await supervisor.restartChild('a');
      await supervisor.restartChild('b');
    }
    await until(() => guard() !== undefined);
    expect(['a', 'b'].map(pid).map(isRunning)).toEqual([true, true]);
  });

  it('does not keep its process from ending', async () => {
    const { file, remove } = await bundle('src/supervisor/index.ts');
    try {
      writeFileSync(
        join(here.folder, 'host.mjs'),
        `
          import { Supervisor } from ${JSON.stringify(file)};
          const start = { command: 'true' };
          const supervisor = new Supervisor({ children: [{ id: 'a', restart: 'temporary', start }] });
          await supervisor.start();
        `,
      );
      const host = spawn(process.execPath, [join(here.folder, 'host.mjs')], {
        env: markedEnv(here.mark),
        stdio: 'ignore',
      });
      await until(() => host.exitCode !== null, { what: 'it has ended by itself' });
      expect(host.exitCode).toBe(0);
    } finally {
      await remove();
    }
  });
});

describe.runIf(process.platform === 'linux')('a child', () => {
  it('ends with its supervisor by the kernel alone, though the first start met a system without descriptors', async () => {
    const { file, remove } = await bundle('src/supervisor/index.ts');
    const start = program('sleep', ['1000']);
    const code = `
      const { Supervisor } = await import(${JSON.stringify(file)});
      const supervisor = new Supervisor({ children: [] });
      await supervisor.start();
      process.stdin.on('data', async () => {
        const child = { id: 'a', start: ${JSON.stringify(start)} };
        console.log((await supervisor.startChild(child).catch(() => ({ pid: 'none' }))).pid);
      });
      console.log('waits');
    `;
    const host = spawn(process.execPath, ['--input-type=module', '-e', code], {
      env: markedEnv(here.mark),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      let told = '';
      host.stdout.on('data', (text) => {
        told += text;
      });
      const tells = (words: RegExp) => until(() => words.test(told), { what: `it tells ${words}` });
      const limit = (descriptors: number) =>
        execFileSync('prlimit', ['--pid', String(host.pid), `--nofile=${descriptors}:`]);
      await tells(/waits/);
      limit(3);
      host.stdin.write('start\n');
      await tells(/none/);
      limit(1000);
      host.stdin.write('start\n');
      await tells(/\d+\n$/);
      const child = Number(/\d+/.exec(told)?.[0]);
      await until(() => nameOf(child) === 'sleep' && guardOf(host.pid as number) !== undefined, {
        what: 'both are there',
      });
      process.kill(guardOf(host.pid as number) as number, 'SIGKILL');
      host.kill('SIGKILL');
      await until(() => !isRunning(child), { what: 'the child has ended' });
    } finally {
      host.kill('SIGKILL');
      await remove();
    }
  });

  it('leaves no process in a session of its own behind when it ends while its supervisor has no descriptor left', async () => {
    const { file, remove } = await bundle('src/supervisor/index.ts');
    try {
      const start = program('sh', ['-c', "setsid sh -c 'echo >&3; exec sleep 1000' & exec sleep 1000"]);
      const code = `
        const { closeSync, openSync } = await import('node:fs');
        const { Supervisor } = await import(${JSON.stringify(file)});
        const supervisor = new Supervisor({ children: [{ id: 'a', ready: 'newline', start: ${JSON.stringify(start)} }] });
        await supervisor.start();
        const taken = [];
        let refusal;
        while (refusal === undefined) {
          try {
            taken.push(openSync('/dev/null'));
          } catch (error) {
            refusal = error.code;
          }
        }
        await supervisor.stop();
        taken.forEach((descriptor) => closeSync(descriptor));
        console.log(refusal);
        process.stdin.resume();
      `;
      const host = spawn('prlimit', ['--nofile=100:', process.execPath, '--input-type=module', '-e', code], {
        env: markedEnv(here.mark),
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let told = '';
      host.stdout.on('data', (text) => {
        told += text;
      });
      await until(() => told !== '', { what: 'the supervisor has stopped' });
      expect(told).toBe('EMFILE\n');
      await until(() => marked(here.mark).every((pid) => pid === host.pid), {
        what: 'no process of the child is left',
      });
      host.stdin.end();
      await until(() => host.exitCode !== null, { what: 'the host has ended' });
    } finally {
      await remove();
    }
  });
});
