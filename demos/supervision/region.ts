import type { DemoSupervisor } from '../../src/demo/index.js';

/** The spec that each of them gets to supervise: a shop, in a branch, in a region. `shop` is its name, and where it keeps its things. */
export const region = (shop: string): DemoSupervisor => ({
  id: 'region',
  // Head office lets a region go that has given up.
  restart: 'temporary',
  strategy: 'one_for_one',
  intensity: 1,
  period: 30_000,
  children: [
    {
      id: 'branch',
      strategy: 'one_for_one',
      intensity: 2,
      period: 30_000,
      children: [{ id: 'shop', program: 'shop.js', args: [shop], cols: 32, rows: 13 }],
    },
  ],
});
