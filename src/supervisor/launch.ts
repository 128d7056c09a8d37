import type { StartFailure } from './errors.js';
import type { Child } from './spec.js';

/** What a launched child tells its supervisor. `exited` or `failed` comes exactly once and last. */
export interface LaunchEvents {
  spawned(pid: number): void;
  /** `info` is for whoever asked for the start. */
  ready(info?: unknown): void;
  /** It wants no start here: OTP's `ignore`. */
  ignored(): void;
  beat(): void;
  /** A spare has booted and waits for its promotion. */
  warm(): void;
  /** Anything else the child sends over IPC, unchecked. */
  message(value: unknown): void;
  /** So many lines on the channel were no message, since the last report; `why`: what was wrong with the first of them. */
  dropped?(lines: number, why: string): void;
  exited(code: number | null, signal: NodeJS.Signals | null): void;
  /** No process came to be; `cause`: what the operating system said, if it was asked. */
  failed(message: string, cause?: StartFailure): void;
}

export interface Launched {
  /** A polite end: TERM, then CONT, for a frozen process sees no signal but those (s6 and runit do the same). */
  terminate(): void;
  /** The whole process group, at once. */
  kill(): void;
  /** One signal to the process itself; false when it is gone. */
  signal(signal: NodeJS.Signals): boolean;
  /** A message over IPC; false when nobody can take it. */
  send(message: unknown): boolean;
}

/** Nothing was launched, so there is nothing to reach. */
export const NOBODY: Launched = { terminate() {}, kill() {}, signal: () => false, send: () => false };

/** How a process comes to be: on pipes, in a terminal slot, or not at all in a test. */
export type Launch = (child: Child, on: LaunchEvents) => Launched;
