import type { Terminal } from '@xterm/xterm';
import type { DemoManifest } from '../../demo/manifest.js';
import type { Keyframe, Moment } from '../../log/past.js';
import { restore } from '../../terminal/snapshot/index.js';
import { closeEmulators, type Emulators, openEmulators, terminalsOf } from './terminals.js';

/** Terminals as they were at some moment. Emulators of their own: the live ones go on meanwhile. */
export class Replay {
  private readonly emulators: Emulators;
  private from: Keyframe | null = null;
  private written = 0;

  constructor(
    manifest: DemoManifest,
    private readonly changed: () => void,
  ) {
    this.emulators = openEmulators(manifest, changed);
  }

  get terminals(): Map<string, Terminal> {
    return terminalsOf(this.emulators);
  }

  /** A move forward writes on; a move back starts again at the keyframe. */
  show({ from, outputs }: Moment): void {
    if (from !== this.from || outputs.length < this.written) this.rewind(from);
    for (const { id, data } of outputs.slice(this.written)) this.emulators.get(id)?.write(data, this.changed);
    this.written = outputs.length;
  }

  close(): void {
    closeEmulators(this.emulators);
  }

  private rewind(from: Keyframe): void {
    for (const [id, emulator] of this.emulators) restore(emulator, from.screens.get(id) ?? '', this.changed);
    this.from = from;
    this.written = 0;
  }
}
