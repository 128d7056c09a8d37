import { fileURLToPath } from 'node:url';
import {
  atLeast,
  atMost,
  type Check,
  check,
  checkEach,
  type Demo,
  is,
  isReborn,
  isUp,
  lessThan,
  livesOf,
  moreThan,
  stateOf,
  told,
} from '../../src/demo/index.js';

const LETTERS = 1200;
const LANES = ['stdio', 'pipe', 'unix', 'tcp', 'http', 'zeromq'];
/** They take whatever they are given, and say nothing. */
const STREAMS = ['stdio', 'pipe', 'unix', 'tcp'];
/** 64 KiB each. How much a socket holds is up to the machine. */
const PIPES = ['stdio', 'pipe'];
const FEW = 100;
/** A connection has two ends, and each is told when the other closes; a pipe may have got another writer by then. */
const SOCKETS = ['unix', 'tcp'];

const WRITER = fileURLToPath(new URL('./writer.js', import.meta.url));
/** Its standard output is a lane, too. */
const REDIRECTED = ['-c', 'exec "$0" "$1" > stdio', process.execPath, WRITER];

const sent = (lane: string) => told('postmaster', `${lane} sent`);
const here = (lane: string) => told('postmaster', `${lane} here`);

const toldBySockets = (who: string): Check =>
  checkEach(
    SOCKETS,
    `the ${who} is told by its sockets`,
    (lane) => told('postmaster', `${lane} ${who} noticed`),
    atLeast(0),
  );

/** Counts of letters that still move may look like those of the end. */
const atRest = check('nothing moves any more', told('postmaster', 'at rest'), is(1));

const pipeIsSent = check('the writer has noted that all letters of the pipe were sent', sent('pipe'), is(LETTERS));

const connected = [
  check('six lanes lead from the writer to the reader', told('writer', 'lanes'), is(LANES.length)),
  isUp('postmaster'),
];

const demo: Demo = {
  name: 'messages',
  title: 'Sent is not received',
  claim: 'The writer has sent twelve hundred letters, it says so itself, and is dead. In the pipe there are eight.',
  requires: [{ command: 'mkfifo', package: 'coreutils' }],
  tree: {
    id: 'post',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      { id: 'reader', program: 'reader.js', ready: 'notify', cols: 32, rows: 13 },
      {
        id: 'writer',
        command: 'sh',
        args: REDIRECTED,
        env: { LETTERS: String(LETTERS) },
        ready: 'notify',
        cols: 32,
        rows: 13,
      },
      { id: 'postmaster', program: 'postmaster.js', ready: 'notify', cols: 42, rows: 10 },
    ],
  },
  panes: [
    { title: 'writer', processes: ['writer'] },
    { title: 'post office', processes: ['postmaster'] },
    { title: 'reader', processes: ['reader'] },
  ],
  chart: {
    kind: 'bars',
    title: `Letters that are here, of ${LETTERS}`,
    unit: '',
    max: LETTERS,
    bars: LANES.map((lane) => ({ label: lane, process: 'postmaster', metric: `${lane} here` })),
  },
  faults: { rush: { label: 'rush letters', on: ['writer'] } },
  running: connected,
  script: [
    {
      fault: 'rush',
      id: 'writer',
      patienceMs: 60_000,
      checks: [
        checkEach(LANES, 'all letters are sent', sent, is(LETTERS)),
        checkEach(LANES, 'both ends are awake: what was sent is here', here, is(LETTERS)),
      ],
    },
    {
      fault: 'freeze',
      id: 'reader',
      checks: [
        check('the reader takes a nap: HTTP waits for its answer', told('writer', 'unanswered'), atLeast(1)),
        check('the reader is not dead', stateOf('reader'), is('frozen')),
      ],
    },
    {
      fault: 'rush',
      id: 'writer',
      patienceMs: 60_000,
      checks: [
        checkEach(STREAMS, 'pipes and sockets say that all of it is sent', sent, is(LETTERS)),
        check('HTTP says none', sent('http'), is(0)),
        check('ZeroMQ takes some hundreds', sent('zeromq'), moreThan(LETTERS / 4)),
        check('then ZeroMQ takes no more', sent('zeromq'), lessThan(LETTERS)),
        checkEach(LANES, 'nothing is here', here, is(0)),
        atRest,
      ],
    },
    { fault: 'kill', id: 'writer', checks: isReborn('writer') },
    {
      fault: 'thaw',
      id: 'reader',
      checks: [
        toldBySockets('reader'),
        checkEach(STREAMS, 'some letters were on their way', here, moreThan(0)),
        checkEach(
          PIPES,
          'in the pipes were only a few: the others were still in the writer, and died with it',
          here,
          lessThan(FEW),
        ),
        check(
          'ZeroMQ has lost most of those that it kept',
          here('zeromq'),
          lessThan((now) => sent('zeromq')(now) / 2),
        ),
        check('HTTP has lost none that it called sent', here('http'), atLeast(sent('http'))),
        atRest,
      ],
    },
    { fault: 'kill', id: 'reader', checks: [...isReborn('reader'), toldBySockets('writer'), ...connected] },
  ],
  outcome: {
    after: [
      {
        fault: 'thaw',
        process: 'reader',
        first: [
          { fault: 'freeze', process: 'reader', result: check('the reader sleeps', stateOf('reader'), is('frozen')) },
          { fault: 'rush', process: 'writer', result: pipeIsSent },
          { fault: 'kill', process: 'writer', result: check('the writer has died', livesOf('writer'), atLeast(2)) },
        ],
      },
    ],
    checks: [
      pipeIsSent,
      check('no fewer than seven are here', here('pipe'), atLeast(7)),
      check('no more than nine are here', here('pipe'), atMost(9)),
      atRest,
    ],
  },
};

export default demo;
