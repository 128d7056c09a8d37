import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { checkChildSpecs, checkFlags } from '../../src/supervisor/check.js';
import { draw, type SupervisorSpec } from '../../src/supervisor/index.js';
import { ROOT } from '../helpers/app.js';
import { isRunning } from '../helpers/os.js';
import { useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const page = readFileSync(join(ROOT, 'docs/supervisor.md'), 'utf8');
const { sleeper, supervise } = useSupervisors();

describe('docs/supervisor.md', () => {
  it('its example runs as it stands', async () => {
    const example = /```js\n(.*?)```/s.exec(page)?.[1] as string;
    expect(example.trim().split('\n')).toHaveLength(5);
    const host = spawn(process.execPath, ['--input-type=module', '-e', example], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    createInterface({ input: host.stdout }).on('line', (line) => lines.push(line));
    const pids = () => lines.flatMap((line) => /^start \w+ (\d+)/.exec(line)?.[1] ?? []).map(Number);
    await until(() => lines.filter((line) => line.startsWith('ready')).length === 2);
    const [db, web] = pids() as [number, number];
    process.kill(db, 'SIGKILL');
    await until(() => lines.filter((line) => line.startsWith('ready')).length === 4, { what: 'both are back' });
    expect([db, web].map(isRunning), 'rest_for_one').toEqual([false, false]);
    const all = pids();
    host.kill('SIGKILL');
    await until(() => !all.some(isRunning), { what: 'nobody outlives their supervisor' });
  });

  it('has every name that a spec is refused by, and no other', () => {
    const folder = join(ROOT, 'src/supervisor');
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const inCode = sources.flatMap((text) => [...text.matchAll(/'((?:invalid|missing|bad|duplicate)_\w+)'/g)]);
    const inPage = [...page.matchAll(/`((?:invalid|missing|bad|duplicate)_\w+)`/g)];
    const names = (found: RegExpMatchArray[]) => [...new Set(found.map((match) => match[1]))].sort();
    expect(names(inPage)).toEqual(names(inCode));
  });

  it('has the defaults that are so', () => {
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
  it('is data, runs, and is drawn as it is', async () => {
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
});
