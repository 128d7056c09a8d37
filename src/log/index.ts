export type { EventBody, LogEvent, TreeNode } from './events.js';
export { availability, clock, duration, ending, median, percent, restartsInWindow } from './figures.js';
export { History } from './history.js';
export { JsonLines, parseJsonLines } from './json.js';
export { EventLog } from './log.js';
export { BEAT_MS, type LifeState, type ProcessView } from './process.js';
export { initialView, reduce, type View } from './reducer.js';
