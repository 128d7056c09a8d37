import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoNode, isDemoWorker } from '../../src/demo/demo.js';
import { play, withWorker } from '../helpers/demo-script.js';
import { demoNamed, demoNames } from '../helpers/demos.js';
import { cleanliness, newMark } from '../helpers/os.js';
import { canPlay } from '../helpers/real-thing.js';

let assertClean: () => Promise<void>;
beforeAll(() => {
  assertClean = cleanliness(newMark());
});
afterAll(() => assertClean());

// Demos wait more than they work; a few at once is also how a busy machine looks to them.
describe.concurrent('the script of each demo holds', () => {
  it.each(demoNames)('%s', { timeout: 120_000 }, async (name) => {
    const demo = await demoNamed(name);
    if (!(await canPlay(demo))) return;
    const { held, seen, idle } = await play(demo);
    expect(held, seen).toBe(true);
    expect(idle).toEqual([]);
  });
});

describe.concurrent('a script fails when its principle does not show', () => {
  it('detection: without a watchdog nobody finds the shop that spins', async () => {
    const demo = withWorker(await demoNamed('detection'), 'guarded', { watchdog: undefined });
    const { held, failed } = await play({ ...demo, script: demo.script.filter(({ id }) => id === 'guarded') }, 8000);
    expect(held).toBe(false);
    expect(failed).toEqual(['guarded is reborn', 'guarded has sold bread within a second']);
  });
  it('messages: where nobody naps, what is sent arrives', async () => {
    const demo = await demoNamed('messages');
    const awake = { ...demo, script: demo.script.filter(({ fault }) => fault === 'rush').slice(1) };
    const { held, failed } = await play(awake, 5000);
    expect(held).toBe(false);
    expect(failed).toContain('nothing is here');
  });
  it('small: shops that live and die together are one shop', async () => {
    const demo = await demoNamed('small');
    const together = (node: DemoNode): DemoNode => (isDemoWorker(node) ? node : { ...node, strategy: 'one_for_all' });
    const tree = { ...demo.tree, children: demo.tree.children.map(together) };
    const { held, failed } = await play(
      { ...demo, tree, script: demo.script.filter(({ id }) => id === 'clock') },
      5000,
    );
    expect(held).toBe(false);
    expect(failed).toEqual(['nobody missed anything elsewhere']);
  });
  it('stop: a grace that is shorter than a pint spills it', async () => {
    const demo = withWorker(await demoNamed('stop'), 'landlord', { env: { GRACE_MS: '100' } });
    const { held, view, failed } = await play(demo, 5000);
    expect(view.processes.drinker?.metrics.spilt).toBeGreaterThan(0);
    expect(held).toBe(false);
    expect(failed).toContain('no pint that was started was spilt');
    expect(failed).not.toContain('no socket is left');
  });
});
