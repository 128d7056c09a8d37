import { expect, it } from 'vitest';
import { faultsOf } from '../../src/demo/demo.js';
import { asksOf } from '../../src/demo/manifest-of.js';
import { treeNodes } from '../../src/demo/tree.js';
import { EventLog } from '../../src/log/index.js';
import { demoNamed, demoNames } from '../helpers/demos.js';

const lettersOf = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

// A lesson names a fault by its name, and its reader looks for that word on the buttons.
it.each(demoNames)('each button for a fault of %s bears the name by which a lesson calls the fault', async (name) => {
  const { faults } = await demoNamed(name);
  const other = Object.entries(faults).filter(([fault, { label }]) => !lettersOf(label).includes(lettersOf(fault)));
  expect(other).toEqual([]);
});

it.each(demoNames)('each fault that the question of %s is put by, or comes after, can be pressed', async (name) => {
  const demo = await demoNamed(name);
  const commands = asksOf(demo).flat();
  const missing = commands.filter(({ fault, process }) => !faultsOf(demo, process).includes(fault));
  expect(missing).toEqual([]);
});

it.each(demoNames)(
  'no fault that comes before the question of %s has had its result at the beginning',
  async (name) => {
    const { outcome, tree } = await demoNamed(name);
    const log = new EventLog(() => 0);
    log.append({ type: 'scene', demo: name, tree: treeNodes(tree) });
    const first = (outcome?.after ?? []).flatMap(({ first = [] }) => first);
    expect(first.filter(({ result }) => result.look(log.view, log.view).holds)).toEqual([]);
  },
);

it('the question of erlang, which compares with Erlang, comes after its turn', async () => {
  expect(asksOf(await demoNamed('erlang'))).toEqual([
    [
      { fault: 'spawn', process: 'erl' },
      { fault: 'spawn', process: 'nodes' },
    ],
  ]);
});

it('the question of isolation, which asks for a fault, names none before its answer', async () => {
  expect(asksOf(await demoNamed('isolation'))).toEqual([]);
});
