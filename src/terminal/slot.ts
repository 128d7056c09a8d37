import { Batch } from './batch.js';
import { END_OF_ROW, freshTerminal } from './fresh.js';
import { Writer } from './input-writer.js';
import { Line } from './line.js';
import { Screen } from './screen.js';

export interface SlotOptions {
  cols: number;
  rows: number;
  /** Everything that appears in the terminal, as bytes, in order. `isAnnounced`: no process has written it. */
  onOutput(bytes: Buffer, isAnnounced: boolean): void;
}

const NEWLINE = '\n'.charCodeAt(0);

/**
 * A terminal that outlives the processes in it. The emulator, which is what viewers see, stays; the line below it is a new one for
 * each process, so nothing that a process has done to its line reaches the next one.
 */
export class Slot {
  readonly screen: Screen;
  private readonly lines = new Set<Line>();
  /** The line that typed words go to. */
  private foreground: Line | null = null;
  private readonly writer = new Writer();
  private readonly batch: Batch;
  /** Why the lines have to wait: the emulator is behind, or a process floods. */
  private readonly holds: Record<'emulator' | 'flood', boolean> = { emulator: false, flood: false };
  /** Nothing has been written since the last newline. */
  private isRowEnded = true;
  private closed = false;
  /** Processes that have ended in here; and how many of these ends the emulator has come to. */
  private ends = 0;
  private endsSeen = 0;

  constructor(private readonly options: SlotOptions) {
    const { cols, rows } = options;
    this.screen = new Screen(cols, rows, {
      pressure: (full) => this.hold('emulator', full),
      // The emulator answers when it has read so far: then the one who asked may be dead, and the next one has asked nothing.
      answer: (data) => void (this.endsSeen === this.ends && this.write(Buffer.from(data))),
    });
    this.batch = new Batch({
      send: (bytes) => this.show(bytes, false),
      hold: (on) => this.hold('flood', on),
    });
  }

  /** A line for one process, which is to be started in it at once. Throws when the system has none to give. */
  open(): Line {
    const { cols, rows } = this.options;
    const line: Line = new Line(cols, rows, {
      set: () => this.connect(),
      output: (bytes) => this.put(bytes),
      ended: () => this.ended(line),
    });
    this.lines.add(line);
    if (this.isHeld) line.pause();
    return line;
  }

  /** Typed words go to the process `pid` from now on, and so do those that were typed since its predecessor ended. */
  bringToForeground(pid: number): void {
    this.foreground = [...this.lines].find((line) => line.pid === pid) ?? null;
    this.connect();
  }

  /** Input for the process in the foreground, or the next one; false when it reads too slowly to take it. */
  write(bytes: Buffer): boolean {
    return this.writer.write(bytes);
  }

  /** Writes to the terminal as an announcer, not through a process. */
  announce(text: string): void {
    if (this.closed) return;
    const bytes = Buffer.from(text);
    this.isRowEnded = bytes.at(-1) === NEWLINE;
    this.batch.flush();
    this.show(bytes, true);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const line of this.lines) line.close();
    this.writer.close();
    this.batch.close();
    this.screen.close();
  }

  private put(bytes: Buffer): void {
    this.isRowEnded = bytes.at(-1) === NEWLINE;
    this.batch.add(bytes);
  }

  private show(bytes: Buffer, isAnnounced: boolean): void {
    this.screen.write(bytes);
    this.options.onOutput(bytes, isAnnounced);
  }

  private get isHeld(): boolean {
    return this.holds.emulator || this.holds.flood;
  }

  private hold(why: 'emulator' | 'flood', on: boolean): void {
    this.holds[why] = on;
    for (const line of this.lines) {
      if (this.isHeld) line.pause();
      else line.resume();
    }
  }

  private connect(): void {
    if (this.foreground?.isSet) this.writer.attach(this.foreground.master);
  }

  private ended(line: Line): void {
    this.lines.delete(line);
    if (line !== this.foreground) return;
    this.foreground = null;
    this.writer.detach();
    if (this.closed) return;
    // The next process begins on a row of its own; and a cursor behind a full row would be restored onto its last character.
    if (!this.isRowEnded) this.announce(END_OF_ROW);
    this.announce(freshTerminal(this.options.cols));
    this.isRowEnded = true;
    const ends = ++this.ends;
    this.screen.settled(() => {
      this.endsSeen = ends;
    });
  }
}
