/**
 * The IPC channel to a child: like Node's own, a socket pair with one JSON value on each line, but read by code that takes
 * whatever a child writes. `process.send` works in a child that runs Node, as with Node's own channel.
 */
import type { Socket } from 'node:net';
import { LineReader, lineOf, MAX_LINE_BYTES, parseLine } from './lines.js';

export interface ChannelEvents {
  message(value: unknown): void;
  /**
   * The first newline has come, if the child announces its readiness
   * by one. Bytes before the newline do not matter, as in s6.
   */
  newline?(): void;
  /** Since the last report, so many lines were not messages; `why` says what was wrong with the first of them. */
  dropped(lines: number, why: string): void;
}

/** Lines that are dropped are reported once in this time for each child, in ms, and not one by one. */
const REPORT_MS = 1000;

/**
 * The channel takes the lines of one child for so long in one turn of the event loop, in ms, because the other children
 * need their part of the turn, however much this child writes.
 */
const TURN_MS = 5;

/** So many pieces, of 64 KiB at most, are read ahead; then the child has to wait until the channel has taken them. */
const MAX_CHUNKS = 16;

/**
 * The limit is more than the kernel keeps of bytes that were written
 * to a socket and not read: bytes beyond it are not the child's.
 */
const MOST_LEFT_BYTES = 1024 * 1024;

/**
 * Node's answer to a handle that did not come through. Without an
 * answer, a child that runs Node holds back all later messages.
 */
const REFUSED_HANDLE = Buffer.from(`${JSON.stringify({ cmd: 'NODE_HANDLE_NACK' })}\n`);

export class Channel {
  private readonly reader = new LineReader();
  private awaitsNewline: boolean;
  /** The bytes that have come and were not looked at yet: pieces, and the lines of the piece before them. */
  private readonly chunks: Buffer[] = [];
  private lines: Iterator<Buffer | null> | null = null;
  /** When this child's part of the turn is over; null if no bytes of the child have come in this turn. */
  private turnEndsAt: number | null = null;
  private refusesHandle = false;
  private dropped: { lines: number; why: string } | null = null;
  private nextReport: NodeJS.Timeout | null = null;
  /** The callback of `finish`, which the channel calls when it has taken the last messages of a child that has ended. */
  private finished: (() => void) | null = null;
  private heardInTurn = false;
  private bytesLeft = MOST_LEFT_BYTES;
  private closed = false;

  constructor(
    private readonly socket: Socket,
    private readonly on: ChannelEvents,
  ) {
    this.awaitsNewline = on.newline !== undefined;
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    // A channel that breaks is the same as one that the child has closed: its process may run on without it.
    socket.on('error', () => {});
    socket.on('close', () => this.readRest());
  }

  /** False when the child cannot take the message: the channel is closed, the value has no JSON, or too much waits already. */
  send(message: unknown): boolean {
    const line = lineOf(message);
    return line !== null && this.write(line);
  }

  /**
   * The child has ended. The channel calls `done` when it has taken what the child wrote before: after one turn of the
   * event loop in which nothing comes. The channel does not read on for another process that holds the other end.
   */
  finish(done: () => void): void {
    this.finished = done;
    // The turn in which the end is reported need not have had all bytes: libuv asks for the ends of all children when one SIGCHLD
    // has come, so a child may have written, and ended, after libuv asked for the sockets of this turn. And Node reads a socket
    // only so many times in a turn.
    this.heardInTurn = true;
    this.beginTurn();
  }

  private close(): void {
    this.closed = true;
    this.socket.destroy();
    if (this.reader.end()) this.drop('a line without an end');
    if (this.nextReport) clearTimeout(this.nextReport);
    this.report();
    this.finished?.();
  }

  private write(line: Buffer): boolean {
    if (this.finished || !this.socket.writable) return false;
    if (this.socket.writableLength + line.length > MAX_LINE_BYTES) return false;
    this.socket.write(line);
    return true;
  }

  private read(chunk: Buffer): void {
    if (this.closed) return;
    this.beginTurn();
    this.heardInTurn = true;
    if (this.finished) this.bytesLeft -= chunk.length;
    if (this.bytesLeft < 0) {
      this.close();
      return;
    }
    this.chunks.push(this.awaitsNewline ? this.behindNewline(chunk) : chunk);
    if (this.chunks.length >= MAX_CHUNKS) this.socket.pause();
    if (!this.turnIsOver()) this.listen();
  }

  /** A stream that breaks while it is paused emits none of the bytes that it holds. */
  private readRest(): void {
    for (let rest: Buffer | null = this.socket.read(); rest; rest = this.socket.read()) this.read(rest);
  }

  private behindNewline(chunk: Buffer): Buffer {
    const end = chunk.indexOf('\n');
    if (end < 0) return chunk.subarray(chunk.length);
    this.awaitsNewline = false;
    this.on.newline?.();
    return chunk.subarray(end + 1);
  }

  /** Takes the lines that have come, until the turn is over. */
  private listen(): void {
    for (let line = this.nextLine(); line !== undefined; line = this.nextLine()) {
      if (line) this.take(line);
      else this.drop(`a line of more than ${MAX_LINE_BYTES} bytes`);
      if (this.turnIsOver()) return;
    }
    this.socket.resume();
  }

  /** The next line: null for a line that is too long, undefined when there is none. */
  private nextLine(): Buffer | null | undefined {
    for (;;) {
      const next = this.lines?.next();
      if (next && !next.done) return next.value;
      const chunk = this.chunks.shift();
      this.lines = chunk ? this.reader.read(chunk) : null;
      if (!chunk) return undefined;
    }
  }

  private isBehind = () => this.lines !== null || this.chunks.length > 0;

  private turnIsOver = () => performance.now() > (this.turnEndsAt ?? 0);

  private beginTurn(): void {
    if (this.turnEndsAt !== null) return;
    this.turnEndsAt = performance.now() + TURN_MS;
    setImmediate(() => this.endTurn());
  }

  private endTurn(): void {
    this.turnEndsAt = null;
    if (this.closed) return;
    if (this.isBehind()) {
      this.beginTurn();
      this.listen();
    } else if (this.heardInTurn && (this.finished || this.refusesHandle)) {
      // When nothing comes in a whole turn, nothing is left to be read.
      this.heardInTurn = false;
      this.beginTurn();
    } else if (this.finished) this.close();
    else if (this.refusesHandle) {
      // The answer comes no earlier, because a write that meets a closed end takes the unread bytes with it.
      this.refusesHandle = false;
      this.write(REFUSED_HANDLE);
    }
  }

  private take(line: Buffer): void {
    const parsed = parseLine(line);
    if ('message' in parsed) this.on.message(parsed.message);
    else {
      this.refusesHandle ||= parsed.isHandle === true;
      this.drop(parsed.wrong);
    }
  }

  /** The first dropped line is reported at once; those after it are counted for the next report. */
  private drop(why: string): void {
    if (this.dropped) this.dropped.lines += 1;
    else this.dropped = { lines: 1, why };
    if (!this.nextReport) this.report();
  }

  private report(): void {
    this.nextReport = null;
    if (!this.dropped) return;
    const { lines, why } = this.dropped;
    this.dropped = null;
    if (!this.closed) this.nextReport = setTimeout(() => this.report(), REPORT_MS).unref();
    this.on.dropped(lines, why);
  }
}
