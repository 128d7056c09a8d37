/** The part of the log that pages need: the fold, its past and its figures, without what writes and keeps it. */
export type { LogEvent, TreeNode } from './events.js';
export {
  availability,
  clock,
  conditionInWords,
  duration,
  ending,
  median,
  percent,
  spentRestarts,
  worstState,
} from './figures.js';
export { isDead, type LifeState, type ProcessView } from './process.js';
export { inAll, initialView, reduce, type View } from './reducer.js';
export type { Restart } from './restarts.js';
