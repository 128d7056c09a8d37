/** The figures that script, claims and outcome of the demo read off the view. */
import { type Check, check, growth, is, isUp, lessThan, moreThan, notAsBefore, told } from '../../src/demo/index.js';

/** Slices that were on their way at the fault do not count for what follows it. */
const A_FEW = 2;
/** In percent: far above what twelve knobs leave over by good luck. */
const ONE_IN_FIVE = 20;

export const KITCHENS = 30;

export const eaten = (what: string) => growth(told('guest', what));

export const wasEverywhere: Check[] = [
  check('the chimp was in all kitchens', told('chimp', 'kitchens'), is(KITCHENS)),
  check('it was there once more', growth(told('chimp', 'rounds')), is(1)),
];

export const fewMakeToast: Check[] = [
  ...wasEverywhere,
  check('of the toasters with twelve knobs, few make toast', told('chimp', 'A toast'), lessThan(ONE_IN_FIVE)),
];

export const breadComesOut: Check[] = [
  isUp('toaster'),
  check('what comes out of it is bread', eaten('cold'), moreThan(A_FEW)),
];

/** Cold slices of before the kill may still be on the table, but no new ones. */
export const toastAgain: Check[] = [
  check('toast again', eaten('toast'), moreThan(A_FEW)),
  check('nobody went without', eaten('hungry'), is(0)),
];

export const noSliceTells: Check[] = [
  check('another heater is in it', told('toaster', 'gas'), notAsBefore(told('toaster', 'gas'))),
  check('no slice at breakfast tells', eaten('cold'), is(0)),
  ...toastAgain,
];
