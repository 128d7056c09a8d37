import type { Poll } from '../../protocol/audience.js';
import { Context } from '../context.js';
import type { Connection } from '../live/connection.js';
import type { LogSource } from '../live/log-source.js';
import type { Board } from './board.js';
import type { Shared } from './controller.js';
import { Steps } from './steps.js';

/** The polls of the talk; a workshop has none. */
interface PollSource {
  of(demo: string): Poll | null;
  watch(listener: () => void): () => void;
}
const NO_POLLS: PollSource = { of: () => null, watch: () => () => {} };

export interface DemoContext extends Shared {
  board: Board;
  polls: PollSource;
}

export const demoContext = new Context<DemoContext>();

/** Gives the demos below `host` a log, and a board to be shown on. */
export const provideDemos = (host: Element, log: LogSource, board: Board, polls = NO_POLLS): void =>
  demoContext.provide(host, { log, board, polls, steps: new Steps(), started: new Map() });

export interface TallyContext {
  log: LogSource;
  connection: Pick<Connection, 'watch'>;
}

export const tallyContext = new Context<TallyContext>();
