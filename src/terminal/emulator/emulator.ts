import { type FilterState, OutputFilter, type Piece } from './filter.js';

/** Called when a terminal has taken all that was written before. */
type Done = () => void;

/** A terminal of xterm.js, with a window or without. */
export interface XtermTerminal {
  readonly cols: number;
  readonly rows: number;
  write(output: Uint8Array | string, done?: Done): void;
  dispose(): void;
}

/**
 * The inside of such a terminal. Its public `write` parses on a timer of its own, where nobody can catch what the
 * parser throws; `writeSync` parses at once. xterm.js calls it unreliable because of handlers that answer later; ours do not.
 */
interface Inside {
  _core: { writeSync(data: Uint8Array): void };
}

/** Time for one turn, in ms, before other work has its turn: less than a frame. */
const TURN_MS = 12;
/** Output waits for so long after a failure, in ms, so that a process that causes many of them costs little. */
const PAUSE_MS = 250;

const NOTICE = '\x1b[31m── the terminal failed and started afresh\x1b[0m\r\n';

/**
 * Keeps a terminal that no output can stop: its work is bounded and done in short turns, and when it throws all the same,
 * a fresh one takes its place. Input that is written to the terminal itself comes this way too.
 */
export class Emulator<T extends XtermTerminal> {
  private current: T;
  private readonly filter: OutputFilter;
  private jobs: (Piece | Done)[] = [];
  /** Jobs that are done, at the begin of the list. */
  private taken = 0;
  private work = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private closed = false;

  constructor(
    private readonly newTerminal: () => T,
    /** Called when a fresh terminal has taken the place of `failed`. */
    private readonly onReplaced: (failed: T) => void = () => {},
  ) {
    this.current = this.open();
    this.filter = new OutputFilter({ cols: this.current.cols, rows: this.current.rows });
  }

  get terminal(): T {
    return this.current;
  }

  /** The work that waits, in printed characters: a sequence counts as many of them as it costs. */
  get backlog(): number {
    return this.work;
  }

  /** The state that all output so far has left, beside the screen of the terminal. */
  get filterState(): FilterState {
    return this.filter.state;
  }

  /** Sets the filter state, so that the next output continues the output whose state it is. */
  resume(state: FilterState): void {
    this.filter.resume(state);
  }

  /** Writes output of a process. `done` is called when the terminal has taken it, or is closed. */
  write(output: Uint8Array | string, done?: Done): void {
    if (this.closed) {
      done?.();
      return;
    }
    for (const piece of this.filter.push(typeof output === 'string' ? new TextEncoder().encode(output) : output)) {
      this.jobs.push(piece);
      this.work += piece.work;
    }
    if (done) this.jobs.push(done);
    this.schedule(0);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.current.dispose();
    const waiting = this.jobs.slice(this.taken);
    this.jobs = [];
    this.work = 0;
    for (const job of waiting) if (typeof job === 'function') job();
  }

  private open(): T {
    const terminal = this.newTerminal();
    terminal.write = (output, done) => this.write(output, done);
    return terminal;
  }

  private schedule(ms: number): void {
    if (this.closed || this.jobs.length === 0) return;
    this.timer ??= setTimeout(() => this.turn(), ms);
  }

  private turn(): void {
    this.timer = null;
    const end = performance.now() + TURN_MS;
    let hasFailed = false;
    try {
      while (this.taken < this.jobs.length && !hasFailed && performance.now() < end) {
        const job = this.jobs[this.taken++] as Piece | Done;
        if (typeof job === 'function') job();
        else hasFailed = !this.take(job);
      }
    } finally {
      this.jobs.splice(0, this.taken);
      this.taken = 0;
      this.schedule(hasFailed ? PAUSE_MS : 0);
    }
  }

  /** False when the terminal failed. */
  private take({ bytes, work }: Piece): boolean {
    this.work -= work;
    if (this.parse(bytes)) return true;
    this.replace();
    return false;
  }

  private parse(bytes: Uint8Array): boolean {
    try {
      (this.current as unknown as Inside)._core.writeSync(bytes);
      return true;
    } catch {
      return false;
    }
  }

  private replace(): void {
    const failed = this.current;
    this.current = this.open();
    this.parse(new TextEncoder().encode(NOTICE));
    this.onReplaced(failed);
    // An emulator that has failed once may fail again when it is disposed of.
    try {
      failed.dispose();
    } catch {}
  }
}
