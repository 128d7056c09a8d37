import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { Batch } from './batch.js';
import { openPty, type Pty, stdioInside } from './pty.js';
import { Screen } from './screen.js';
import { Writer } from './writer.js';

export interface SlotOptions {
  cols: number;
  rows: number;
  /** Everything that appears in the terminal, as bytes, in order. */
  onOutput(bytes: Buffer): void;
}

/** How long last words may take to pass through the terminal, in ms; only a terminal stopped with Ctrl-S needs all of it. */
const DRAIN_MS = 50;
/** Undoes what a dead process left behind: modes (DECSTR), the other screen, mouse reports, bracketed paste. */
const RESET = '\x1b[!p\x1b[?47l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l';

/** A terminal that outlives the processes in it: opened once, every incarnation is started on its slave side. */
export class Slot {
  readonly screen: Screen;
  private readonly pty: Pty;
  private readonly writer: Writer;
  private readonly batch: Batch;
  private readonly scratch = Buffer.allocUnsafe(64 * 1024);
  private closed = false;

  constructor(options: SlotOptions) {
    const { cols, rows } = options;
    this.pty = openPty(cols, rows);
    this.writer = new Writer(this.pty.master);
    this.screen = new Screen(cols, rows, {
      pressure: (full) => (full ? this.pty.reader.pause() : this.pty.reader.resume()),
      answer: (data) => void this.write(Buffer.from(data)),
    });
    this.batch = new Batch((bytes) => {
      this.screen.write(bytes);
      options.onOutput(bytes);
    });
    this.pty.reader.on('data', (bytes: Buffer) => this.batch.add(bytes));
    this.pty.reader.on('error', () => this.close());
  }

  /** The stdio for a process that is to run in here: the terminal three times, IPC on 3. */
  stdio(): (number | 'ipc' | 'ignore')[] {
    return stdioInside(this.pty.slave);
  }

  /** The path of the terminal, for a process that is to be controlled by it. */
  get device(): string {
    return this.pty.device;
  }

  /** Input for the process inside; false when it reads too slowly to take it. */
  write(bytes: Buffer): boolean {
    return this.writer.write(bytes);
  }

  /** Writes to the terminal as an announcer, not through a process. */
  announce(text: string): void {
    if (this.closed) return;
    this.batch.add(Buffer.from(text));
    this.batch.flush();
  }

  /**
   * To be called when the process in here has ended, before the news of it is passed on: brings out its last words and
   * leaves a sane terminal to the next one. The kernel carries it from slave to master at its leisure, so
   * "nothing to read" proves nothing: a marker sent the same way does, when it arrives.
   */
  lastWords(): void {
    if (this.closed) return;
    const marker = `\x1b]7777;${randomBytes(8).toString('hex')}\x07`;
    const chunks: Buffer[] = [];
    const deadline = performance.now() + DRAIN_MS;
    let sent = false;
    let text = '';
    while (!text.includes(marker) && performance.now() < deadline) {
      if (!sent) sent = this.trySend(marker);
      const bytes = this.tryRead();
      if (!bytes) continue;
      chunks.push(bytes);
      text = (text + bytes.toString('latin1')).slice(-2 * this.scratch.length);
    }
    const words = Buffer.concat(chunks);
    const end = words.indexOf(marker);
    this.batch.add(end < 0 ? words : Buffer.concat([words.subarray(0, end), words.subarray(end + marker.length)]));
    this.announce(RESET);
    // After the next process has been started: it needs far longer to its first word than this takes.
    setImmediate(() => this.resetLine());
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.writer.close();
    this.batch.close();
    this.pty.close();
    this.screen.close();
  }

  private trySend(marker: string): boolean {
    try {
      // Short enough to be taken whole or not at all.
      return writeSync(this.pty.control, marker) > 0;
    } catch {
      return false;
    }
  }

  private tryRead(): Buffer | null {
    try {
      const size = readSync(this.pty.master, this.scratch);
      return Buffer.from(this.scratch.subarray(0, size));
    } catch {
      return null;
    }
  }

  /**
   * A process killed in raw mode leaves the line raw, and the next one would print a staircase. A line that was stopped
   * with Ctrl-S would stay stopped for ever: without `ixon` it goes on.
   */
  private resetLine(): void {
    if (this.closed) return;
    spawn('stty', ['sane', '-ixon', 'iutf8'], { stdio: [this.pty.slave, 'ignore', 'ignore'] }).on('error', () => {});
  }
}
