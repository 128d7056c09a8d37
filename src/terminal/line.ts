import { randomBytes } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { openPty, type Pty, stdioInside } from './pty.js';

/** The first byte that comes over a line says that its modes are set. */
const SET = '.';
/**
 * The modes of each line from the first byte of its process on, in the words of stty(1). Without `ixon` Ctrl-S is a key
 * like any other; with `iutf8` Backspace takes a whole character.
 */
const MODES = 'sane -ixon iutf8';

/** How long a terminal may refuse the marker behind the last words, in ms: one that its process has stopped never takes it. */
const REFUSED_MS = 50;
/** How long a marker may be under way, in ms: the kernel carries it at its leisure, later still when the machine is busy. */
const UNDER_WAY_MS = 1000;

const READ_BYTES = 64 * 1024;
const scratch = Buffer.allocUnsafe(READ_BYTES);

interface LineEvents {
  /** The modes are set: what is typed from now on is taken as it should be. */
  set(): void;
  output(bytes: Buffer): void;
  /** The line is closed, after all that its process said was told. */
  ended(): void;
}

/**
 * The terminal device of one process, no older than the process itself: no other process has set its modes or its size, or has left
 * typed words in it.
 */
export class Line {
  /** The pid of the process in here, once it is known. */
  pid: number | null = null;
  isSet = false;
  /**
   * Shell commands that set the line's modes and tell us so. The shell that starts the process carries them out in its place, with the
   * terminal as their standard input and output, before they become the program.
   */
  readonly preparation = `{ stty ${MODES} 2>/dev/null; printf ${SET}; }`;
  private readonly pty: Pty;
  private isOver = false;

  constructor(
    cols: number,
    rows: number,
    private readonly on: LineEvents,
  ) {
    this.pty = openPty(cols, rows);
    this.pty.reader.on('data', (bytes: Buffer) => this.take(bytes));
    this.pty.reader.on('error', () => this.close());
  }

  /** The path of the terminal, for the process that is to be controlled by it. */
  get device(): string {
    return this.pty.device;
  }

  /** For what is typed. Non-blocking. */
  get master(): number {
    return this.pty.master;
  }

  /** The stdio of its process: the terminal three times, IPC on 3. */
  stdio(): (number | 'ipc' | 'ignore')[] {
    return stdioInside(this.pty.slave);
  }

  pause(): void {
    this.pty.reader.pause();
  }

  resume(): void {
    this.pty.reader.resume();
  }

  /** Tells the last words and closes the line. The owner calls this when the process has ended, before the news of it is passed on. */
  end(): void {
    if (this.isOver) return;
    this.lastWords();
    this.close();
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.pty.close();
    this.on.ended();
  }

  private take(bytes: Buffer): void {
    const isFirst = !this.isSet && bytes.length > 0;
    const words = isFirst && bytes[0] === SET.charCodeAt(0) ? bytes.subarray(1) : bytes;
    if (words.length > 0) this.on.output(words);
    if (!isFirst) return;
    this.isSet = true;
    this.on.set();
  }

  /**
   * The kernel carries bytes from slave to master at its leisure, so "nothing to read" proves nothing: a marker sent the same way
   * does, when it arrives. The marker has no small letters, because a terminal may turn those into capitals.
   */
  private lastWords(): void {
    // A stream that was paused may hold what it had read by then.
    this.pty.reader.read();
    const marker = `\x1b]7777;${randomBytes(8).toString('hex').toUpperCase()}\x07`;
    const chunks: Buffer[] = [];
    let isSent = false;
    let tail = '';
    let deadline = performance.now() + REFUSED_MS;
    while (!tail.includes(marker) && performance.now() < deadline) {
      if (!isSent && this.trySend(marker)) {
        isSent = true;
        deadline = performance.now() + UNDER_WAY_MS;
      }
      const bytes = this.tryRead();
      if (!bytes) continue;
      chunks.push(bytes);
      tail = (tail + bytes.toString('latin1')).slice(-2 * READ_BYTES);
    }
    const words = Buffer.concat(chunks);
    const end = words.indexOf(marker);
    this.take(end < 0 ? words : words.subarray(0, end));
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
      const size = readSync(this.pty.master, scratch);
      return Buffer.from(scratch.subarray(0, size));
    } catch {
      return null;
    }
  }
}
