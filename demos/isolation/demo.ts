import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const LINES = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);
const BUILDS = ['objects', 'threads', ...LINES];

/** Enough for a telephone call, little enough that running out of it takes no time on stage. */
const SMALL_HEAP = ['--max-old-space-size=48'];
/** Last words, not a lecture: what was wrong has to be on a screen of 32 columns. */
const SHORT_TRACE = ['--stack-trace-limit=0'];

const wholeExchange = (id: string): DemoWorker => ({
  id,
  program: `${id}.js`,
  nodeArgs: [...SMALL_HEAP, ...SHORT_TRACE],
  restart: 'temporary',
  ready: 'notify',
  cols: 32,
  rows: 13,
});

const oneLine = (id: string): DemoWorker => ({
  id,
  program: 'line.js',
  nodeArgs: [...SMALL_HEAP, ...SHORT_TRACE],
  ready: 'notify',
  cols: 48,
  rows: 13,
});

const calls = (view: View, id: string) => view.processes[id]?.metrics.calls ?? 0;
const samePid = (id: string, now: View, before: View) =>
  now.processes[id]?.pid !== null && now.processes[id]?.pid === before.processes[id]?.pid;

/** Heard again since the last death: not just alive, but in conversation. */
const talkedOn = (id: string, now: View) => {
  const deaths = Object.values(now.processes).map((process) => process.lastExit?.at ?? 0);
  return (now.processes[id]?.heardAt ?? 0) > Math.max(...deaths);
};

const gone = (id: string): Check => ({
  says: `${id} is gone, and with it all its twelve calls`,
  holds: (now) => now.processes[id]?.state === 'off' && now.processes[id]?.lastExit?.expected === false,
});

const unharmed = (ids: string[], says: string): Check => ({
  says,
  holds: (now, before) => ids.every((id) => samePid(id, now, before) && talkedOn(id, now)),
});

const reborn = (id: string): Check => ({
  says: `${id} is reborn with a new pid and talks`,
  holds: (now, before) => {
    const process = now.processes[id];
    return process?.state === 'up' && process.lives === (before.processes[id]?.lives ?? 0) + 1 && talkedOn(id, now);
  },
});

const demo: Demo = {
  name: 'isolation',
  title: 'Isolation',
  claim: 'What shares nothing shares no fate: of twelve calls that are processes, a crash ends one.',
  tree: {
    id: 'exchange',
    strategy: 'one_for_one',
    intensity: 3,
    period: 10_000,
    children: [
      wholeExchange('objects'),
      wholeExchange('threads'),
      { id: 'lines', strategy: 'one_for_one', intensity: 20, period: 10_000, children: LINES.map(oneLine) },
    ],
  },
  panes: [
    { title: '12 objects', processes: ['objects'] },
    { title: '12 threads', processes: ['threads'] },
    { title: '12 processes', processes: LINES },
  ],
  faults: {
    throw: { label: 'throw', on: BUILDS },
    exit: { label: 'exit', on: BUILDS },
    memory: { label: 'oom', on: BUILDS },
    abort: { label: 'abort', on: BUILDS },
    segfault: { label: 'segfault', on: BUILDS },
    spin: { label: 'spin', on: BUILDS },
  },
  running: [
    {
      says: 'all three exchanges carry twelve calls each',
      holds: (now) =>
        calls(now, 'objects') === 12 &&
        calls(now, 'threads') === 12 &&
        LINES.every((id) => calls(now, id) === 1) &&
        BUILDS.every((id) => now.processes[id]?.state === 'up' && now.processes[id]?.heardAt !== null),
    },
  ],
  script: [
    {
      fault: 'throw',
      id: 'objects',
      checks: [gone('objects'), unharmed(['threads', ...LINES], 'threads and processes talk on')],
    },
    { fault: 'segfault', id: 'threads', checks: [gone('threads'), unharmed(LINES, 'the twelve processes talk on')] },
    {
      fault: 'segfault',
      id: 'line-7',
      checks: [
        reborn('line-7'),
        unharmed(
          LINES.filter((id) => id !== 'line-7'),
          'the eleven others talk on, each in its old process',
        ),
      ],
    },
  ],
};

export default demo;
