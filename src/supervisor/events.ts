import type { StartFailure } from './errors.js';
import type { Because, EndedBy } from './state.js';

/**
 * What happens to the processes of a tree, nested supervisors included, in the order in which it happens. `id` is that of the
 * child, `pid` that of its process; a child has had `incarnation` starts. Times in ms.
 */
export type SupervisorEvent =
  /** There is a process. `because`: the boot of the tree, a restart, a call, or the promotion of a spare. */
  | { type: 'start'; id: string; pid: number; incarnation: number; because: Because | 'promotion' }
  /** The start is done, by the rule of the spec's `ready`, so many ms after it began. */
  | { type: 'ready'; id: string; pid: number; incarnation: number; afterMs: number }
  /** The process is over, with an exit code or by a signal. `expected`: its supervisor has asked for the end. */
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
  /** The child was silent for longer than its `watchdog`, and is killed. */
  | { type: 'hung'; id: string; pid: number; silentMs: number }
  /** The child has more resident bytes than its `memoryMax`, and is killed. */
  | { type: 'overweight'; id: string; pid: number; bytes: number }
  /** A restart is counted, and begins after `delayMs`. `inWindow`: how many there are within the period, this one too. */
  | { type: 'restart'; id: string; delayMs: number; inWindow: number; intensity: number }
  /** A restart did not come about. What the operating system said, or how the process ended: see `StartFailure`. */
  | ({ type: 'failed'; id: string; message: string } & StartFailure)
  /**
   * The child was shut down and has not ended as it should: `killed`, because its time was over or by somebody else, or by an
   * exit code or a signal that has nothing to do with the shutdown. No error: exit code 0, TERM, 143, and `killed` after
   * `brutal_kill`. Source: OTP's report of this name. `pid` of a nested supervisor: that of this process.
   */
  | { type: 'shutdown_error'; id: string; pid: number; reason: EndedBy }
  /** The restart of `id` was one too many: its supervisor ends, and `reason` has the numbers. */
  | { type: 'giveup'; id: string; reason: string }
  /** What the child has said over IPC that is not for the supervisor, unchecked. */
  | { type: 'message'; id: string; value: unknown }
  /** So many lines on its channel since the last such event were no message; `why`: what was wrong with the first. Once a second at most. */
  | { type: 'dropped'; id: string; pid: number; lines: number; why: string };

/** A tenth of a millisecond is what these clocks are good for. */
export const tenths = (ms: number) => Math.round(ms * 10) / 10;
