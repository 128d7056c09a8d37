/** The figures that script, claims and outcome of the demo read off the view. */
import {
  areTheSame,
  atLeast,
  type Check,
  check,
  growth,
  is,
  isReborn,
  type ReadOne,
  told,
} from '../../src/demo/index.js';

export const seen = (what: string) => told('neighbour', what);

export const seesHisOwnPeople = check('the king sees his own people and nobody else', seen('king sees'), is(4));

export const outsideGoesOn: Check[] = [
  check('outside, processes start as if nothing were', growth(seen('started')), atLeast(4)),
  check('outside, none has failed to start', seen('failed'), is(0)),
  areTheSame(['commoner'], 'the commoner lives on'),
];

const endOfCommoner: ReadOne = ({ processes: { commoner } }) => commoner?.lastExit?.signal ?? 'no signal';
export const diesOfTerm = check('an ordinary process dies of TERM', endOfCommoner, is('SIGTERM'));

export const commonerDies: Check[] = [...isReborn('commoner'), diesOfTerm];

export const kingIsDeaf: Check[] = [
  check('the same program as process 1 does not hear it, and answers on', growth(told('king', 'deaf')), is(1)),
  areTheSame(['king'], 'the king reigns on'),
];

export const nobodySurvives: Check[] = [
  ...isReborn('king'),
  check('kill -9 of process 1 takes his people along', told('king', 'people lost'), atLeast(4)),
  check('nobody in the kingdom survives, not even the bomb', told('king', 'survivors'), is(0)),
  seesHisOwnPeople,
];
