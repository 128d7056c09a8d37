import {
  atLeast,
  type Check,
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  growth,
  is,
  livesOf,
  moreThan,
  type Stunt,
  told,
} from '../../src/demo/index.js';

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

const grown = (metric: string) => growth(told('visitor', metric));

const died = (...shops: string[]): Check =>
  checkEach(
    shops,
    `the visitor has met ${shops.join(', ')} again, in a new life`,
    (shop) => grown(`${shop} died`),
    moreThan(0),
  );
/** Said after he was there again: who had not been seen since could not forget. */
const forgot = (shop: string): Check[] => [
  check(`${shop} has forgotten its visitor`, grown(`${shop} forgot`), moreThan(0)),
];
const knows = (shop: string): Check[] => [
  check(`${shop} still knows its visitor`, grown(`${shop} forgot`), is(0)),
  check(`${shop} is visited`, grown(`${shop} visits`), moreThan(0)),
];

const fuseHasBlown = check('the fuse has blown', livesOf('fuse'), atLeast(2));

const kill = (shop: string, outcome: Check[]): Stunt => ({
  fault: 'kill',
  id: shop,
  checks: [died(shop), ...outcome],
});

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
        // The steps after the fuse go when the fuse goes.
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
    { title: 'shops, fuse, mouse', processes: [...SHOPS, 'vault', 'fuse', 'mouse'] },
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
    checkEach(SHOPS, 'all four shops know their visitor', (shop) => told('visitor', `${shop} visits`), moreThan(1)),
  ],
  script: [
    kill('cling', forgot('cling')),
    kill('save', knows('save')),
    kill('share', knows('share')),
    kill('punt', knows('punt')),
    {
      fault: 'kill',
      id: 'fuse',
      checks: [died(...SHOPS), ...forgot('cling'), ...knows('save'), ...forgot('share'), ...knows('punt')],
    },
    { fault: 'rm', id: 'mouse', checks: [...forgot('save'), ...knows('punt')] },
  ],
  outcome: {
    after: [{ fault: 'rm', process: 'mouse', first: [{ fault: 'kill', process: 'fuse', result: fuseHasBlown }] }],
    checks: [
      fuseHasBlown,
      checkEach(
        SHOPS.filter((shop) => shop !== 'punt'),
        'three of four shops have forgotten their visitor',
        (shop) => told('visitor', `${shop} forgot`),
        moreThan(0),
      ),
      ...forgot('save'),
      check('punt never has', told('visitor', 'punt forgot'), is(0)),
      check('punt is visited', grown('punt visits'), moreThan(0)),
    ],
  },
};

export default demo;
