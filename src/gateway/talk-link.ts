import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { parseJson } from '../protocol/messages.js';
import { talkSocketPath } from '../protocol/socket-paths.js';
import { CONTROL, encodeControl, readFrames } from '../protocol/stage-frames.js';
import {
  type Author,
  type FromTalk,
  FromTalkSchema,
  type Presence,
  type TalkCommand,
  type TalkGatewayMessage,
  type TalkState,
  type ToTalk,
} from '../protocol/talk.js';
import { reduceTalk } from '../talk/reducer.js';

/** A talk process that restarts opens its socket within a boot of Node; asking often costs nothing on one machine. In ms. */
const RETRY_MS = 25;
const ABSENT = 'The talk process is being restarted; try again in a second.';
/** A room of a thousand votes in one moment; with so many commands under way the talk process hangs. */
const MOST_WAITING = 2000;
const BUSY = 'The talk process has too much to do already; wait a moment, then try again.';

type Reply = Extract<FromTalk, { request: number }>;
type News = Extract<TalkGatewayMessage, { type: 'talk' | 'event' }>;

/** The line to the talk process: keeps the state of the talk, passes commands in, comes back by itself. */
export class TalkLink {
  /** `news`: what each page is told. */
  readonly events = new EventEmitter<{ news: [News] }>();
  private epoch: string | null = null;
  private state: TalkState | null = null;
  private socket: Socket | null = null;
  private requests = 0;
  private presence: Presence = { presenter: 0, learner: 0, viewer: 0, devices: [] };
  private readonly waiting = new Map<number, (reply: Reply | null) => void>();

  constructor(private readonly folder: string) {}

  /** Connects, now and after each break. */
  open(): void {
    this.connect();
  }

  /** Somebody has said where the talk is. */
  get isUnderWay(): boolean {
    return (this.state?.place ?? null) !== null;
  }

  /** The whole talk, for a page that has just come. */
  get now(): News {
    return { type: 'talk', epoch: this.epoch, state: this.state };
  }

  /** Resolves when it is done; rejects with a plain message when it cannot be. */
  async do(command: TalkCommand, by: Author): Promise<void> {
    const { socket } = this;
    if (!socket) throw new Error(ABSENT);
    if (this.waiting.size >= MOST_WAITING) throw new Error(BUSY);
    const request = ++this.requests;
    const reply = await new Promise<Reply | null>((resolve) => {
      this.waiting.set(request, resolve);
      send(socket, { type: 'do', request, command, by });
    });
    if (reply?.type !== 'done') throw new Error(reply?.type === 'refused' ? reply.message : ABSENT);
  }

  /** Tells who is here, what is not named being as before; a talk process that is reborn is told again. */
  setPresence(changes: Partial<Presence>): void {
    const presence = { ...this.presence, ...changes };
    if (isDeepStrictEqual(presence, this.presence)) return;
    this.presence = presence;
    if (this.socket) send(this.socket, { type: 'presence', presence });
  }

  /** A kill of the audience, which the talk has allowed, was carried out. */
  tellKilled(): void {
    if (this.socket) send(this.socket, { type: 'killed' });
  }

  private connect(): void {
    const socket = connect(talkSocketPath(this.folder));
    socket.on('connect', () => {
      this.socket = socket;
      send(socket, { type: 'presence', presence: this.presence });
    });
    socket.on('error', () => {});
    socket.on('close', () => this.lost());
    readFrames(socket, ({ kind, payload }) => {
      const message = kind === CONTROL ? parseJson(FromTalkSchema, payload.toString()) : null;
      if (message) this.take(message);
      else socket.destroy();
    });
  }

  private take(message: FromTalk): void {
    if (message.type === 'talk') {
      this.epoch = message.epoch;
      this.state = message.state;
      this.events.emit('news', message);
    } else if (message.type === 'event') {
      if (this.state) this.state = reduceTalk(this.state, message.event);
      this.events.emit('news', message);
    } else {
      this.waiting.get(message.request)?.(message);
      this.waiting.delete(message.request);
    }
  }

  private lost(): void {
    const had = this.socket !== null;
    this.socket = null;
    this.epoch = null;
    this.state = null;
    for (const reply of this.waiting.values()) reply(null);
    this.waiting.clear();
    if (had) this.events.emit('news', this.now);
    setTimeout(() => this.connect(), RETRY_MS);
  }
}

const send = (socket: Socket, message: ToTalk) => void socket.write(encodeControl(message));
