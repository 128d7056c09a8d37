import { writeSync } from 'node:fs';

/** Bytes that may wait for a process to read them; more is refused, so a process that never reads costs nothing. */
const QUEUE_LIMIT = 256 * 1024;
/** The kernel's input buffer is full: try again when a reader may have been there (node-pty spins here: its #956). */
const RETRY_MS = 8;

/** Writes to a non-blocking terminal in order, bounded, and without ever blocking this process. */
export class Writer {
  private fd: number | null = null;
  private queue: Buffer[] = [];
  private waiting = 0;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  /** All bytes go to the terminal `fd` from now on, and so do those that were written while there was none. */
  attach(fd: number): void {
    if (this.closed || this.fd === fd) return;
    this.fd = fd;
    this.pump();
  }

  /** The terminal is gone, and with it all bytes that its process has not read: they were meant for that process alone. */
  detach(): void {
    this.fd = null;
    this.queue = [];
    this.waiting = 0;
    if (this.retry) clearTimeout(this.retry);
    this.retry = null;
  }

  /** False when there is no room for all of it; then nothing of it was taken. */
  write(bytes: Buffer): boolean {
    if (this.closed || this.waiting + bytes.length > QUEUE_LIMIT) return false;
    this.queue.push(bytes);
    this.waiting += bytes.length;
    if (!this.retry) this.pump();
    return true;
  }

  close(): void {
    this.closed = true;
    this.detach();
  }

  private pump(): void {
    this.retry = null;
    if (this.fd === null) return;
    for (let [bytes] = this.queue; bytes; [bytes] = this.queue) {
      const written = this.tryWrite(this.fd, bytes);
      if (written === null) return;
      this.waiting -= written;
      if (written === bytes.length) this.queue.shift();
      else this.queue[0] = bytes.subarray(written);
    }
  }

  /** Null when there is no room now, or never again. */
  private tryWrite(fd: number, bytes: Buffer): number | null {
    try {
      return writeSync(fd, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') this.retry = setTimeout(() => this.pump(), RETRY_MS);
      else this.detach();
      return null;
    }
  }
}
