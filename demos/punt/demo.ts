import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker, Stunt } from '../../src/stage/demo.js';

const SHOPS = ['cling', 'save', 'share', 'punt'];

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 32,
  rows: 13,
  ...more,
});
/** Without current nobody says goodbye. */
const electric = (id: string) => worker(id, { shutdown: 'brutal_kill' });

const told = (view: View, metric: string) => view.processes.visitor?.metrics[metric] ?? 0;
const more = (metric: string, now: View, before: View) => told(now, metric) - told(before, metric);

const died = (...shops: string[]): Check => ({
  says: `the visitor has met ${shops.join(', ')} again, in a new life`,
  holds: (now, before) => shops.every((shop) => more(`${shop} died`, now, before) > 0),
});
/** Said after he was there again: who had not been seen since could not forget. */
const forgot = (shop: string): Check => ({
  says: `${shop} has forgotten its visitor`,
  holds: (now, before) => more(`${shop} forgot`, now, before) > 0,
});
const knows = (shop: string): Check => ({
  says: `${shop} still knows its visitor`,
  holds: (now, before) => more(`${shop} forgot`, now, before) === 0 && more(`${shop} visits`, now, before) > 0,
});

const kill = (shop: string, outcome: Check): Stunt => ({ fault: 'kill', id: shop, checks: [died(shop), outcome] });

const demo: Demo = {
  name: 'punt',
  title: 'Punt!',
  claim: 'Cling to it, save it, share it: each state has a way to get lost. Punt, and it is not yours to lose.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      {
        id: 'power',
        // What comes after the fuse goes when the fuse goes.
        strategy: 'rest_for_one',
        intensity: 10,
        period: 10_000,
        children: [
          worker('fuse', { program: '../common/fuse.js' }),
          {
            id: 'shops',
            strategy: 'one_for_one',
            intensity: 10,
            period: 10_000,
            children: ['vault', ...SHOPS].map(electric),
          },
        ],
      },
      worker('mouse', { program: '../common/mouse.js' }),
      worker('visitor'),
    ],
  },
  panes: [
    { title: 'the visitor', processes: ['visitor'] },
    { title: 'four shops, a fuse, a mouse', processes: [...SHOPS, 'vault', 'fuse', 'mouse'] },
  ],
  chart: {
    kind: 'bars',
    title: 'How often I was forgotten',
    unit: '',
    max: 3,
    bars: SHOPS.map((shop) => ({ label: shop, process: 'visitor', metric: `${shop} forgot` })),
  },
  faults: { rm: { label: 'rm -rf data', on: ['mouse'] } },
  running: [
    {
      says: 'all four shops know their visitor',
      holds: (now) => SHOPS.every((shop) => told(now, `${shop} visits`) > 1),
    },
  ],
  script: [
    kill('cling', forgot('cling')),
    kill('save', knows('save')),
    kill('share', knows('share')),
    kill('punt', knows('punt')),
    {
      fault: 'kill',
      id: 'fuse',
      checks: [died(...SHOPS), forgot('cling'), knows('save'), forgot('share'), knows('punt')],
    },
    { fault: 'rm', id: 'mouse', checks: [forgot('save'), knows('punt')] },
  ],
};

export default demo;
