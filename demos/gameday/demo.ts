import type { View } from '../../src/log/index.js';
import type { Demo, DemoWorker } from '../../src/stage/demo.js';
import { PASSED_FROM } from './game.js';

/** A shop that hangs for longer is killed, in ms. */
const WATCHDOG_MS = 1500;
const SHOP = ['till', 'ledger', 'kitchen'];

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 32,
  rows: 12,
  ...more,
});
const watched = (id: string) => worker(id, { watchdog: WATCHDOG_MS });

const told = (view: View, id: string, metric: string) => view.processes[id]?.metrics[metric] ?? 0;
const lives = (view: View) => SHOP.reduce((sum, id) => sum + (view.processes[id]?.lives ?? 0), 0);

const demo: Demo = {
  name: 'gameday',
  title: 'Pull the plug',
  claim: 'A shop is reliable when anybody may pull any plug, and all that the customers notice is nothing.',
  requires: [{ command: 'prlimit', package: 'util-linux' }],
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      {
        id: 'shop',
        strategy: 'one_for_one',
        intensity: 30,
        period: 10_000,
        children: ['ledger', 'kitchen', 'till'].map(watched),
      },
      worker('customers'),
      worker('plug', { cols: 40, rows: 13 }),
    ],
  },
  panes: [
    { title: 'The shop', processes: SHOP },
    { title: 'Customers', processes: ['customers'] },
    { title: 'The plug', processes: ['plug'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Answered',
    unit: '%',
    max: 100,
    bars: [
      { label: 'so far', process: 'customers', metric: 'availability' },
      { label: 'game', process: 'plug', metric: 'answered' },
    ],
  },
  faults: {
    short: { label: 'game: 20 s', on: ['plug'] },
    whole: { label: 'game: 60 s', on: ['plug'] },
    segfault: { label: 'segfault', on: ['till', 'ledger'] },
    full: { label: 'disk full', on: ['ledger'] },
    close: { label: 'close the port', on: ['till'] },
    behead: { label: 'kill supervisor', on: ['kitchen'] },
  },
  running: [
    {
      says: 'the shop sells bread, and all who ask get some',
      holds: (now) => told(now, 'customers', 'availability') === 100,
    },
  ],
  script: [
    {
      fault: 'short',
      id: 'plug',
      patienceMs: 60_000,
      checks: [
        {
          says: 'ten faults of six kinds have struck, and the shop was reborn again and again',
          holds: (now, before) => told(now, 'plug', 'faults') === 10 && lives(now) - lives(before) >= 4,
        },
        {
          says: `at least ${100 * PASSED_FROM} % of the orders are answered, none is lost, none is doubled`,
          holds: (now) => told(now, 'plug', 'passed') === 1,
        },
      ],
    },
  ],
};

export default demo;
