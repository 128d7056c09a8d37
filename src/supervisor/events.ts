import type { StartFailure } from './errors.js';
import type { Because, EndedBy } from './state.js';

/**
 * The events of the processes of a tree, nested supervisors included, in the order in which they happen. `id` is that of
 * the child, `pid` that of its process; `incarnation` counts the starts of the child. Times are in ms.
 */
export type SupervisorEvent =
  /** A process exists. `because`: the boot of the tree, a restart, a call, or the promotion of a spare. */
  | { type: 'start'; id: string; pid: number; incarnation: number; because: Because | 'promotion' }
  /** The start is done, by the rule of the spec's `ready`; `afterMs` is the time since its beginning. */
  | { type: 'ready'; id: string; pid: number; incarnation: number; afterMs: number }
  /** The process has ended, with an exit code or by a signal. `expected`: its supervisor has asked for the end. */
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
  /** The child has sent no beat for longer than its `watchdog`, and is killed. */
  | { type: 'hung'; id: string; pid: number; silentMs: number }
  /** The child has more resident bytes than its `memoryMax`, and is killed. */
  | { type: 'overweight'; id: string; pid: number; bytes: number }
  /**
   * A restart is counted, and starts after `delayMs`. `inWindow`:
   * the number of restarts within the period, this one included.
   */
  | { type: 'restart'; id: string; delayMs: number; inWindow: number; intensity: number }
  /** A restart has failed, with the error of the operating system or the end of the process: see `StartFailure`. */
  | ({ type: 'failed'; id: string; message: string } & StartFailure)
  /**
   * The child was shut down and has not ended as it should: `killed`, because its time was over or
   * because another process killed it, or by an exit code or a signal that has nothing to do with
   * the shutdown. These are not errors: exit code 0, TERM, 143, and `killed` after `brutal_kill`.
   * Source: OTP's report of this name. `pid` of a nested supervisor: that of this process.
   */
  | { type: 'shutdown_error'; id: string; pid: number; reason: EndedBy }
  /** The restart of `id` was one too many: its supervisor ends, and `reason` has the numbers. */
  | { type: 'giveup'; id: string; reason: string }
  /** A message of the child over IPC that is not for the supervisor, unchecked. */
  | { type: 'message'; id: string; value: unknown }
  /**
   * Since the last such event, so many lines on the channel were not messages; `why` says what was wrong with the first.
   * The event comes once a second at most.
   */
  | { type: 'dropped'; id: string; pid: number; lines: number; why: string };

/** These clocks are exact to a tenth of a millisecond. */
export const tenths = (ms: number) => Math.round(ms * 10) / 10;
