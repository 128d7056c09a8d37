import { Context } from '../context.js';
import type { Connection } from '../live/connection.js';
import type { LogSource } from '../live/log-source.js';
import type { Board } from './board.js';
import type { Shared } from './controller.js';
import { Steps } from './steps.js';

export interface DemoContext extends Shared {
  board: Board;
}

export const demoContext = new Context<DemoContext>();

/** Gives the demos below `host` a log, and a board to be shown on. */
export const provideDemos = (host: Element, log: LogSource, board: Board): void =>
  demoContext.provide(host, { log, board, steps: new Steps(), started: new Map() });

export interface TallyContext {
  log: LogSource;
  connection: Pick<Connection, 'watch'>;
}

export const tallyContext = new Context<TallyContext>();
