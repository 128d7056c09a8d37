import { write } from 'node:fs';

/** Bytes that may wait for a process to read them; more is refused, so a process that never reads costs nothing. */
const QUEUE_LIMIT = 256 * 1024;
/** The kernel's input buffer is full: try again when a reader may have been there (node-pty spins here: its #956). */
const RETRY_MS = 8;

/** Writes to a non-blocking terminal in order, bounded, and without ever blocking this process. */
export class Writer {
  private queue: Buffer[] = [];
  private waiting = 0;
  private writing = false;
  private closed = false;

  constructor(private readonly fd: number) {}

  /** False when there is no room for all of it; then nothing of it was taken. */
  write(bytes: Buffer): boolean {
    if (this.closed || this.waiting + bytes.length > QUEUE_LIMIT) return false;
    if (bytes.length === 0) return true;
    this.queue.push(bytes);
    this.waiting += bytes.length;
    if (!this.writing) this.next();
    return true;
  }

  close(): void {
    this.closed = true;
    this.queue = [];
  }

  private next(): void {
    const [bytes] = this.queue;
    this.writing = bytes !== undefined && !this.closed;
    if (!bytes || this.closed) return;
    write(this.fd, bytes, (error, written) => {
      if (this.closed) return;
      if (error?.code === 'EAGAIN') setTimeout(() => this.next(), RETRY_MS);
      else if (error) this.close();
      else this.wrote(bytes, written);
    });
  }

  private wrote(bytes: Buffer, written: number): void {
    this.waiting -= written;
    if (written === bytes.length) this.queue.shift();
    else this.queue[0] = bytes.subarray(written);
    this.next();
  }
}
