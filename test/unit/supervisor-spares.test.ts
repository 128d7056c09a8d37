import { describe, expect, it } from 'vitest';
import type { Launch, LaunchEvents } from '../../src/supervisor/index.js';
import { Supervisor } from '../../src/supervisor/index.js';
import { until } from '../helpers/until.js';

/** Spares of which each ends when the test says so, however early it was killed; everything else ends at once. */
class SlowSpares {
  readonly spares: { on: LaunchEvents; isKilled: boolean }[] = [];
  readonly children = new Map<string, LaunchEvents>();
  /** These are ready when the test says so. */
  readonly slow = new Set<string>();
  private pids = 100;

  readonly launch: Launch = (spec, on) => {
    const env = 'env' in spec.start ? spec.start.env : undefined;
    const isSpare = env?.STANDBY === '1';
    const process = { on, isKilled: false };
    if (isSpare) this.spares.push(process);
    else this.children.set(spec.id, on);
    const pid = this.pids++;
    queueMicrotask(() => {
      on.spawned(pid);
      if (isSpare) on.warm();
      else if (!this.slow.has(spec.id)) on.ready();
    });
    const end = () => {
      process.isKilled = true;
      if (!isSpare) queueMicrotask(() => on.exited(0, null));
    };
    return { terminate: end, kill: end, signal: () => true, send: () => true };
  };

  end(spare: number): void {
    this.spares[spare]?.on.exited(null, 'SIGKILL');
  }
}

const start = { command: '/bin/true' };
const temporary = { id: 'a', start, restart: 'temporary', ready: 'notify', standby: true } as const;

describe('a spare', () => {
  it('is not taken for that of a new child of its id when it ends late, and none is left behind', async () => {
    const world = new SlowSpares();
    const supervisor = new Supervisor({ children: [] }, world.launch);
    await supervisor.start();
    for (const _ of [1, 2]) {
      await supervisor.startChild(temporary);
      await until(() => supervisor.tree().children[0]?.spare === 'warm');
      await supervisor.terminateChild('a');
    }
    await supervisor.startChild(temporary);
    await until(() => supervisor.tree().children[0]?.spare === 'warm');
    expect(world.spares.map(({ isKilled }) => isKilled)).toEqual([true, true, false]);
    world.end(0);
    expect(supervisor.tree().children[0]?.spare).toBe('warm');

    let isDone = false;
    const stopped = supervisor.stop().then(() => {
      isDone = true;
    });
    await until(() => world.spares[2]?.isKilled === true);
    world.end(1);
    await Promise.resolve();
    expect(isDone).toBe(false);
    world.end(2);
    await stopped;
  });

  it('is not started when its child is removed in the same turn', async () => {
    const world = new SlowSpares();
    world.slow.add('b');
    const supervisor = new Supervisor({ children: [temporary] }, world.launch);
    await supervisor.start();
    await until(() => world.spares.length === 1);
    // The new spec waits for the start of `b`, and so does the end of `a`: one turn grows a spare, and removes its child.
    const b = supervisor.startChild({ id: 'b', start, ready: 'notify' });
    await until(() => world.children.has('b'));
    const change = supervisor.codeChange({ children: [temporary] });
    world.children.get('a')?.exited(null, 'SIGKILL');
    world.children.get('b')?.ready();
    await Promise.all([b, change]);
    expect(supervisor.whichChildren().map(({ id }) => id)).toEqual(['b']);
    expect(world.spares).toHaveLength(1);
    world.end(0);
    await supervisor.stop();
  });
});

it('an instance whose id is the new id of its template keeps its arguments', async () => {
  const seen: unknown[] = [];
  const world = new SlowSpares();
  const supervisor = new Supervisor({ strategy: 'simple_one_for_one', children: [{ id: 't', start }] }, (spec, on) => {
    seen.push('args' in spec.start ? spec.start.args : null);
    return world.launch(spec, on);
  });
  await supervisor.start();
  await supervisor.startChild(['one']);
  await supervisor.codeChange({ strategy: 'simple_one_for_one', children: [{ id: 't-1', start }] });
  world.children.get('t-1')?.exited(1, null);
  await until(() => seen.length === 2);
  expect(seen).toEqual([['one'], ['one']]);
  await supervisor.stop();
});
