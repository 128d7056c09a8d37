import type { Terminal } from '@xterm/xterm';
import type { Keyframe, Moment } from '../../log/past.js';
import type { DemoSheet } from '../../stage/sheet.js';
import { restore } from '../../terminal/snapshot/index.js';
import { closeTerminals, openTerminals } from './terminals.js';

/** Terminals as they were at some moment. Emulators of their own: the live ones go on meanwhile. */
export class Replay {
  readonly terminals: Map<string, Terminal>;
  private from: Keyframe | null = null;
  private written = 0;

  constructor(
    sheet: DemoSheet,
    private readonly changed: () => void,
  ) {
    this.terminals = openTerminals(sheet);
  }

  /** Forward is written on; back is begun again at the keyframe. */
  show({ from, outputs }: Moment): void {
    if (from !== this.from || outputs.length < this.written) this.rewind(from);
    for (const { id, data } of outputs.slice(this.written)) this.terminals.get(id)?.write(data, this.changed);
    this.written = outputs.length;
  }

  close(): void {
    closeTerminals(this.terminals);
  }

  private rewind(from: Keyframe): void {
    for (const [id, terminal] of this.terminals) restore(terminal, from.screens.get(id) ?? '', this.changed);
    this.from = from;
    this.written = 0;
  }
}
