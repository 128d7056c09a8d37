/** The part of the log that pages need: the fold and its figures, without what writes and keeps it. */
export type { LogEvent, TreeNode } from './events.js';
export { availability, clock, duration, ending, median, percent, restartsInWindow } from './figures.js';
export { inAll, initialView, type LifeState, type ProcessView, reduce, type View } from './reducer.js';
