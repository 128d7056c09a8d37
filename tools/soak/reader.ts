/** A viewer that reads everything: follows the log over gateways that come and go, from its offset, and misses nothing. */
import { EventEmitter } from 'node:events';
import WebSocket from 'ws';
import { initialView, type LogEvent, reduce, type View } from '../../src/log/index.js';
import {
  decodeOutput,
  EVENT_BYTES,
  type GatewayMessage,
  type PageMessage,
  type StageCommand,
  SUBPROTOCOL,
} from '../../src/protocol/messages.js';
import type { App } from '../../test/helpers/app.js';
import { ticketFor } from '../../test/helpers/page-client.js';

const RETRY_MS = 30;
const ACK_BYTES = 32 * 1024;

/** `lost`: the line broke before the answer; it may have been carried out or not. */
export type Answer = 'done' | 'lost' | { refused: string };

export const openSocket = (app: App) =>
  new WebSocket(`${app.origin.replace('http', 'ws')}/socket`, SUBPROTOCOL, { origin: app.origin });

export class Reader {
  readonly events = new EventEmitter<{ event: [LogEvent, View]; restarted: [] }>();
  view: View = initialView();
  epoch: string | null = null;
  /** Reading: welcomed, and following a log. */
  isLive = false;
  reconnects = 0;
  /** When the last event came. */
  heardAt = 0;
  private socket: WebSocket | null = null;
  private requests = 0;
  private bytes = 0;
  private over = false;
  /** The place in the log before a snapshot replaced it. */
  private before: { epoch: string | null; view: View } | null = null;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  constructor(
    private app: App,
    private readonly wrong: (what: string) => void,
  ) {
    void this.connect();
  }

  /** Another run, another token; nothing of before goes on. */
  turnTo(app: App): void {
    this.app = app;
    this.epoch = null;
    this.socket?.terminate();
  }

  do(command: StageCommand): Promise<Answer> {
    if (!this.isLive) return Promise.resolve('lost');
    const request = ++this.requests;
    return new Promise((resolve) => {
      this.waiting.set(request, resolve);
      this.send({ type: 'do', request, command });
    });
  }

  close(): void {
    this.over = true;
    this.socket?.terminate();
  }

  private async connect(): Promise<void> {
    if (this.over) return;
    const ticket = await ticketFor(this.app).catch(() => null);
    if (this.over) return;
    if (ticket === null) {
      setTimeout(() => void this.connect(), RETRY_MS);
      return;
    }
    const socket = openSocket(this.app);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    const follow = { type: 'follow' as const, epoch: this.epoch, have: this.view.next };
    socket.on('open', () => {
      this.send({ type: 'hello', ticket });
      this.send(follow);
    });
    socket.on('message', (data, isBinary) =>
      isBinary ? this.output(data as ArrayBuffer) : this.take(JSON.parse(Buffer.from(data as ArrayBuffer).toString())),
    );
    socket.on('error', () => {});
    socket.on('close', (code, reason) => this.lost(code, String(reason)));
  }

  private lost(code: number, reason: string): void {
    // Codes of the gateway's own are refusals, and there is nothing to refuse.
    if (code >= 4000) this.wrong(`the reader was refused: ${code} ${reason}`);
    this.isLive = false;
    this.reconnects += 1;
    for (const answer of this.waiting.values()) answer('lost');
    this.waiting.clear();
    setTimeout(() => void this.connect(), RETRY_MS);
  }

  private take(message: GatewayMessage): void {
    switch (message.type) {
      case 'welcome':
        this.isLive = this.epoch !== null;
        return;
      case 'epoch':
        this.follow(message.epoch);
        return;
      case 'snapshot':
        this.restore(message.view as unknown as View);
        return;
      case 'event':
        this.fold(message.event as LogEvent);
        this.acknowledge(EVENT_BYTES);
        return;
      case 'done':
        this.answered(message.request, 'done');
        return;
      case 'refused':
        this.answered(message.request, { refused: message.message });
    }
  }

  private answered(request: number, answer: Answer): void {
    this.waiting.get(request)?.(answer);
    this.waiting.delete(request);
  }

  private follow(epoch: string | null): void {
    this.before ??= { epoch: this.epoch, view: this.view };
    this.epoch = epoch;
    this.isLive = false;
  }

  /** A picture of the same log is right only where the past was over: after a reset nobody can read on. */
  private restore(view: View): void {
    const { before } = this;
    this.before = null;
    if (before?.epoch === this.epoch && before.view.next > 0 && view.sceneAt <= before.view.at) {
      this.wrong(`the log was cut: from ${before.view.next} to ${view.next} there is only a picture`);
    }
    this.view = view;
    this.isLive = true;
    this.events.emit('restarted');
  }

  private fold(event: LogEvent): void {
    if (event.seq !== this.view.next) {
      this.wrong(`the log jumps from ${this.view.next} to ${event.seq}`);
    }
    const before = this.view;
    this.view = reduce(before, event);
    this.heardAt = performance.now();
    this.events.emit('event', event, before);
  }

  private output(data: ArrayBuffer): void {
    const frame = decodeOutput(data);
    if (!frame) return;
    const id = Object.keys(this.view.processes)[frame.channel] ?? '';
    this.fold({ type: 'output', id, seq: frame.seq, at: frame.at, data: frame.data });
    this.acknowledge(frame.data.length);
  }

  private acknowledge(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes < ACK_BYTES) return;
    this.send({ type: 'ack', bytes: this.bytes });
    this.bytes = 0;
  }

  private send(message: PageMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
