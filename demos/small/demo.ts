import type { Demo, DemoNode, DemoSupervisor, DemoWorker, Stunt } from '../../src/demo/index.js';
import { type Check, check, checkEach, is, lessThan, moreThan, upFor } from '../../src/demo/index.js';
import { ALL, isBack, known, mostIsLoading, SMALL, startCpu, unnoticed } from './figures.js';
import { SHOPS } from './orders.js';

/** A life this long has earned an immediate restart. */
const EARNED_MS = 1000;
/** The scale of the chart, in ms. */
const LONG_AWAY = 1000;

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

const open = [
  checkEach(ALL, 'the customer has met all of them', (id) => known(`${id} lives`), moreThan(0)),
  checkEach(ALL, 'all have been open for a second', upFor, moreThan(EARNED_MS)),
];

const kill = (id: string, ...more: Check[]): Stunt => ({
  fault: 'kill',
  id,
  checks: [isBack(id), unnoticed(id), ...more],
});

const lighter = checkEach(
  ['clock', 'page'],
  'the start of a shop that loads little takes less of the processor than that of the office, which loads everything',
  startCpu,
  lessThan(startCpu('office')),
);

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
    max: LONG_AWAY,
    bars: ALL.map((id) => ({ label: id, process: 'customer', metric: `${id} away` })),
  },
  faults: {},
  running: open,
  script: [
    kill('office'),
    kill('clock'),
    kill('page', lighter),
    kill(
      'compiler',
      check(
        'through all of it, the small shops gave the same answers as the office',
        known('different answers'),
        is(0),
      ),
    ),
  ],
  outcome: { after: [{ fault: 'kill', process: 'office' }], checks: mostIsLoading },
};

export default demo;
