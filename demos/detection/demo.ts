import {
  areTheSame,
  type Check,
  check,
  type Demo,
  type DemoWorker,
  growth,
  is,
  isReborn,
  isUp,
  lessThan,
  moreThan,
  stateOf,
  told,
} from '../../src/demo/index.js';

const SHOPS = ['shop', 'guarded'];
/** More than the 1.5 s that a shop may pause, with room for a busy machine. */
const WATCHDOG_MS = 3000;
/** The end of the chart: twice the limit. */
const SCALE_S = 6;
/** A shop has a third of it. */
const MEMORY_MAX_BYTES = 160 * 2 ** 20;

const shop = (id: string): DemoWorker => ({
  id,
  program: 'shop.js',
  args: [id],
  ready: 'notify',
  cols: 32,
  rows: 12,
});

/** How long ago the customer bought the last loaf there, in s. */
const silent = (id: string) => told('customer', `${id} silent`);
const sells = (id: string): Check => check(`${id} has sold bread within a second`, silent(id), lessThan(1));
const isFound = (id: string): Check[] => [...isReborn(id), sells(id)];

/** For so many seconds longer than before the fault. */
const isUseless = (seconds: number, says: string): Check[] => [
  check(says, growth(silent('shop')), moreThan(seconds)),
  check('its supervisor says: up', stateOf('shop'), is('up')),
  areTheSame(['shop'], 'the shop is still the same process'),
];

const demo: Demo = {
  name: 'detection',
  title: 'It says run',
  claim: 'Who watches only exits is told of the dead, not of the useless: let the work itself have a pulse.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      shop('shop'),
      { ...shop('guarded'), watchdog: WATCHDOG_MS, memoryMax: MEMORY_MAX_BYTES },
      { id: 'customer', program: 'customer.js', ready: 'notify', cols: 32, rows: 12 },
    ],
  },
  panes: [
    { title: 'Exit watcher', processes: ['shop'] },
    { title: 'Pulse watcher', processes: ['guarded'] },
    { title: 'Customer', processes: ['customer'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Since the last loaf (watchdog: 3 s)',
    unit: 's',
    max: SCALE_S,
    limit: WATCHDOG_MS / 1000,
    bars: SHOPS.map((id) => ({ label: id, process: 'customer', metric: `${id} silent` })),
  },
  faults: {
    spin: { label: 'spin', on: SHOPS },
    stick: { label: 'stick', on: SHOPS },
    pause: { label: 'pause', on: SHOPS },
    leak: { label: 'leak', on: SHOPS },
    rude: { label: 'rude', on: SHOPS },
  },
  running: SHOPS.flatMap((id) => [isUp(id), sells(id)]),
  script: [
    {
      fault: 'spin',
      id: 'shop',
      checks: [...isUseless(WATCHDOG_MS / 1000, 'the shop spins and sells nothing'), isUp('guarded'), sells('guarded')],
    },
    {
      fault: 'term',
      id: 'shop',
      checks: isUseless(2, 'a polite TERM is not heard: its handler waits for the loop that never ends'),
    },
    { fault: 'spin', id: 'guarded', checks: isFound('guarded') },
    { fault: 'freeze', id: 'guarded', checks: isFound('guarded') },
    {
      fault: 'stick',
      id: 'guarded',
      checks: [
        ...isFound('guarded'),
        // How often it said that it was fine, and had sold nothing for a while.
        check('though its /ping said fine all the while', growth(told('customer', 'guarded lies')), moreThan(0)),
      ],
    },
    { fault: 'leak', id: 'guarded', checks: isFound('guarded') },
    {
      fault: 'pause',
      id: 'guarded',
      checks: [
        check('guarded pauses for 1.5 s', told('guarded', 'pauses'), is(1)),
        areTheSame(['guarded'], 'a shop that pauses for 1.5 s is not killed'),
        isUp('guarded'),
        sells('guarded'),
      ],
    },
    // kill -9 needs nobody to listen.
    { fault: 'kill', id: 'shop', checks: isFound('shop') },
    {
      fault: 'rude',
      id: 'shop',
      checks: [check('shop has no handler of TERM any more', told('shop', 'rude'), is(1)), isUp('shop'), sells('shop')],
    },
    { fault: 'spin', id: 'shop', checks: isUseless(1, 'the shop spins again') },
    // Without a handler the same TERM ends it at once.
    { fault: 'term', id: 'shop', checks: isFound('shop') },
  ],
  outcome: {
    after: [{ fault: 'spin', process: 'shop' }],
    checks: isUseless(WATCHDOG_MS / 1000, 'the shop spins and sells nothing, for longer than any watchdog would wait'),
  },
};

export default demo;
