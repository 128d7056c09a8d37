export type { EventBody, LogEvent, TreeNode } from './events.js';
export { availability, clock, duration, ending, median, percent, restartsInWindow } from './figures.js';
export { History } from './history.js';
export { JsonLines, parseJsonLines } from './json.js';
export { EventLog } from './log.js';
export { BEAT_MS, initialView, type LifeState, type ProcessView, reduce, type View } from './reducer.js';
