import { describe, expect, it } from 'vitest';
import type { DemoManifest } from '../../src/demo/manifest.js';
import { freshRestarts, GLOW_MS, litGuides, nextChange, treeRows } from '../../src/demo/view-model/tree-rows.js';
import type { TreeNode } from '../../src/log/events.js';
import type { ProcessView } from '../../src/log/process.js';
import { initialView, type View } from '../../src/log/reducer.js';
import type { Restart } from '../../src/log/restarts.js';

const node = (id: string, parent: string | null, strategy?: TreeNode['strategy']): TreeNode => ({
  ...{ id, parent, type: strategy ? 'supervisor' : 'worker', restart: 'permanent' },
  ...(strategy && { strategy }),
});
const TREE = [
  node('top', null, 'one_for_one'),
  node('first', 'top'),
  node('group', 'top', 'one_for_all'),
  node('x', 'group'),
  node('y', 'group'),
  node('z', 'group'),
  node('last', 'top'),
];
const ROWS = treeRows(TREE);
const restart = (at: number, supervisor: string, cause: string, chosen: string[]): Restart => ({
  ...{ at, supervisor, cause, chosen },
});

describe('the tree as rows', () => {
  it('the tree as rows is drawn top down, each node after what it hangs on', () => {
    expect(ROWS.map(({ node: { id }, guides }) => [id, guides])).toEqual([
      ['top', []],
      ['first', ['branch']],
      ['group', ['branch']],
      ['x', ['through', 'branch']],
      ['y', ['through', 'branch']],
      ['z', ['through', 'last']],
      ['last', ['last']],
    ]);
  });

  it('no line goes on under a last child', () => {
    const rows = treeRows([node('top', null, 'one_for_one'), node('s', 'top', 'one_for_one'), node('w', 's')]);
    expect(rows.map(({ guides }) => guides)).toEqual([[], ['last'], ['none', 'last']]);
  });
});

describe('a restart in the tree', () => {
  const lit = (...restarts: Restart[]) => litGuides(ROWS, restarts).map((levels) => [...levels].sort());

  it('a restart is lit from the supervisor on: one alone, or all of them', () => {
    expect(lit(restart(0, 'top', 'first', ['first']))).toEqual([[], [0], [], [], [], [], []]);
    expect(lit(restart(0, 'group', 'y', ['x', 'y', 'z']))).toEqual([[], [], [], [1], [1], [1], []]);
    expect(lit(restart(0, 'group', 'y', ['y', 'z']))).toEqual([[], [], [], [1], [1], [1], []]);
  });

  it('a restart below a supervisor that gave up is lit through that one', () => {
    expect(lit(restart(0, 'top', 'group', ['x', 'y', 'z']))).toEqual([[], [0], [0], [1], [1], [1], []]);
  });

  it('a restart of an id that the tree does not have lights nothing', () => {
    expect(lit(restart(0, 'nobody', 'nothing', ['nothing', 'top'])).flat()).toEqual([]);
  });
});

describe('a glow', () => {
  const booting = { state: 'booting' } as ProcessView;
  const viewOf = (restarts: Restart[], processes: View['processes'] = {}) => ({
    ...initialView(),
    restarts,
    processes,
  });
  const one = restart(1000, 'top', 'x', ['x']);

  it('a glow is over after a moment, but not before all is up again', () => {
    expect(freshRestarts(viewOf([one]), 1000 + GLOW_MS - 1)).toEqual([one]);
    expect(freshRestarts(viewOf([one]), 1000 + GLOW_MS)).toEqual([]);
    expect(freshRestarts(viewOf([one], { x: booting }), 1000 + 10 * GLOW_MS)).toEqual([one]);
  });

  it('the glow of a restart that was tried again is that of the last try', () => {
    const again = restart(9000, 'top', 'x', ['x']);
    expect(freshRestarts(viewOf([one, again], { x: booting }), 9001)).toEqual([again]);
  });

  it('a glow ends at a known time, and a restart counts no more at another', () => {
    const manifest = { limits: { top: { intensity: 1, period: 5000 } } } as unknown as DemoManifest;
    expect(nextChange(manifest, viewOf([one]), 1000)).toBe(1000 + GLOW_MS);
    expect(nextChange(manifest, viewOf([one]), 1000 + GLOW_MS)).toBe(6000);
    expect(nextChange(manifest, viewOf([one]), 6000)).toBeNull();
  });
});
