import { randomBytes } from 'node:crypto';
import { areUp, type Check, check, checkEach, growth, is, livesOf, moreThan, told } from '../../src/stage/checks.js';
import type { Demo, DemoWorker, Stunt } from '../../src/stage/demo.js';

/** The outages differ by more than a busy machine makes them jitter. */
const FAR_LONGER = 2;
/** More visits than the customer makes before he tells of them again: some of them were after the fault. */
const A_FEW = 10;

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 32,
  rows: 13,
  ...more,
});
/** Without current nobody says goodbye. */
const electric = (id: string, more: Partial<DemoWorker> = {}) => worker(id, { shutdown: 'brutal_kill', ...more });

const known = (shop: string, metric: string) => told('customer', `${shop} ${metric}`);

const reborn = (...ids: string[]): Check[] => [
  checkEach(ids, `reborn: ${ids.join(', ')}`, (id) => growth(livesOf(id)), moreThan(0)),
  areUp(ids, `up: ${ids.join(', ')}`),
];
const isIn = (shop: string): Check => check(`he is logged in at the ${shop}`, known(shop, 'in'), is(1));
const stillIn = (shop: string): Check[] => [
  isIn(shop),
  check(`the ${shop} still knows him: he did not have to log in again`, growth(known(shop, 'logins')), is(0)),
  check(`he goes on visiting the ${shop}`, growth(known(shop, 'visits')), moreThan(A_FEW)),
];
const inAgain = (shop: string): Check[] => [
  check(`the ${shop} knows nobody: he had to log in again`, growth(known(shop, 'logins')), moreThan(0)),
  isIn(shop),
];
const [LET_IN, REFUSED] = [200, 401];
const tried = (shop: string, what: string, status: number, says: string): Check =>
  check(says, known(shop, what), is(status));

const kill = (id: string, checks: Check[]): Stunt => ({ fault: 'kill', id, checks: [...reborn(id), ...checks] });

const demo: Demo = {
  name: 'session',
  title: 'Session',
  claim: 'A cluster that remembers who you are can be killed; a signed cookie in your own pocket cannot.',
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
            children: [
              electric('jar', { env: { KEY: randomBytes(32).toString('hex') } }),
              electric('replica'),
              electric('sessions'),
              electric('web'),
            ],
          },
        ],
      },
      worker('mouse', { program: '../common/mouse.js' }),
      worker('customer'),
    ],
  },
  panes: [
    { title: 'the customer', processes: ['customer'] },
    { title: 'session service', processes: ['sessions'] },
    { title: 'all the others', processes: ['web', 'replica', 'jar', 'fuse', 'mouse'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Longest time locked out',
    unit: 's',
    bars: [
      { label: 'session service', process: 'customer', metric: 'web locked out' },
      { label: 'cookie', process: 'customer', metric: 'jar locked out' },
    ],
  },
  faults: {
    rm: { label: 'rm -rf data', on: ['mouse'] },
    copy: { label: 'copy cookie', on: ['customer'] },
    flip: { label: 'flip a bit', on: ['customer'] },
  },
  running: [isIn('web'), isIn('jar')],
  script: [
    kill('web', stillIn('web')),
    kill('jar', stillIn('jar')),
    kill('sessions', [
      check(
        'while the session service boots, everybody is out, far longer than at the jar',
        known('web', 'locked out'),
        moreThan((now) => FAR_LONGER * known('jar', 'locked out')(now)),
      ),
      ...stillIn('web'),
    ]),
    { fault: 'rm', id: 'mouse', checks: [...stillIn('web'), ...stillIn('jar')] },
    {
      fault: 'kill',
      id: 'fuse',
      patienceMs: 40_000,
      checks: [...reborn('fuse', 'jar', 'replica', 'sessions', 'web'), ...inAgain('web'), ...stillIn('jar')],
    },
    {
      fault: 'flip',
      id: 'customer',
      checks: [
        tried('web', 'flipped', REFUSED, 'the web refuses a cookie with one bit flipped'),
        tried('jar', 'flipped', REFUSED, 'the jar too'),
      ],
    },
    {
      fault: 'copy',
      id: 'customer',
      checks: [
        tried('web', 'copied', REFUSED, 'the price: the web can call a session back'),
        tried('jar', 'copied', LET_IN, 'the jar cannot, a copied cookie is good until its time is over'),
      ],
    },
  ],
};

export default demo;
