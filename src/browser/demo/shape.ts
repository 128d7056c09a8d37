import { STATE_SHAPES } from '../../demo/view-model/states.js';
import type { LifeState } from '../../log/view.js';

/** Browsers draw the heart as a picture of their own, unless they are told that it is text. */
const AS_TEXT = '\uFE0E';

/** The shape of a state, as a page shows it. */
export const shapeOf = (state: LifeState): string =>
  state === 'up' ? STATE_SHAPES[state] + AS_TEXT : STATE_SHAPES[state];
