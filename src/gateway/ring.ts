/** The latest frames of the log, for pages that come back and read on from where they were. */
export interface LogFrame {
  seq: number;
  /** A text frame or a binary one; sent on as it is, one copy for all. */
  payload: Buffer;
  binary: boolean;
}

const KEEP_BYTES = 2 * 1024 * 1024;

export class Ring {
  private frames: LogFrame[] = [];
  private bytes = 0;

  /** `next`: the offset of the first frame to come. */
  constructor(public next: number) {}

  push(frame: LogFrame): void {
    this.frames.push(frame);
    this.next = frame.seq + 1;
    this.bytes += frame.payload.length;
    if (this.bytes > KEEP_BYTES) this.trim();
  }

  /** The frames from offset `from` on; null when some of them are not here. */
  since(from: number): LogFrame[] | null {
    const first = this.next - this.frames.length;
    return from < first || from > this.next ? null : this.frames.slice(from - first);
  }

  /** Half at a time, so that a flood does not shift a long list for each frame. */
  private trim(): void {
    let drop = 0;
    while (this.bytes > KEEP_BYTES / 2) this.bytes -= (this.frames[drop++] as LogFrame).payload.length;
    this.frames.splice(0, drop);
  }
}
