import { areTheSame, atMost, type Check, check, is, isReborn, moreThan, told } from '../../src/stage/checks.js';
import type { Demo, DemoWorker } from '../../src/stage/demo.js';

const TEAM = ['printer', 'renderer', 'counter'];
/** A wait is told from the jitter of a busy machine by this factor. */
const FAR_LONGER = 5;

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
    title: 'Orders per minute, within a second',
    unit: '',
    max: 360,
    bars: [
      { label: 'one for everything', process: 'customer', metric: 'clerk per minute' },
      { label: 'one for each', process: 'customer', metric: 'counter per minute' },
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
        check('orders die with the clerk', timed('clerk lost'), moreThan(0)),
        ...isReborn('renderer'),
        areTheSame(['counter', 'printer'], 'counter and printer live on'),
        lostNone,
        ...served('clerk'),
        ...served('counter'),
      ],
    },
  ],
};

export default demo;
