import {
  areUp,
  atLeast,
  type Check,
  check,
  type Demo,
  type DemoWorker,
  growth,
  is,
  moreThan,
  told,
} from '../../src/demo/index.js';

const COUNTERS = ['overwrite', 'rename', 'journal'];
/** In a storm, at least. */
const KILLS = 8;

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 32,
  rows: 11,
  ...more,
});

const counted = (metric: string) => told('clicker', metric);

const keeps = (id: string): Check[] => [
  check(`${id}: nothing torn`, counted(`${id} torn`), is(0)),
  check(`${id}: no click lost that was acknowledged`, counted(`${id} lost`), is(0)),
];

const demo: Demo = {
  name: 'durability',
  title: 'Durability',
  claim: 'What is written over can be torn in two by kill -9; what is written beside it, or behind it, cannot.',
  tree: {
    id: 'desk',
    strategy: 'one_for_one',
    // A storm is many deaths, and none of them is a fault of the counters.
    intensity: 100,
    period: 10_000,
    children: [...COUNTERS.map((id) => worker(id)), worker('clicker', { env: { KILLS: String(KILLS) } })],
  },
  panes: [
    { title: 'clicker', processes: ['clicker'] },
    { title: 'overwrite', processes: ['overwrite'] },
    { title: 'rename, journal', processes: ['rename', 'journal'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Found torn, of all kill -9',
    oneColumn: true,
    unit: '%',
    max: 100,
    bars: COUNTERS.map((id) => ({ label: id, process: 'clicker', metric: `${id} torn of all` })),
  },
  faults: { storm: { label: 'storm', on: ['clicker'] } },
  running: [areUp([...COUNTERS, 'clicker'], 'all three counters count')],
  script: [
    {
      fault: 'storm',
      id: 'clicker',
      patienceMs: 120_000,
      checks: [
        check('the storm is over', counted('storms over'), is(1)),
        check('each was killed again and again', counted('kills'), atLeast(KILLS)),
        check('overwrite: torn at least once', counted('overwrite torn'), moreThan(0)),
        check('overwrite: all clicks gone with it', counted('overwrite lost'), moreThan(0)),
        ...keeps('rename'),
        ...keeps('journal'),
      ],
    },
  ],
  outcome: {
    after: [{ fault: 'storm', process: 'clicker' }],
    checks: [
      check('the storm is over', counted('storms over'), is(1)),
      check('each was killed again and again', growth(counted('kills')), atLeast(KILLS)),
      check('a piece of a book was found, or nothing of it', growth(counted('overwrite torn')), moreThan(0)),
    ],
    patienceMs: 120_000,
  },
};

export default demo;
