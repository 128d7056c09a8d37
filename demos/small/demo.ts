import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoNode, DemoSupervisor, DemoWorker, Stunt } from '../../src/stage/demo.js';
import { SHOPS } from './orders.js';

/** A life this long has earned an immediate restart. */
const EARNED_MS = 1000;
const SMALL = ['clock', 'page', 'compiler'];
const ALL = ['office', ...SMALL];

const shop = (id: string): DemoWorker => ({
  id,
  program: 'shop.js',
  args: [id, ...(SHOPS[id] ?? [])],
  ready: 'notify',
  cols: 32,
  rows: 8,
});

/** A supervisor starts one child at a time: nobody should wait for the office, too. */
const street = (id: string, children: DemoNode[]): DemoSupervisor => ({
  id,
  strategy: 'one_for_one',
  intensity: 20,
  period: 10_000,
  children,
});

const told = (view: View, metric: string) => view.processes.customer?.metrics[metric] ?? 0;

const open: Check = {
  says: 'all are open, and have been for a second',
  holds: (now) =>
    ALL.every((id) => told(now, `${id} lives`) > 0 && now.at - (now.processes[id]?.upSince ?? now.at) > EARNED_MS),
};

const isBack = (id: string): Check => ({
  says: `the customer has met the ${id} again, in a new life`,
  holds: (now, before) => told(now, `${id} lives`) === told(before, `${id} lives`) + 1,
});
const unnoticed = (id: string): Check => ({
  says: `nobody missed anything elsewhere`,
  holds: (now, before) =>
    ALL.filter((other) => other !== id).every(
      (other) => told(now, `${other} missed`) === told(before, `${other} missed`),
    ),
});

const kill = (id: string, ...more: Check[]): Stunt => ({
  fault: 'kill',
  id,
  checks: [isBack(id), unnoticed(id), ...more],
});

/** One of two: on a busy machine a single boot may have had bad luck. */
const sooner: Check = {
  says: 'a shop that loads little was back sooner than the office, which loads everything',
  holds: (now) =>
    ['clock', 'page'].some((id) => told(now, `${id} away`) > 0 && told(now, `${id} away`) < told(now, 'office away')),
};

const demo: Demo = {
  name: 'small',
  title: 'Think small',
  claim: 'An outage is as long as the boot, and a boot is as long as what it loads: be small, and be back.',
  tree: street('town', [
    street('high-street', [shop('office')]),
    street('side-street', SMALL.map(shop)),
    {
      id: 'customer',
      program: 'customer.js',
      ready: 'notify',
      cols: 36,
      rows: 10,
    },
  ]),
  panes: [
    { title: 'all in one', processes: ['office'] },
    { title: 'a customer', processes: ['customer'] },
    { title: 'one thing each', processes: SMALL },
  ],
  chart: {
    kind: 'bars',
    title: 'Away after a kill, for the customer',
    unit: 'ms',
    bars: ALL.map((id) => ({ label: id, process: 'customer', metric: `${id} away` })),
  },
  faults: {},
  running: [open],
  script: [
    kill('office'),
    kill('clock'),
    kill('page', sooner),
    kill('compiler', {
      says: 'and through all of it, the small shops gave the same answers as the office',
      holds: (now) => told(now, 'different answers') === 0,
    }),
  ],
};

export default demo;
