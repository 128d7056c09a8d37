import type { StartFailure } from './errors.js';
import type { Child } from './spec.js';

/** The calls by which a launched child reports to its supervisor. `exited` or `failed` comes exactly once and last. */
export interface LaunchEvents {
  spawned(pid: number): void;
  /** `info` is for the caller that asked for the start. */
  ready(info?: unknown): void;
  /** The child wants no start here: OTP's `ignore`. */
  ignored(): void;
  beat(): void;
  /** A spare has booted and waits for its promotion. */
  warm(): void;
  /** Any other message of the child over IPC, unchecked. */
  message(value: unknown): void;
  /** Since the last report, so many lines on the channel were not messages; `why` says what was wrong with the first of them. */
  dropped?(lines: number, why: string): void;
  exited(code: number | null, signal: NodeJS.Signals | null): void;
  /** No process came to be; `cause`: the answer of the operating system, if it was asked. */
  failed(message: string, cause?: StartFailure): void;
}

export interface Launched {
  /** Asks for an orderly end: TERM, then CONT, because a frozen process sees TERM only after CONT (s6 and runit do the same). */
  terminate(): void;
  /** Kills the whole process group, at once. */
  kill(): void;
  /** Sends one signal to the process itself; false when the process has ended. */
  signal(signal: NodeJS.Signals): boolean;
  /** Sends a message over IPC; false when there is no process to take it. */
  send(message: unknown): boolean;
}

/** Nothing was launched, so there is nothing to reach. */
export const NOBODY: Launched = { terminate() {}, kill() {}, signal: () => false, send: () => false };

/** How a process is started: on pipes, in a terminal slot, or not at all in a test. */
export type Launch = (child: Child, on: LaunchEvents) => Launched;
