import { atMost, type Check, check, checkEach, growth, is, moreThan, type Read, told } from '../../src/stage/checks.js';
import type { Demo, DemoWorker, Stunt } from '../../src/stage/demo.js';

/** Entries that a replica misses in its sleep: more than it is ever behind when awake. */
const MANY = 12;
/** It has copied a few of them again before it is heard. */
const OLD = 4;
/** Entries behind which it has caught up. */
const NEARLY = 3;
const A_FEW = 3;

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 26, rows: 13 });

const entries = (id: string) => told(id, 'entries');
/** How many entries the primary has that `id` has not. */
const behind =
  (id: string): Read =>
  (view) =>
    entries('primary')(view) - entries(id)(view);

const caughtUp = (id: string): Check[] => [
  check(`${id} copies again`, growth(entries(id)), moreThan(0)),
  check(`${id} has caught up with the primary`, behind(id), atMost(NEARLY)),
];
const neverStale = [
  check('careful is read', growth(told('reader', 'careful reads')), moreThan(A_FEW)),
  check('careful: no answer was ever older than what its reader had seen', told('reader', 'careful stale'), is(0)),
];

const freeze = (id: string): Stunt => ({
  fault: 'freeze',
  id,
  checks: [
    check(`the primary moves on while ${id} sleeps`, growth(entries('primary')), moreThan(MANY)),
    check(`${id} is left behind`, behind(id), moreThan(MANY)),
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
      checks: [
        check(
          'the first thing that naive says is old: many entries that its reader had seen are missing',
          told('reader', 'naive oldest'),
          moreThan(OLD),
        ),
        ...caughtUp('naive'),
      ],
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
};

export default demo;
