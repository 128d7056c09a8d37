import type { Terminal } from '@xterm/xterm';
import type { DemoManifest } from '../../demo/manifest.js';
import type { Past } from '../../log/past.js';
import type { LogEvent, View } from '../../log/view.js';
import type { StageCommand } from '../../protocol/messages.js';
import type { ConnectionState } from './connection.js';
import type { Playback } from './playback.js';

/** Words are many, and nobody waits for them. */
export type Change = 'state' | 'words';

/**
 * Gives a page the log of a demo, whether its events come from a stage (`Session`) or from a recording (`RecordedSource`).
 * All times are ms on the log's clock.
 */
export interface LogSource {
  /** The fold of all events so far. */
  readonly view: View;
  /** By the ids of processes, as of `view`. */
  readonly terminals: Map<string, Terminal>;
  /** The manifest of the demo that the log is of. */
  readonly manifest: DemoManifest | undefined;
  /** Names the log; null while there is none. */
  readonly epoch: string | null;
  readonly past: Past;
  /** The moment of the log that the page shows. */
  readonly playback: Playback;
  /** The last moment there is to look at. */
  readonly end: number;
  readonly state: ConnectionState;
  /** The advice for a refused connection; empty when the connection is not refused. */
  readonly refusal: string;
  /** The way to the processes is broken, and being mended. */
  readonly isAway: boolean;
  /** May this page give commands? */
  readonly mayCommand: boolean;
  /** The fault of the last command, in words. */
  readonly notice: { readonly words: string };

  now(): number;

  /** Gives a command, where there are processes to take it. Resolves with whether it was done; if not, the notice says why. */
  do?(command: StageCommand): Promise<boolean>;

  /** Gives a process what was typed or pasted, where there are processes. `isBinary`: each character is one byte. */
  type?(id: string, data: string, isBinary?: boolean): void;

  /** Calls `watcher` after each change, and `reader` with each event as it happens. Returns how to stop. */
  watch(watcher: (what: Change) => void, reader?: (event: LogEvent) => void): () => void;

  /** Resolves with true as soon as `holds`; with false when it does not within `ms`. */
  until(holds: () => boolean, ms: number): Promise<boolean>;
}
