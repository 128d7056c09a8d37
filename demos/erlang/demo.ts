import {
  areTheSame,
  areUp,
  atLeast,
  type Check,
  check,
  type Demo,
  type DemoWorker,
  growth,
  is,
  isReborn,
  told,
} from '../../src/demo/index.js';

const CONTESTANTS = ['erl', 'promises', 'threads', 'nodes'];
const OTHERS = CONTESTANTS.slice(1);

const node = (id: string): DemoWorker => ({
  id,
  program: `${id}.js`,
  // Last words, not a lecture.
  nodeArgs: ['--stack-trace-limit=0'],
  ready: 'notify',
  cols: 32,
  rows: 13,
});

const started = (id: string) => told(id, 'started');

const hasStarted = (id: string): Check =>
  check(`${id}: as many as there is time and room for`, growth(told(id, 'contests')), is(1));

const manyTimes = (times: number, id: string, says: string): Check =>
  check(
    says,
    started('erl'),
    atLeast((now) => times * Math.max(1, started(id)(now))),
  );

const thousands: Check = check(
  'thousands of Erlang processes in the time in which one Node process boots',
  (now) => (started('erl')(now) / told('erl', 'ms')(now)) * told('nodes', 'boot_ms')(now),
  atLeast(2000),
);

const sameProcess = areTheSame(['erl'], 'all of it is inside the same process of the operating system');

const demo: Demo = {
  name: 'erlang',
  title: 'Concurrency so easy',
  claim:
    'While one Node process boots, Erlang starts thousands of its own; a crash ends one, and a supervisor begins it anew.',
  requires: [{ command: 'erl', package: 'erlang-base' }],
  tree: {
    id: 'contest',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [{ id: 'erl', program: 'shell.js', ready: 'notify', cols: 48, rows: 13 }, ...OTHERS.map(node)],
  },
  panes: [
    { title: 'erl', processes: ['erl'] },
    { title: 'The others', processes: OTHERS },
  ],
  chart: {
    kind: 'bars',
    title: 'Started within 1 s and 512 MB',
    unit: '',
    // In two columns the two that are long stand above each other.
    bars: [
      { label: 'Erlang processes', process: 'erl', metric: 'started' },
      { label: 'threads', process: 'threads', metric: 'started' },
      { label: 'promises', process: 'promises', metric: 'started' },
      { label: 'Node processes', process: 'nodes', metric: 'started' },
    ],
  },
  faults: {
    spawn: { label: 'spawn', on: CONTESTANTS },
    crash: { label: 'crash', on: ['erl', 'promises'] },
    loop: { label: 'loop', on: ['erl'] },
    open: { label: 'open', on: ['erl'] },
    spin: { label: 'spin', on: ['erl', 'promises'] },
  },
  running: [areUp(CONTESTANTS, 'the Erlang shell waits for a line, and the others for their turn')],
  script: [
    { fault: 'spawn', id: 'erl', checks: [hasStarted('erl')] },
    { fault: 'spawn', id: 'promises', checks: [hasStarted('promises')] },
    {
      fault: 'spawn',
      id: 'threads',
      checks: [hasStarted('threads'), manyTimes(100, 'threads', 'a hundred Erlang processes for each thread')],
    },
    {
      fault: 'spawn',
      id: 'nodes',
      checks: [
        hasStarted('nodes'),
        manyTimes(1000, 'nodes', 'a thousand Erlang processes for each Node process'),
        thousands,
      ],
    },
    {
      fault: 'crash',
      id: 'erl',
      checks: [
        check('the supervisor of OTP has restarted granny', growth(told('erl', 'restarts')), is(1)),
        sameProcess,
      ],
    },
    {
      fault: 'crash',
      id: 'promises',
      checks: [
        ...isReborn('promises'),
        check('all of them are gone', started('promises'), is(0)),
        areTheSame(
          CONTESTANTS.filter((id) => id !== 'promises'),
          'the others live on',
        ),
      ],
    },
    {
      fault: 'loop',
      id: 'erl',
      checks: [
        check('more deaths than three in five seconds: it gives up', growth(told('erl', 'given up')), is(1)),
        sameProcess,
      ],
    },
  ],
  outcome: {
    after: [
      {
        fault: 'spawn',
        process: 'nodes',
        first: [
          {
            fault: 'spawn',
            process: 'erl',
            result: check('Erlang has had its turn', told('erl', 'contests'), atLeast(1)),
          },
        ],
      },
    ],
    checks: [hasStarted('nodes'), thousands],
  },
};

export default demo;
