export { headHtml, talkTitle } from './head.js';
export { EMPTY_FILE, parseDeck } from './parse.js';
export { formatProblem } from './problem.js';
export { sectionHtml } from './section.js';
export type { Deck, DeckOptions, Demo, Layout, Problem, Step } from './types.js';
