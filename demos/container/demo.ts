import { check, type Demo, type DemoWorker, is, isReborn, moreThan, told } from '../../src/demo/index.js';
import {
  commonerDies,
  diesOfTerm,
  kingIsDeaf,
  nobodySurvives,
  outsideGoesOn,
  seen,
  seesHisOwnPeople,
} from './figures.js';
import { LIMITS } from './limits.js';
import { WAYS } from './ways.js';

const worker = (id: string, program = `${id}.js`): DemoWorker => ({ id, program, ready: 'notify', cols: 36, rows: 12 });

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
    title: `Threads inside; the wall: ${LIMITS.processes}`,
    unit: '',
    max: LIMITS.processes,
    bars: [{ label: 'in the castle', process: 'neighbour', metric: 'threads' }],
  },
  faults: {
    dismiss: { label: 'dismiss (TERM)', on: ['king'] },
    execute: { label: 'execute (KILL)', on: ['king'] },
    bomb: { label: 'fork bomb', on: ['king'] },
    eat: { label: 'eat memory', on: ['king'] },
  },
  running: [seesHisOwnPeople],
  script: [
    { fault: 'term', id: 'commoner', checks: commonerDies },
    { fault: 'dismiss', id: 'king', checks: kingIsDeaf },
    {
      fault: 'bomb',
      id: 'king',
      checks: [
        check('a fork bomb is lit behind walls', told('king', 'walled'), is(1)),
        check(
          `it fills the castle, and is refused more than ${LIMITS.processes} processes`,
          seen('refused'),
          moreThan(0),
        ),
        ...outsideGoesOn,
      ],
    },
    { fault: 'execute', id: 'king', checks: nobodySurvives },
    {
      fault: 'eat',
      id: 'king',
      checks: [...isReborn('king'), ...outsideGoesOn],
    },
  ],
  outcome: {
    after: [{ fault: 'dismiss', process: 'king', first: [{ fault: 'term', process: 'commoner', result: diesOfTerm }] }],
    checks: [diesOfTerm, ...kingIsDeaf],
  },
};

export default demo;
