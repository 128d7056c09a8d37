import type { Child } from './spec.js';

/** What a launched child tells its supervisor. `exited` or `failed` comes exactly once and last. */
export interface LaunchEvents {
  spawned(pid: number): void;
  ready(): void;
  /** Anything else the child sends over IPC, unchecked. */
  message(value: unknown): void;
  exited(code: number | null, signal: NodeJS.Signals | null): void;
  /** No process came to be. */
  failed(message: string): void;
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

/** How a process comes to be: on pipes, in a terminal slot, or not at all in a test. */
export type Launch = (child: Child, incarnation: number, on: LaunchEvents) => Launched;
