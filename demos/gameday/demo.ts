import {
  atLeast,
  type Check,
  check,
  type Demo,
  type DemoWorker,
  growth,
  is,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';
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

const score = (metric: string) => told('plug', metric);

/** Counted from the fault on: there may have been a game before. */
const hardlyAny: Check[] = [
  check('the game is over', growth(score('games')), is(1)),
  check(`at least ${100 * PASSED_FROM} % of the orders are answered`, score('answered'), atLeast(100 * PASSED_FROM)),
  check('none of those that were acknowledged is lost', score('lost'), is(0)),
  check('none is doubled', score('doubled'), is(0)),
  check('some had to ask again', score('asked again'), moreThan(0)),
];

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
    title: 'Bread in time',
    unit: '%',
    max: 100,
    // In two columns the game stands below the day.
    bars: [
      { label: 'all day', process: 'customers', metric: 'availability' },
      { label: 'of the game is over', process: 'plug', metric: 'played' },
      { label: 'in the game', process: 'plug', metric: 'answered' },
    ],
  },
  faults: {
    short: { label: 'short game: 20 s', on: ['plug'] },
    whole: { label: 'whole game: 60 s', on: ['plug'] },
    segfault: { label: 'segfault', on: ['till', 'ledger'] },
    full: { label: 'disk full', on: ['ledger'] },
    close: { label: 'close the port', on: ['till'] },
    behead: { label: 'behead (supervisor)', on: ['kitchen'] },
  },
  running: [check('the shop sells bread, and all who ask get some', told('customers', 'availability'), is(100))],
  script: [
    {
      fault: 'short',
      id: 'plug',
      patienceMs: 60_000,
      checks: [
        check('ten faults of six kinds have struck', score('faults'), is(10)),
        check(
          'the shop was reborn again and again',
          growth((view) => SHOP.reduce((sum, id) => sum + livesOf(id)(view), 0)),
          atLeast(4),
        ),
        ...hardlyAny,
      ],
    },
  ],
  outcome: {
    after: [
      { fault: 'short', process: 'plug' },
      { fault: 'whole', process: 'plug' },
    ],
    checks: hardlyAny,
    patienceMs: 120_000,
  },
};

export default demo;
