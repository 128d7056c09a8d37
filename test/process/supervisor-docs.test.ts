import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { checkChildSpecs, checkFlags } from '../../src/supervisor/check.js';
import { draw, type SupervisorSpec } from '../../src/supervisor/index.js';
import { ROOT } from '../helpers/app.js';
import { isRunning, marked, markedEnv, nameOf } from '../helpers/os.js';
import { useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const page = readFileSync(join(ROOT, 'docs/supervisor.md'), 'utf8');
const { actor, here, sleeper, supervise } = useSupervisors();

const EXAMPLE = /```js\n(.*?)```/s.exec(page)?.[1] as string;
const HANDLER = /^for \(const signal of .*\n/m;

/** Runs `code` as somebody who has read the page does, and ends what is left of it. */
async function run(code: string, act: (host: Host) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: ROOT,
    env: markedEnv(here.mark),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const count = (type: string) => lines.filter((line) => line.startsWith(type)).length;
  const pids = () => lines.flatMap((line) => /^start \w+ (\d+)/.exec(line)?.[1] ?? []).map(Number);
  // Two shells, and what each of them has started.
  const started = () => marked(here.mark).filter((pid) => pid !== child.pid && nameOf(pid) !== 'node');
  try {
    await until(() => count('ready') === 2 && started().length === 4, {
      what: 'two children, each with one of its own',
    });
    await act({ child, count, pids, started });
  } finally {
    child.kill('SIGKILL');
  }
}

interface Host {
  child: ChildProcess;
  count(type: string): number;
  pids(): number[];
  started(): number[];
}

describe('docs/supervisor.md', () => {
  it('its example runs as it stands', () =>
    run(EXAMPLE, async ({ child, count, pids, started }) => {
      expect(EXAMPLE.trim().split('\n')).toHaveLength(6);
      const [db, web] = pids() as [number, number];
      process.kill(db, 'SIGKILL');
      await until(() => count('ready') === 4, { what: 'both are back' });
      expect([db, web].map(isRunning), 'rest_for_one').toEqual([false, false]);
      child.kill('SIGKILL');
      await until(() => started().length === 0, { what: 'nobody outlives their supervisor' });
    }));

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s is an orderly end of its example', (signal) =>
    run(EXAMPLE, async ({ child, count, started }) => {
      child.kill(signal);
      await until(() => child.exitCode !== null, { what: 'it ends by itself' });
      expect([child.exitCode, count('exit')]).toEqual([0, 2]);
      await until(() => started().length === 0, { what: 'nobody is left' });
    }),
  );

  it.each([
    ['process.exit', 'process.exit(3);', 3],
    ['an error that nobody catches', "throw new Error('as you like it');", 1],
  ])('%s behind its example leaves nobody', (_, ending, code) =>
    // Once all of it is there.
    run(`${EXAMPLE}process.on('SIGUSR2', () => { ${ending} });`, async ({ child, started }) => {
      child.kill('SIGUSR2');
      await until(() => child.exitCode !== null);
      expect(child.exitCode).toBe(code);
      await until(() => started().length === 0, { what: 'nobody is left' });
    }),
  );

  it.runIf(process.platform === 'linux').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s leaves nobody when the line of the example that handles it is left out',
    (signal) =>
      run(EXAMPLE.replace(HANDLER, ''), async ({ child, count, started }) => {
        child.kill(signal);
        await until(() => child.signalCode === signal, { what: 'it is ended by the signal' });
        await until(() => started().length === 0, { what: 'nobody is left' });
        expect(count('exit')).toBe(0);
      }),
  );

  it('docs/supervisor.md has every name that a spec is refused by, and no other', () => {
    const folder = join(ROOT, 'src/supervisor');
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const inCode = sources.flatMap((text) => [...text.matchAll(/'((?:invalid|missing|bad|duplicate)_\w+)'/g)]);
    const inPage = [...page.matchAll(/`((?:invalid|missing|bad|duplicate)_\w+)`/g)];
    const names = (found: RegExpMatchArray[]) => [...new Set(found.map((match) => match[1]))].sort();
    expect(names(inPage)).toEqual(names(inCode));
  });

  it('docs/supervisor.md has the defaults that are so', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| `?([^|`]*?)`?(?:;[^|]*)?(?:, none)? \|/gm)].map(([, key, value]) => [
      key,
      (value as string).replace(/ ms$/, '').replace(' ', ''),
    ]);
    const [child] = checkChildSpecs([{ id: 'a', start: { command: 'a' } }]);
    const { id: _, start: __, type: ___, ...defaults } = child as unknown as Record<string, unknown>;
    const real = { ...checkFlags({}), ...defaults };
    expect(Object.fromEntries(rows.filter(([key]) => key !== 'type'))).toMatchObject(
      Object.fromEntries(Object.entries(real).map(([key, value]) => [key, String(value)])),
    );
  });
});

describe('a tree', () => {
  it('a tree is data, runs, and is drawn as it is', async () => {
    const spec: SupervisorSpec = {
      strategy: 'rest_for_one',
      intensity: 2,
      children: [
        sleeper('db'),
        { id: 'web', start: { children: [sleeper('one'), sleeper('another', { restart: 'transient' })] } },
        sleeper('log', { restart: 'temporary' }),
      ],
    };
    const { supervisor, pid, reborn } = supervise(spec);
    await supervisor.start();
    await supervisor.terminateChild('log');
    const one = pid('one');
    process.kill(one, 'SIGKILL');
    await reborn('one', one);
    expect(draw(supervisor.tree())).toBe(
      [
        'rest_for_one, 0 of 2 restarts in 5000 ms',
        `├─ db   permanent, process ${pid('db')}`,
        '└─ web  permanent, one_for_one, 1 of 1 restarts in 5000 ms',
        `   ├─ one      permanent, process ${pid('one')}`,
        `   └─ another  transient, process ${pid('another')}`,
      ].join('\n'),
    );
  });

  it('is drawn with the child whose start goes on', async () => {
    const { supervisor, message } = supervise({ children: [actor('slow', ['deaf']), sleeper('next')] });
    const started = supervisor.start();
    await message('slow', 'deaf');
    expect(draw(supervisor.tree())).toBe(
      [
        'one_for_one, 0 of 1 restarts in 5000 ms',
        '├─ slow  permanent, starting',
        '└─ next  permanent, not running',
      ].join('\n'),
    );
    supervisor.signal('slow', 'SIGKILL');
    await expect(started).rejects.toMatchObject({ code: 'failed_to_start_child' });
  });
});
