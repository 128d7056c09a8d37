/** One frame of a screen is 16 ms; four more are not seen, and turn 4 KB reads into 40 KB messages under load. */
const WINDOW_MS = 4;
/** Two megabytes a second are more than anybody reads, and a page on a slow machine keeps up with them. */
const BYTES_PER_MS = 2 * 1024;
/** A burst of so many bytes passes at any speed; then the source has to wait. */
const BURST_BYTES = 32 * 1024;
/** As long as a burst of bytes is worth, in ms. */
const HOLD_MS = BURST_BYTES / BYTES_PER_MS;

interface BatchEvents {
  send(bytes: Buffer): void;
  /** With true the source should wait, with false it may go on. Output that it adds meanwhile is sent all the same. */
  hold(on: boolean): void;
}

/**
 * Sends at once when idle, in batches while busy: a key's echo waits for nobody, a flood costs few messages. A flood is held
 * back at its source, because its readers would fall behind with everything else.
 */
export class Batch {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Bytes that were added and not yet worth the time since then. */
  private level = 0;
  private isHeld = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly on: BatchEvents) {}

  add(bytes: Buffer): void {
    this.level += bytes.length;
    if (this.timer) {
      this.chunks.push(bytes);
      this.size += bytes.length;
    } else {
      this.on.send(bytes);
      this.wait(WINDOW_MS);
    }
    if (this.level >= BURST_BYTES && !this.isHeld) this.hold();
  }

  flush(): void {
    if (this.size === 0) return;
    const bytes = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
    this.chunks = [];
    this.size = 0;
    this.on.send(bytes);
  }

  close(): void {
    this.flush();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private hold(): void {
    this.flush();
    this.isHeld = true;
    this.on.hold(true);
    this.wait(HOLD_MS);
  }

  private wait(ms: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lapse(ms), ms);
  }

  private lapse(ms: number): void {
    this.timer = null;
    const isBusy = this.size > 0;
    this.level = Math.max(0, this.level - ms * BYTES_PER_MS);
    this.flush();
    if (isBusy || this.level > 0) this.wait(this.level >= BURST_BYTES ? HOLD_MS : WINDOW_MS);
    if (!this.isHeld || this.level >= BURST_BYTES) return;
    this.isHeld = false;
    this.on.hold(false);
  }
}
