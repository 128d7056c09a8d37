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
  | { type: 'failed'; id: string; message: string }
  | { type: 'giveup'; id: string; reason: string }
  | { type: 'message'; id: string; value: unknown };

/** A tenth of a millisecond is what these clocks are good for. */
export const tenths = (ms: number) => Math.round(ms * 10) / 10;
