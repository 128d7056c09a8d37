import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker, Stunt } from '../../src/stage/demo.js';

/** Entries that a replica misses in its sleep: more than it is ever behind when awake. */
const MANY = 12;
/** It has copied a few of them again before it is heard. */
const OLD = 4;
/** Entries behind which it has caught up. */
const NEARLY = 3;
const A_FEW = 3;

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 26, rows: 13 });

const told = (view: View, metric: string) => view.processes.reader?.metrics[metric] ?? 0;
const entries = (view: View, id: string) => view.processes[id]?.metrics.entries ?? 0;

const caughtUp = (id: string): Check => ({
  says: `${id} has caught up with the primary`,
  holds: (now, before) =>
    entries(now, id) > entries(before, id) && entries(now, id) >= entries(now, 'primary') - NEARLY,
});
const neverStale: Check = {
  says: 'careful: no answer was ever older than what its reader had seen',
  holds: (now, before) =>
    told(now, 'careful reads') > told(before, 'careful reads') + A_FEW && told(now, 'careful stale') === 0,
};

const freeze = (id: string): Stunt => ({
  fault: 'freeze',
  id,
  checks: [
    {
      says: `the primary moves on while ${id} sleeps`,
      holds: (now, before) =>
        entries(now, 'primary') > entries(before, 'primary') + MANY &&
        entries(now, 'primary') > entries(now, id) + MANY,
    },
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
    {
      says: 'both replicas are read',
      holds: (now) => told(now, 'naive reads') > 0 && told(now, 'careful reads') > 0,
    },
  ],
  script: [
    freeze('naive'),
    {
      fault: 'thaw',
      id: 'naive',
      checks: [
        {
          says: 'the first thing that naive says is old: many entries that its reader had seen are missing',
          holds: (now) => told(now, 'naive oldest') > OLD,
        },
        caughtUp('naive'),
      ],
    },
    freeze('careful'),
    {
      fault: 'thaw',
      id: 'careful',
      checks: [
        {
          says: 'careful sends its reader to the primary',
          holds: (now, before) => told(now, 'careful redirected') > told(before, 'careful redirected'),
        },
        caughtUp('careful'),
        neverStale,
      ],
    },
  ],
};

export default demo;
