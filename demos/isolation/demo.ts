import {
  areTheSame,
  areUp,
  atLeast,
  type Check,
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  is,
  isReborn,
  moreThan,
  type Read,
  stateOf,
  told,
} from '../../src/demo/index.js';
import type { View } from '../../src/log/index.js';

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

const oneLine = (id: string, at: number): DemoWorker => ({
  id,
  program: 'line.js',
  args: [String(at + 1)],
  nodeArgs: [...SMALL_HEAP, ...SHORT_TRACE],
  ready: 'notify',
  cols: 48,
  rows: 13,
});

/** Words that were said before a death may be read after it; a call says four a second. */
const LAST_WORDS_MS = 500;

const heardAt = (id: string, view: View) => view.processes[id]?.heardAt ?? Number.NaN;

/** For how long a call was heard after the last death, in ms: it is not just alive then, it is in conversation. */
const heardSince =
  (id: string): Read =>
  (view) => {
    const deaths = Object.values(view.processes).map((process) => process.lastExit?.at ?? 0);
    return heardAt(id, view) - Math.max(...deaths);
  };

const endOf =
  (id: string): Read =>
  (view) =>
    view.processes[id]?.lastExit?.signal ?? 'no signal';

const gone = (id: string): Check[] => [
  check(`${id} is gone, and with it all its calls`, stateOf(id), is('off')),
  check(
    `nobody has asked ${id} to end`,
    ({ processes }) => (processes[id]?.lastExit?.expected === false ? 'it was not asked' : 'it was asked'),
    is('it was not asked'),
  ),
];

const unharmed = (ids: string[], who: string): Check[] => [
  areTheSame(ids, `${who}: each is in its old process`),
  checkEach(ids, `${who}: all talk on`, heardSince, moreThan(LAST_WORDS_MS)),
];

const reborn = (id: string): Check[] => [
  ...isReborn(id),
  check(`${id} talks`, heardSince(id), moreThan(LAST_WORDS_MS)),
];

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
    { title: 'as objects', processes: ['objects'] },
    { title: 'as threads', processes: ['threads'] },
    { title: 'as processes', processes: LINES },
  ],
  faults: {
    throw: { label: 'throw', on: BUILDS },
    exit: { label: 'exit', on: BUILDS },
    memory: { label: 'memory', on: BUILDS },
    abort: { label: 'abort', on: BUILDS },
    segfault: { label: 'segfault', on: BUILDS },
    spin: { label: 'spin', on: BUILDS },
  },
  running: [
    check('the exchange of objects carries twelve calls', told('objects', 'calls'), is(12)),
    check('that of threads, too', told('threads', 'calls'), is(12)),
    checkEach(LINES, 'each of the twelve processes carries one', (id) => told(id, 'calls'), is(1)),
    areUp(BUILDS, 'all are up'),
    checkEach(BUILDS, 'all are heard', (id) => (view) => heardAt(id, view), atLeast(0)),
  ],
  script: [
    {
      fault: 'throw',
      id: 'objects',
      checks: [...gone('objects'), ...unharmed(['threads', ...LINES], 'threads and processes')],
    },
    { fault: 'segfault', id: 'threads', checks: [...gone('threads'), ...unharmed(LINES, 'the twelve processes')] },
    {
      fault: 'segfault',
      id: 'line-7',
      checks: [
        ...reborn('line-7'),
        ...unharmed(
          LINES.filter((id) => id !== 'line-7'),
          'the eleven others',
        ),
      ],
    },
  ],
  outcome: {
    after: [{ fault: 'segfault', process: 'threads' }],
    isFaultAsked: true,
    checks: [
      check('the kernel has ended the process of the threads', endOf('threads'), is('SIGSEGV')),
      ...gone('threads'),
      ...unharmed(LINES, 'the twelve processes'),
    ],
  },
};

export default demo;
