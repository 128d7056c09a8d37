/** One frame of a screen is 16 ms; four more are not seen, and turn 4 KB reads into 40 KB messages under load. */
const WINDOW_MS = 4;
const FLUSH_BYTES = 64 * 1024;

/** Sends at once when idle, in batches while busy: a key's echo waits for nobody, a flood costs few messages. */
export class Batch {
  private chunks: Buffer[] = [];
  private size = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly send: (bytes: Buffer) => void) {}

  add(bytes: Buffer): void {
    if (!this.timer) {
      this.send(bytes);
      this.timer = setTimeout(() => this.lapse(), WINDOW_MS);
      return;
    }
    this.chunks.push(bytes);
    this.size += bytes.length;
    if (this.size >= FLUSH_BYTES) this.flush();
  }

  flush(): void {
    if (this.size === 0) return;
    const bytes = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
    this.chunks = [];
    this.size = 0;
    this.send(bytes);
  }

  close(): void {
    this.flush();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private lapse(): void {
    this.timer = null;
    if (this.size === 0) return;
    this.flush();
    this.timer = setTimeout(() => this.lapse(), WINDOW_MS);
  }
}
