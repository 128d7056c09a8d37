export { EMPTY_FILE, parseDeck } from './parse.js';
export { formatProblem } from './problem.js';
export { sectionHtml } from './section.js';
export type {
  Catalogue,
  Deck,
  DeckOptions,
  Demo,
  Layout,
  Picture,
  Pictures,
  Problem,
  Slide,
  SourceFile,
  Step,
} from './types.js';
