import type { Because } from './state.js';

/** What happens to the processes of a tree, nested supervisors included. Times in ms. */
export type SupervisorEvent =
  | { type: 'start'; id: string; pid: number; incarnation: number; because: Because | 'promotion' }
  | { type: 'ready'; id: string; pid: number; incarnation: number; afterMs: number }
  | {
      type: 'exit';
      id: string;
      pid: number;
      incarnation: number;
      code: number | null;
      signal: NodeJS.Signals | null;
      uptimeMs: number;
      expected: boolean;
    }
  | { type: 'hung'; id: string; pid: number; silentMs: number }
  | { type: 'overweight'; id: string; pid: number; bytes: number }
  | { type: 'restart'; id: string; delayMs: number; inWindow: number; intensity: number }
  /** A restart did not come about. `code` and `path`: what the operating system said, if it was asked; see `StartError`. */
  | { type: 'failed'; id: string; message: string; code?: string; path?: string }
  | { type: 'giveup'; id: string; reason: string }
  | { type: 'message'; id: string; value: unknown }
  /** So many lines on its channel since the last such event were no message; `why`: what was wrong with the first. Once a second at most. */
  | { type: 'dropped'; id: string; pid: number; lines: number; why: string };

/** A tenth of a millisecond is what these clocks are good for. */
export const tenths = (ms: number) => Math.round(ms * 10) / 10;
