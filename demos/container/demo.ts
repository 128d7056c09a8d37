import { areTheSame, atLeast, check, growth, is, isReborn, livesOf, moreThan, told } from '../../src/stage/checks.js';
import type { Demo, DemoWorker } from '../../src/stage/demo.js';
import { LIMITS } from './limits.js';
import { WAYS } from './ways.js';

const worker = (id: string, program = `${id}.js`): DemoWorker => ({ id, program, ready: 'notify', cols: 36, rows: 12 });

const seesHisOwnPeople = check('the king sees his own people and nobody else', told('neighbour', 'king sees'), is(4));
const outsideGoesOn = [
  check('outside, processes start as if nothing were', growth(told('neighbour', 'started')), atLeast(4)),
  check('outside, none has failed to start', told('neighbour', 'failed'), is(0)),
  areTheSame(['commoner'], 'the commoner lives on'),
];

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
  running: [seesHisOwnPeople],
  script: [
    {
      fault: 'term',
      id: 'commoner',
      checks: [
        ...isReborn('commoner'),
        check(
          'an ordinary process dies of TERM',
          ({ processes: { commoner } }) => commoner?.lastExit?.signal ?? 'no signal',
          is('SIGTERM'),
        ),
      ],
    },
    {
      fault: 'dismiss',
      id: 'king',
      checks: [
        check('the same program as process 1 does not hear it, and answers on', growth(told('king', 'deaf')), is(1)),
        check('the king reigns on', growth(livesOf('king')), is(0)),
      ],
    },
    {
      fault: 'bomb',
      id: 'king',
      checks: [
        check('a fork bomb is lit behind walls', told('king', 'walled'), is(1)),
        check(
          `it fills the castle, and is refused more than ${LIMITS.processes} processes`,
          told('neighbour', 'refused'),
          moreThan(0),
        ),
        ...outsideGoesOn,
      ],
    },
    {
      fault: 'execute',
      id: 'king',
      checks: [
        ...isReborn('king'),
        check('kill -9 of process 1 takes his people along', told('king', 'people lost'), atLeast(4)),
        check('nobody in the kingdom survives, not even the bomb', told('king', 'survivors'), is(0)),
        seesHisOwnPeople,
      ],
    },
    {
      fault: 'eat',
      id: 'king',
      checks: [...isReborn('king'), ...outsideGoesOn],
    },
  ],
};

export default demo;
