import {
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  growth,
  is,
  moreThan,
  type Stunt,
  stateOf,
  told,
} from '../../src/demo/index.js';
import { behind, caughtUp, entries, MOVED_ON, neverStale, saysYesterday } from './figures.js';

/** The scale of the chart, in entries: a sleep of some ten seconds. */
const A_LONG_SLEEP = 50;

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 26, rows: 13 });

const freeze = (id: string): Stunt => ({
  fault: 'freeze',
  id,
  checks: [
    check(`the primary moves on while ${id} sleeps`, growth(entries('primary')), moreThan(MOVED_ON)),
    check(`${id} is left behind`, behind(id), moreThan(MOVED_ON)),
  ],
});

const demo: Demo = {
  name: 'consistency',
  title: 'Consistency',
  claim: 'A replica that wakes up answers at once, and tells you yesterday; one that knows what you saw sends you on.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: ['primary', 'naive', 'careful', 'reader'].map(worker),
  },
  panes: [
    { title: 'primary', processes: ['primary'] },
    { title: 'naive replica', processes: ['naive'] },
    { title: 'careful replica', processes: ['careful'] },
    { title: 'reader', processes: ['reader'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Entries I had seen, and it had not',
    unit: '',
    max: A_LONG_SLEEP,
    bars: [
      { label: 'naive', process: 'reader', metric: 'naive oldest' },
      { label: 'careful', process: 'reader', metric: 'careful oldest' },
    ],
  },
  faults: {},
  running: [
    checkEach(['naive', 'careful'], 'both replicas are read', (id) => told('reader', `${id} reads`), moreThan(0)),
  ],
  script: [
    freeze('naive'),
    {
      fault: 'thaw',
      id: 'naive',
      checks: [...saysYesterday, ...caughtUp('naive')],
    },
    freeze('careful'),
    {
      fault: 'thaw',
      id: 'careful',
      checks: [
        check('careful sends its reader to the primary', growth(told('reader', 'careful redirected')), moreThan(0)),
        ...caughtUp('careful'),
        ...neverStale,
      ],
    },
  ],
  outcome: {
    after: [
      {
        fault: 'thaw',
        process: 'naive',
        first: [{ fault: 'freeze', process: 'naive', result: check('naive sleeps', stateOf('naive'), is('frozen')) }],
      },
    ],
    checks: saysYesterday,
  },
};

export default demo;
