/** The container's demo where the machine forbids what it needs. */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../helpers/app.js';
import { cleanliness, markedEnv, newMark } from '../helpers/os.js';
import { realThing } from '../helpers/real-thing.js';

const DEMO = ['node', 'src/boot.cjs', 'demo', 'container'];

let mark = '';
let assertClean: () => Promise<void>;
beforeEach(() => {
  mark = newMark();
  assertClean = cleanliness(mark);
});
afterEach(() => assertClean());

interface Told {
  type: string;
  id: string;
  name: string;
  value: number;
}

/** Runs the demo as JSON; does what `react` answers to each event, until the demo has stopped. Resolves with all events. */
async function play(command: string[], react: (event: Told) => object | undefined): Promise<Told[]> {
  const [program = '', ...args] = command;
  const stdio = ['pipe', 'pipe', 'ignore'] as const;
  const running = spawn(program, args, { cwd: ROOT, env: markedEnv(mark), stdio: [...stdio] });
  const events: Told[] = [];
  for await (const line of createInterface({ input: running.stdout as NodeJS.ReadableStream })) {
    const event = JSON.parse(line) as Told;
    events.push(event);
    const order = react(event);
    if (order) running.stdin?.write(`${JSON.stringify(order)}\n`);
  }
  return events;
}

describe.skipIf(!realThing('unshare', 'util-linux'))('where nobody may make namespaces', () => {
  it('says what was tried, and what each of them answered', () => {
    // In a user namespace of our own, all further ones are forbidden: as an administrator forbids them.
    const forbid = 'for kind in user pid mnt net; do echo 0 >/proc/sys/user/max_"$kind"_namespaces; done; exec "$@"';
    const inside = ['--user', '--map-root-user', 'sh', '-c', forbid, 'sh', ...DEMO, '--auto'];
    const { status, stdout } = spawnSync('unshare', inside, { cwd: ROOT, env: markedEnv(mark), encoding: 'utf8' });
    expect(stdout).toContain(
      'could not start: container needs docker or bwrap or unshare, and here it gets nowhere:\n',
    );
    expect(stdout).toMatch(/^ {2}bwrap: .*(Creating new namespace failed|not here)/m);
    expect(stdout).toMatch(/^ {2}unshare: .*unshare failed/m);
    expect(status).toBe(1);
  });
});

describe.skipIf(!realThing('bwrap', 'bubblewrap'))('where nobody may write control groups', () => {
  it('lights a bomb only if the limits of the process hold; root’s do not', { timeout: 60_000 }, async () => {
    const readOnly = [
      '--bind',
      '/',
      '/',
      '--dev-bind',
      '/dev',
      '/dev',
      '--ro-bind',
      '/sys/fs/cgroup',
      '/sys/fs/cgroup',
    ];
    const events = await play(['bwrap', ...readOnly, ...DEMO, '--json'], ({ type, id, name }) => {
      if (type === 'ready' && id === 'neighbour') return { do: 'fault', id: 'king', name: 'bomb' };
      return name === 'walled' ? { do: 'stop' } : undefined;
    });
    const walled = events.find(({ name }) => name === 'walled');
    expect(walled?.value).toBe(process.getuid?.() === 0 ? 0 : 1);
    expect(events.at(-1)).toMatchObject({ type: 'stop', leftover: 0 });
  });
});
