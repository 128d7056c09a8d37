import {
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  growth,
  is,
  isReborn,
  lessThan,
  moreThan,
  told,
} from '../../src/demo/index.js';
import type { View } from '../../src/log/index.js';

const GRACE_MS = 1000;
/** Four children, and one that a child has brought. */
const INSIDE = 5;
const CLOSING = ['deaf', 'sleeper', 'host', 'bar'];

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 34,
  rows: 10,
  ...more,
});

const inside = (metric: string) => told('policeman', metric);
const pints = (what: string) => growth(told('drinker', what));
const took = (who: string) => told('landlord', `${who} took`);

const isEmpty = check('nobody is inside: the process table is empty', inside('inside'), is(0));

const closing = (view: View) => CLOSING.reduce((sum, id) => sum + took(id)(view), 0);

const full = [
  check('five are inside', inside('inside'), is(INSIDE)),
  check('one of them is stopped', inside('stopped'), is(1)),
  check('pints are served', pints('served'), moreThan(0)),
];

const demo: Demo = {
  name: 'stop',
  title: 'Stop',
  claim: 'Whoever cannot stop a thing cannot restart it: ask politely, wait a little, and then stop asking.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      // A reset is not the time to wait for the deaf.
      worker('landlord', { env: { GRACE_MS: String(GRACE_MS) }, shutdown: 'brutal_kill', rows: 13 }),
      worker('policeman'),
      worker('drinker'),
    ],
  },
  panes: [
    { title: 'landlord', processes: ['landlord'] },
    { title: 'the process table', processes: ['policeman'] },
    { title: 'drinker', processes: ['drinker'] },
  ],
  chart: {
    kind: 'bars',
    title: `Until gone; grace: ${GRACE_MS} ms`,
    unit: 'ms',
    bars: CLOSING.map((id) => ({ label: id, process: 'landlord', metric: `${id} took` })),
  },
  faults: {
    close: { label: 'close for the night', on: ['landlord'] },
    open: { label: 'open', on: ['landlord'] },
  },
  running: full,
  script: [
    {
      fault: 'close',
      id: 'landlord',
      checks: [
        isEmpty,
        check('no socket is left', inside('sockets'), is(0)),
        checkEach(
          CLOSING,
          'they went in the reverse of the order in which they had come',
          (id) => told('landlord', `${id} place`),
          (id) => is(CLOSING.indexOf(id) + 1),
        ),
        check('the deaf one took all of the grace', took('deaf'), moreThan(0.9 * GRACE_MS)),
        check('the stopped one took hardly any', took('sleeper'), lessThan(GRACE_MS / 2)),
        check('the bar is shut', pints('closed'), moreThan(0)),
        check('no pint is in hand any more', told('drinker', 'in hand'), is(0)),
        check('no pint that was started was spilt', pints('spilt'), is(0)),
      ],
    },
    { fault: 'open', id: 'landlord', checks: full },
    {
      fault: 'kill',
      id: 'landlord',
      checks: [
        check('killed, it spills what it had begun', pints('spilt'), moreThan(0)),
        ...isReborn('landlord'),
        ...full,
      ],
    },
  ],
  outcome: {
    after: [{ fault: 'close', process: 'landlord' }],
    checks: [
      isEmpty,
      check('it took more than one grace', closing, moreThan(GRACE_MS)),
      check('it took less than two', closing, lessThan(2 * GRACE_MS)),
    ],
  },
};

export default demo;
