import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const CONTESTANTS = ['erl', 'promises', 'threads', 'nodes'];
const OTHERS = CONTESTANTS.slice(1);

const node = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 13 });

const told = (view: View, id: string, metric: string) => view.processes[id]?.metrics[metric] ?? 0;
const started = (view: View, id: string) => told(view, id, 'started');
const samePid = (now: View, before: View) => now.processes.erl?.pid === before.processes.erl?.pid;

const hasStarted = (id: string): Check => ({
  says: `${id}: as many as there is time and room for`,
  holds: (now) => now.processes[id]?.metrics.started !== undefined,
});

const atLeast = (times: number, id: string, says: string): Check => ({
  says,
  holds: (now) => started(now, 'erl') >= times * Math.max(1, started(now, id)),
});

const demo: Demo = {
  name: 'erlang',
  title: 'Concurrency so easy',
  claim:
    'While one Node process boots, Erlang starts thousands of its own; a crash ends one, and a supervisor begins it anew.',
  requires: [{ command: 'erl', package: 'erlang-base' }],
  tree: {
    id: 'contest',
    strategy: 'one_for_one',
    intensity: 5,
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
    bars: [
      { label: 'Erlang processes', process: 'erl', metric: 'started' },
      { label: 'promises', process: 'promises', metric: 'started' },
      { label: 'threads', process: 'threads', metric: 'started' },
      { label: 'Node processes', process: 'nodes', metric: 'started' },
    ],
  },
  faults: {
    spawn: { label: 'spawn', on: CONTESTANTS },
    crash: { label: 'crash', on: ['erl'] },
    loop: { label: 'loop', on: ['erl'] },
    open: { label: 'open', on: ['erl'] },
    spin: { label: 'spin', on: ['erl'] },
  },
  running: [
    {
      says: 'the Erlang shell waits for a line, and the others for their turn',
      holds: (now) => CONTESTANTS.every((id) => now.processes[id]?.state === 'up'),
    },
  ],
  script: [
    { fault: 'spawn', id: 'erl', checks: [hasStarted('erl')] },
    { fault: 'spawn', id: 'promises', checks: [hasStarted('promises')] },
    {
      fault: 'spawn',
      id: 'threads',
      checks: [hasStarted('threads'), atLeast(100, 'threads', 'a hundred Erlang processes for each thread')],
    },
    {
      fault: 'spawn',
      id: 'nodes',
      checks: [
        hasStarted('nodes'),
        atLeast(1000, 'nodes', 'a thousand Erlang processes for each Node process'),
        {
          says: 'thousands of Erlang processes in the time in which one Node process boots',
          holds: (now) => (started(now, 'erl') / told(now, 'erl', 'ms')) * told(now, 'nodes', 'boot_ms') >= 2000,
        },
      ],
    },
    {
      fault: 'crash',
      id: 'erl',
      checks: [
        {
          says: 'the supervisor of OTP has restarted granny, inside the same process of the operating system',
          holds: (now, before) =>
            told(now, 'erl', 'restarts') === told(before, 'erl', 'restarts') + 1 && samePid(now, before),
        },
      ],
    },
    {
      fault: 'loop',
      id: 'erl',
      checks: [
        {
          says: 'more deaths than three in five seconds: it gives up',
          holds: (now, before) => told(now, 'erl', 'given up') === 1 && samePid(now, before),
        },
      ],
    },
  ],
};

export default demo;
