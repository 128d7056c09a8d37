import type { WebSocket } from 'ws';
import { EVENT_BYTES, type GatewayMessage, OUTPUT_HEADER } from '../protocol/messages.js';
import type { LogFrame } from './ring.js';
import type { StageLink } from './stage-link.js';

/**
 * Bytes under way to one page, of output and of events. Past the high mark the rest is dropped until the page has
 * acknowledged what it got; then it gets a snapshot.
 */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 64 * 1024;

/** One page that watches. Nobody waits for it: it reads as fast as it can, or it misses what a snapshot then tells. */
export class LogSubscriber {
  private state: 'apart' | 'arriving' | 'live' | 'behind' | 'catching up' = 'apart';
  private unacknowledged = 0;
  /** Bytes of a snapshot that are still to be sent. A snapshot may be longer than what makes a page fall behind. */
  private snapshotBytes = 0;
  private next = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly link: StageLink,
  ) {}

  /** Reads the log on from offset `have` of `epoch`, if that can be had. Once: to ask again is to ask for more than one can read. */
  async follow(epoch: string | null, have: number): Promise<void> {
    if (this.state !== 'apart') return;
    this.state = 'arriving';
    const missed = epoch === null ? null : await this.missed(epoch, have);
    if (missed) this.readOn(have, missed);
    else await this.startOver();
  }

  /** The log is another one now. */
  async begin(): Promise<void> {
    // A subscriber that is arriving gets the new log anyway; one that does not follow the log needs none.
    if (this.state === 'apart' || this.state === 'arriving') return;
    this.unacknowledged = 0;
    await this.startOver();
  }

  sendMessage(message: GatewayMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The next frame of the log. */
  take(frame: LogFrame): void {
    if (this.state === 'live' && frame.seq === this.next) this.send(frame);
  }

  /** The page has acknowledged so many bytes. */
  acknowledge(bytes: number): void {
    this.unacknowledged = Math.max(0, this.unacknowledged - bytes);
    this.drained();
  }

  /** A gateway that has just started may still wait for its stage, and then for the past events that the stage sends. */
  private async missed(epoch: string, have: number): Promise<LogFrame[] | null> {
    await this.link.greeted;
    // The answer comes after the past, and so after all that anybody can have read.
    if (epoch === this.link.epoch && have > this.link.ring.next) await this.link.snapshot();
    return epoch === this.link.epoch ? this.link.ring.since(have) : null;
  }

  /** The bytes that wait in this process, without snapshots. */
  private get unsentBytes(): number {
    return this.socket.bufferedAmount - this.snapshotBytes;
  }

  private drained(): void {
    const isDry = this.unacknowledged < LOW_WATER && this.unsentBytes < LOW_WATER;
    if (this.state === 'behind' && isDry) void this.startOver();
  }

  private async startOver(): Promise<void> {
    this.state = 'catching up';
    const { epoch } = this.link;
    this.sendMessage({ type: 'epoch', epoch });
    if (epoch === null) return;
    const snapshot = await this.link.snapshot();
    if (!snapshot || epoch !== this.link.epoch || this.state !== 'catching up') return;
    this.sendSnapshot(snapshot.payload);
    const missed = this.link.ring.since(snapshot.seq);
    if (missed) this.readOn(snapshot.seq, missed);
    else await this.startOver();
  }

  private sendSnapshot(payload: Buffer): void {
    this.snapshotBytes += payload.length;
    this.socket.send(payload, { binary: false }, () => {
      this.snapshotBytes -= payload.length;
      this.drained();
    });
  }

  private readOn(from: number, frames: LogFrame[]): void {
    this.state = 'live';
    this.next = from;
    for (const frame of frames) this.take(frame);
  }

  private send(frame: LogFrame): void {
    this.next = frame.seq + 1;
    this.unacknowledged += frame.binary ? frame.payload.length - OUTPUT_HEADER : EVENT_BYTES;
    this.socket.send(frame.payload, { binary: frame.binary }, () => this.drained());
    if (this.unacknowledged > HIGH_WATER || this.unsentBytes > HIGH_WATER) this.state = 'behind';
  }
}
