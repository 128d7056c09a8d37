import {
  areTheSame,
  atLeast,
  atMost,
  type Check,
  check,
  type Demo,
  type DemoWorker,
  is,
  isReborn,
  isUp,
  moreThan,
  told,
} from '../../src/demo/index.js';

const TEAM = ['printer', 'renderer', 'counter'];
/** A wait is told from the jitter of a busy machine by this factor. */
const FAR_LONGER = 5;
/** The answers that four seconds of drawing make late; a potato costs a handful. */
const MANY = 20;
/** A potato, and who stands behind it. */
const LOST_WITH_THE_CLERK = 3;

const worker = (id: string): DemoWorker => ({
  id,
  program: `${id}.js`,
  // Last words, not a lecture.
  nodeArgs: ['--stack-trace-limit=0'],
  ready: 'notify',
  cols: 32,
  rows: 13,
});

const timed = (metric: string) => told('customer', metric);

const served = (shop: string): Check[] => [
  check(`the ${shop} takes orders`, timed(`${shop} per minute`), moreThan(0)),
  check(
    `at the ${shop} nobody waits long any more`,
    timed(`${shop} wait now`),
    atMost((now) => timed(`${shop} longest wait`)(now) / FAR_LONGER),
  ),
];

const lostNone = check('the counter has not lost one order', timed('counter lost'), is(0));

const demo: Demo = {
  name: 'separation',
  title: 'Separation',
  claim: 'A clerk who does everything is stopped by anything; of three who do one thing each, one is missed at a time.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      worker('clerk'),
      { id: 'team', strategy: 'one_for_one', intensity: 10, period: 10_000, children: TEAM.map(worker) },
      worker('customer'),
    ],
  },
  panes: [
    { title: 'the customer', processes: ['customer'] },
    { title: 'all in one', processes: ['clerk'] },
    { title: 'one for each', processes: [...TEAM].reverse() },
  ],
  chart: {
    kind: 'bars',
    title: 'Orders late or lost',
    unit: '',
    max: MANY,
    bars: [
      { label: 'one for everything', process: 'customer', metric: 'clerk late or lost' },
      { label: 'one for each', process: 'customer', metric: 'counter late or lost' },
    ],
  },
  faults: {
    huge: { label: 'huge picture', on: ['customer'] },
    potato: { label: 'potato', on: ['customer'] },
  },
  running: [...served('clerk'), ...served('counter')],
  script: [
    {
      fault: 'huge',
      id: 'customer',
      patienceMs: 60_000,
      checks: [
        check(
          'while one huge picture is drawn, the clerk lets everybody wait, and the counter nobody',
          timed('clerk longest wait'),
          moreThan((now) => FAR_LONGER * timed('counter longest wait')(now)),
        ),
        check(
          'so long nobody waited for the clerk before',
          timed('clerk longest wait'),
          moreThan((_, before) => FAR_LONGER * timed('clerk longest wait')(before)),
        ),
        lostNone,
        ...served('clerk'),
        ...served('counter'),
      ],
    },
    {
      fault: 'potato',
      id: 'customer',
      patienceMs: 60_000,
      checks: [
        // A potato kills the clerk, and orders with him; it kills the renderer, and nobody else of the three.
        ...isReborn('clerk'),
        check('orders die with the clerk', timed('clerk lost'), atLeast(LOST_WITH_THE_CLERK)),
        ...isReborn('renderer'),
        areTheSame(['counter', 'printer'], 'counter and printer live on'),
        lostNone,
        ...served('clerk'),
        ...served('counter'),
      ],
    },
  ],
  outcome: {
    after: [{ fault: 'huge', process: 'customer' }],
    checks: [
      check('the clerk serves nobody', timed('clerk per minute'), is(0)),
      check('and refuses nobody', timed('clerk lost'), is(0)),
      areTheSame(['clerk'], 'the clerk is the same'),
      isUp('clerk'),
    ],
    patienceMs: 60_000,
  },
};

export default demo;
