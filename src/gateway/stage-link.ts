import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type FromStage, FromStageSchema, parseJson, type StageCommand, type ToStage } from '../protocol/messages.js';
import { CONTROL, encodeControl, OUTPUT, readFrames } from '../protocol/stage-frames.js';
import { socketPath } from '../protocol/unix-socket.js';
import { type LogFrame, Ring } from './ring.js';

/** A stage that restarts opens its socket within a boot of Node; asking often costs nothing on one machine. In ms. */
const RETRY_MS = 25;
const ABSENT = 'The stage is being restarted; try again in a second.';
/** A paste is some tens of commands; with so many under way the stage hangs, and more of them would only fill memory. */
const MOST_WAITING = 256;
const BUSY = 'The stage has too much to do already; wait a moment, then try again.';

type Reply = Extract<FromStage, { request: number }>;

/** The view and the screens at the offset `seq`, as the text frame that pages are sent: one copy for all of them. */
interface Snapshot {
  seq: number;
  payload: Buffer;
}

/** The line to the stage: keeps the latest frames of its log, passes commands in, comes back by itself. */
export class StageLink {
  /** `epoch`: another log, or none. `frame`: the log goes on. */
  readonly events = new EventEmitter<{ epoch: [string | null]; frame: [LogFrame] }>();
  epoch: string | null = null;
  /** When its log began, on our clock. */
  private began = 0;
  ring = new Ring(0);
  /** Resolves when it is known for the first time whether there is a stage. */
  readonly greeted: Promise<void>;
  private greet!: () => void;
  private socket: Socket | null = null;
  private requests = 0;
  private readonly waiting = new Map<number, (reply: Reply | null) => void>();
  private snapshotUnderWay: Promise<Snapshot | null> | null = null;

  private over = false;

  /** `absent` is called each time that nobody opens. */
  constructor(
    private readonly path: string,
    private readonly absent: () => void = () => {},
  ) {
    this.greeted = new Promise((resolve) => {
      this.greet = resolve;
    });
    this.connect();
  }

  /** How old its log is, in ms; null when there is none. */
  get ageMs(): number | null {
    return this.epoch === null ? null : performance.now() - this.began;
  }

  /** `by`: who asks. Resolves when it is done; rejects with a plain message when it cannot be. */
  async do(command: StageCommand, by: string): Promise<void> {
    if (this.waiting.size >= MOST_WAITING) throw new Error(BUSY);
    const reply = await this.ask({ type: 'do', request: ++this.requests, command, by });
    if (reply?.type !== 'done') throw new Error(reply?.type === 'refused' ? reply.message : ABSENT);
  }

  /** Null when there is no stage. Shared by all who ask at once. */
  snapshot(): Promise<Snapshot | null> {
    this.snapshotUnderWay ??= this.ask({ type: 'snapshot', request: ++this.requests }).then((reply) => {
      this.snapshotUnderWay = null;
      return reply?.type === 'snapshot' ? { seq: reply.seq, payload: Buffer.from(reply.text) } : null;
    });
    return this.snapshotUnderWay;
  }

  /** Closes the connection permanently. */
  close(): void {
    this.over = true;
    this.socket?.destroy();
  }

  private connect(): void {
    if (this.over) return;
    const socket = connect(socketPath(this.path));
    socket.on('connect', () => {
      this.socket = socket;
      if (this.over) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => this.lost());
    readFrames(socket, ({ kind, seq, payload }) => {
      if (kind === CONTROL) this.control(payload);
      else {
        // A copy: this frame is kept, and what came with it, a snapshot of the whole stage perhaps, is not to be kept with it.
        const frame = { seq, payload: Buffer.from(payload), binary: kind === OUTPUT };
        this.ring.push(frame);
        this.events.emit('frame', frame);
      }
    });
  }

  private lost(): void {
    const had = this.socket !== null;
    this.socket = null;
    this.epoch = null;
    this.greet();
    for (const reply of this.waiting.values()) reply(null);
    this.waiting.clear();
    if (had) this.events.emit('epoch', null);
    else this.absent();
    setTimeout(() => this.connect(), RETRY_MS);
  }

  private control(payload: Buffer): void {
    const message = parseJson(FromStageSchema, payload.toString());
    if (message?.type === 'hello') {
      this.epoch = message.epoch;
      this.began = performance.now() - message.ageMs;
      this.ring = new Ring(message.next);
      this.events.emit('epoch', message.epoch);
      this.greet();
    } else if (message) {
      this.waiting.get(message.request)?.(message);
      this.waiting.delete(message.request);
    }
  }

  private ask(message: ToStage): Promise<Reply | null> {
    const { socket } = this;
    if (!socket) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.waiting.set(message.request, resolve);
      socket.write(encodeControl(message));
    });
  }
}
