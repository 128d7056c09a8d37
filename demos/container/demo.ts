import type { View } from '../../src/log/index.js';
import type { Demo, DemoWorker } from '../../src/stage/demo.js';
import { LIMITS } from './limits.js';
import { WAYS } from './ways.js';

const worker = (id: string, program = `${id}.js`): DemoWorker => ({ id, program, ready: 'notify', cols: 36, rows: 12 });

const told = (view: View, id: string, metric: string) => view.processes[id]?.metrics[metric] ?? 0;
const more = (id: string, metric: string, now: View, before: View) => told(now, id, metric) - told(before, id, metric);
const lives = (id: string, now: View, before: View) =>
  (now.processes[id]?.lives ?? 0) - (before.processes[id]?.lives ?? 0);
const isUp = (view: View, id: string) => view.processes[id]?.state === 'up';
const outsideGoesOn = (now: View, before: View) =>
  more('neighbour', 'started', now, before) >= 4 &&
  told(now, 'neighbour', 'failed') === 0 &&
  lives('commoner', now, before) === 0;

const demo: Demo = {
  name: 'container',
  title: 'The deaf king',
  claim: 'Process number 1 is a king: deaf to a polite TERM, and when he falls, his whole kingdom falls with him.',
  requires: [{ oneOf: WAYS }],
  tree: {
    id: 'world',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      { ...worker('commoner', 'king.js'), args: ['commoner'] },
      worker('king', 'castle.js'),
      worker('neighbour'),
    ],
  },
  panes: [
    { title: 'Ordinary', processes: ['commoner'] },
    { title: 'Process 1', processes: ['king'] },
    { title: 'Outside', processes: ['neighbour'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Processes that the king sees',
    unit: '',
    max: LIMITS.processes,
    bars: [
      { label: 'in the castle', process: 'neighbour', metric: 'king sees' },
      { label: 'may be', process: 'king', metric: 'limit' },
    ],
  },
  faults: {
    dismiss: { label: 'kill -TERM 1', on: ['king'] },
    execute: { label: 'kill -9 1', on: ['king'] },
    bomb: { label: 'fork bomb', on: ['king'] },
    eat: { label: 'eat memory', on: ['king'] },
  },
  running: [
    { says: 'the king sees his own people and nobody else', holds: (now) => told(now, 'neighbour', 'king sees') === 4 },
  ],
  script: [
    {
      fault: 'term',
      id: 'commoner',
      checks: [
        {
          says: 'an ordinary process dies of TERM',
          holds: (now, before) =>
            lives('commoner', now, before) === 1 && now.processes.commoner?.lastExit?.signal === 'SIGTERM',
        },
      ],
    },
    {
      fault: 'dismiss',
      id: 'king',
      checks: [
        {
          says: 'the same program as process 1 does not hear it, and answers on',
          holds: (now, before) => more('king', 'deaf', now, before) === 1 && lives('king', now, before) === 0,
        },
      ],
    },
    {
      fault: 'bomb',
      id: 'king',
      checks: [
        {
          says: `a fork bomb fills the castle, and is refused more than ${LIMITS.processes} processes`,
          holds: (now) => told(now, 'king', 'walled') === 1 && told(now, 'neighbour', 'refused') > 0,
        },
        { says: 'outside, processes start as if nothing were', holds: outsideGoesOn },
      ],
    },
    {
      fault: 'execute',
      id: 'king',
      checks: [
        {
          says: 'kill -9 of process 1 takes the whole kingdom along, the bomb, too',
          holds: (now, before) =>
            lives('king', now, before) === 1 &&
            isUp(now, 'king') &&
            told(now, 'king', 'people lost') >= 4 &&
            told(now, 'king', 'survivors') === 0 &&
            told(now, 'neighbour', 'king sees') === 4,
        },
      ],
    },
    {
      fault: 'eat',
      id: 'king',
      checks: [
        {
          says: 'who eats more than there is dies in his own castle, and a new king is crowned',
          holds: (now, before) => lives('king', now, before) === 1 && isUp(now, 'king'),
        },
        { says: 'and outside nobody is hungry', holds: outsideGoesOn },
      ],
    },
  ],
};

export default demo;
