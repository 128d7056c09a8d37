import { fileURLToPath } from 'node:url';
import type { View } from '../../src/log/index.js';
import type { Check, Demo } from '../../src/stage/demo.js';

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

const told = (view: View, metric: string) => view.processes.postmaster?.metrics[metric] ?? 0;
const sent = (view: View, lane: string) => told(view, `${lane} sent`);
const here = (view: View, lane: string) => told(view, `${lane} here`);
const noticed = (who: string, lane: string, view: View) =>
  (view.processes.postmaster?.metrics[`${lane} ${who} noticed`] ?? -1) >= 0;

const reborn = (id: string): Check => ({
  says: `the ${id} is reborn`,
  holds: (now, before) =>
    now.processes[id]?.state === 'up' && now.processes[id].lives === (before.processes[id]?.lives ?? 0) + 1,
});
const toldBySockets = (who: string): Check => ({
  says: `the ${who} is told by its sockets`,
  holds: (now) => SOCKETS.every((lane) => noticed(who, lane, now)),
});

const connected: Check = {
  says: 'six lanes lead from the writer to the reader',
  holds: (now) => now.processes.writer?.metrics.lanes === LANES.length && now.processes.postmaster?.state === 'up',
};

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
  faults: { rush: { label: 'write letters', on: ['writer'] } },
  running: [connected],
  script: [
    {
      fault: 'rush',
      id: 'writer',
      patienceMs: 60_000,
      checks: [
        {
          says: 'both ends are awake: what was sent is here',
          holds: (now) => LANES.every((lane) => sent(now, lane) === LETTERS && here(now, lane) === LETTERS),
        },
      ],
    },
    {
      fault: 'freeze',
      id: 'reader',
      checks: [{ says: 'the reader takes a nap', holds: (now) => now.processes.reader?.state === 'frozen' }],
    },
    {
      fault: 'rush',
      id: 'writer',
      patienceMs: 60_000,
      checks: [
        {
          says: 'pipes and sockets say that all of it is sent',
          holds: (now) => STREAMS.every((lane) => sent(now, lane) === LETTERS),
        },
        {
          says: 'HTTP says none, and ZeroMQ stops after some hundreds',
          holds: (now) => sent(now, 'http') === 0 && sent(now, 'zeromq') > LETTERS / 4 && sent(now, 'zeromq') < LETTERS,
        },
        { says: 'nothing is here', holds: (now) => LANES.every((lane) => here(now, lane) === 0) },
      ],
    },
    { fault: 'kill', id: 'writer', checks: [reborn('writer')] },
    {
      fault: 'thaw',
      id: 'reader',
      checks: [
        toldBySockets('reader'),
        {
          says: 'a few letters were in the pipes; the others were still in the writer, and died with it',
          holds: (now) =>
            PIPES.every((lane) => here(now, lane) > 0 && here(now, lane) < FEW) &&
            STREAMS.every((lane) => here(now, lane) > 0),
        },
        {
          says: 'ZeroMQ has lost most of those that it kept; HTTP has lost none that it called sent',
          holds: (now) => here(now, 'zeromq') < sent(now, 'zeromq') / 2 && here(now, 'http') >= sent(now, 'http'),
        },
      ],
    },
    { fault: 'kill', id: 'reader', checks: [reborn('reader'), toldBySockets('writer'), connected] },
  ],
};

export default demo;
