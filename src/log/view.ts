/** The part of the log that pages need: the fold and its figures, without what writes and checks. */
export type { LogEvent, TreeNode } from './events.js';
export { availability, clock, duration, ending, median, percent } from './figures.js';
export { initialView, type LifeState, type ProcessView, reduce, type View } from './reducer.js';
