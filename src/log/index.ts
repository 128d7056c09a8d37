export { STAGE } from './author.js';
export type { Condition, EventBody, LogEvent, TreeNode } from './events.js';
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
export { JsonLines, parseJsonLines } from './json.js';
export { EventLog } from './log.js';
export { Past } from './past.js';
export { BEAT_MS, isDead, type LifeState, METRICS_KEPT, type ProcessView } from './process.js';
export { initialView, reduce, type View } from './reducer.js';
