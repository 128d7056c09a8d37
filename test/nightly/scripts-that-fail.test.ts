import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoNode, isDemoWorker } from '../../src/demo/demo.js';
import { play, withWorker } from '../helpers/demo-script.js';
import { demoNamed } from '../helpers/demos.js';
import { cleanliness, newMark } from '../helpers/os.js';
import { canPlay } from '../helpers/real-thing.js';

let assertClean: () => Promise<void>;
beforeAll(() => {
  assertClean = cleanliness(newMark());
});
afterAll(() => assertClean());

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
  it('race: in a sprint the diva is home before her first breakdown', async () => {
    const sprint = withWorker(await demoNamed('race'), 'marshal', { env: { LAPS: '100' } });
    const { held, view, failed } = await play(sprint, 12_000);
    expect(view.processes.marshal?.metrics).toMatchObject({ 'diva laps': 100, 'diva wins': 1, 'cockroach wins': 0 });
    expect(held).toBe(false);
    expect(failed).toEqual(
      expect.arrayContaining(['the cockroach wins', 'the diva is not there yet', 'the diva broke down']),
    );
    expect(failed).not.toContain('the fastest lap was the diva’s');
  });
  it('recovery: without chance nobody comes back', async () => {
    const demo = withWorker(await demoNamed('recovery'), 'dicey', { args: ['dicey', 'five-seconds'] });
    const { held, failed } = await play({ ...demo, script: demo.script.filter(({ id }) => id === 'r-dicey') }, 12_000);
    expect(held).toBe(false);
    expect(failed).toContain('they come at random: all are back');
  });
  it('erlang: if what starts are processes of Node, there are no hundred for each thread', async () => {
    const demo = withWorker(await demoNamed('erlang'), 'erl', { program: 'nodes.js' });
    if (!(await canPlay(demo))) return;
    const { held, failed } = await play(
      { ...demo, script: demo.script.filter(({ fault }) => fault === 'spawn') },
      12_000,
    );
    expect(held).toBe(false);
    expect(failed).toContain('a hundred Erlang processes for each thread');
  });
  it('failfast: one station that swallows its errors, and bad cars leave the good line', async () => {
    const demo = withWorker(await demoNamed('failfast'), 'maxima-2', { program: 'malibu.js' });
    const poison = { fault: 'poison', id: 'maxima-2', checks: [] };
    const { held, view, failed } = await play({ ...demo, script: [poison, ...demo.script] }, 8000);
    expect(view.processes.plant?.metrics['maxima bad']).toBeGreaterThan(0);
    expect(held).toBe(false);
    expect(failed).toContain('Maxima has built every car, and each is good');
  });
  it('complexity: where the gateway asks nobody but the price, ten parts are two', async () => {
    const shortcut = withWorker(await demoNamed('complexity'), 'gateway', { args: ['gateway', 'price'] });
    const demo = withWorker(shortcut, 'customer', { env: { QUESTIONS: '100' } });
    // Long enough for all ten doors.
    const { held, view, failed } = await play(demo, 30_000);
    expect(view.processes.customer?.metrics['answered 10']).toBeGreaterThan(95);
    expect(held).toBe(false);
    expect(failed).toContain('ten parts, each as good: about one in ten is lost');
  });
  it('supervision: a branch that counts no restarts gives nothing up', async () => {
    const demo = await demoNamed('supervision');
    if (!(await canPlay(demo))) return;
    const patient = <N extends DemoNode>(node: N): N =>
      isDemoWorker(node) ? node : { ...node, intensity: 1000, children: node.children.map(patient) };
    const script = demo.script.filter(({ fault, id }) => fault === 'typo' && id === 'shop');
    const { held, view, failed } = await play({ ...demo, tree: patient(demo.tree), script }, 7000);
    expect(held).toBe(false);
    expect(view.processes.shop?.lives).toBeGreaterThan(3);
    expect(failed).toContain('ours gives up after 5 boots: the branch, then the region');
  });
});
