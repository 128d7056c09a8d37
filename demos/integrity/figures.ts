/** The figures that script, claims and outcome of the demo read off the view. */
import { areTheSame, type Check, check, growth, is, isUp, moreThan, type ReadOne, told } from '../../src/demo/index.js';

/** The counts of the auditor. */
export const heard = (what: string): ReadOne<number> => told('auditor', what);

/** Answers: those that were under way at the fault do not count for what follows it. */
export const STAYS = 3;

export const neverWrong = check('the careful bank was never wrong', heard('careful wrong'), is(0));
export const mended = check(
  'the scrubber has found the page and mended it from the other copy',
  growth(told('scrubber', 'repaired')),
  moreThan(0),
);
/** One byte of the trusting bank is another. */
export const nobodyNotices: Check[] = [
  check('the trusting bank tells a wrong total', growth(heard('trusting wrong')), moreThan(STAYS)),
  check('it never says that it does not know', heard('trusting refused'), is(0)),
  isUp('trusting'),
  areTheSame(['trusting'], 'it has not even been restarted'),
  check('the damage is still there', told('auditor', 'trusting damaged'), moreThan(0)),
];
