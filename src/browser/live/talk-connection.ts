import type { AudienceQuestion, Kills, Poll } from '../../protocol/audience.js';
import { CLOSE, parseJson } from '../../protocol/messages.js';
import {
  type Place,
  TALK_BEAT_MS,
  TALK_SUBPROTOCOL,
  type TalkCommand,
  type TalkEvent,
  type TalkGatewayMessage,
  TalkGatewayMessageSchema,
  type TalkState,
} from '../../protocol/talk.js';
import { EMPTY_TALK, reduceTalk } from '../../talk/reducer.js';
import { fetchTicket } from './connection.js';
import { retryDelay } from './reconnect-delay.js';

const SILENT_MS = 3 * TALK_BEAT_MS;

/** `lost`: the line is broken, or broke before the answer; refused, in words for the user. */
export type Answer = 'done' | 'lost' | { refused: string };

/** The last news of the talk, kept through a reload, because the talk process may be gone by then. */
export interface Known {
  /** When the run began, which names it: a page outlives it. */
  began: number;
  isDriver: boolean;
  startedAt: number | null;
  /** The offset up to which the page has read the log. */
  heard: number;
  polls: Poll[];
  kills: Kills;
  questions: AudienceQuestion[];
}
const KNOWN_KEY = 'talk';
const { polls, kills, questions } = EMPTY_TALK;
const NOTHING_KNOWN: Known = { began: 0, isDriver: false, startedAt: null, heard: 0, polls, kills, questions };

function knownOf(began: number): Known {
  const kept = JSON.parse(sessionStorage.getItem(KNOWN_KEY) ?? 'null') as Known | null;
  return kept?.began === began ? { ...NOTHING_KNOWN, ...kept } : { ...NOTHING_KNOWN, began };
}

/** A reader of the log is told the state of the talk, and the event that led to it: null when the line breaks, and when it is back. */
export type TalkListener = (state: TalkState, event: TalkEvent | null) => void;

/** The log of the talk, read over a socket of its own, and the commands to the talk. Breaks are mended. */
export class TalkConnection {
  /** As the page has heard last; null before the first state. */
  state: TalkState | null = null;
  /** Whether there is a line to a talk process right now. */
  isLive = false;
  /** The name of the device on which this page is open; empty before the gateway has told it. */
  device = '';
  /** Called with the reason when there is no place for this page. */
  refused: (reason: string) => void = () => {};
  /** The name of the device for everybody. */
  nickname = '';
  /** Drawn at each load, because a browser copies what a page keeps into the page that it opens. */
  private readonly client = drawId();
  private readonly listeners = new Set<TalkListener>();
  /** The name of the log that is read; null before the first. */
  epoch: string | null = null;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private requests = 0;
  private known = NOTHING_KNOWN;
  private readonly unanswered = new Map<number, (answer: Answer) => void>();

  /** `held`: the command that tells a talk process that knows nothing yet what this page holds of the talk; null when it holds nothing. */
  constructor(
    private readonly held: (known: Known) => TalkCommand | null,
    private readonly isRemote = false,
  ) {
    void this.connect();
  }

  watch(listener: TalkListener): void {
    this.listeners.add(listener);
  }

  get isDriver(): boolean {
    return this.state?.driver === this.device;
  }

  /** When this run of the talk began, in ms since the epoch. */
  get began(): number {
    return this.known.began;
  }

  /** Sent at most once. */
  do(command: TalkCommand): Promise<Answer> {
    if (!this.isLive || this.socket?.readyState !== WebSocket.OPEN) return Promise.resolve('lost');
    const request = ++this.requests;
    this.send({ type: 'do', request, command });
    return new Promise((resolve) => this.unanswered.set(request, resolve));
  }

  move(to: Place): Promise<Answer> {
    return this.do({ do: 'move', to, from: this.state?.next ?? 0 });
  }

  private async connect(): Promise<void> {
    const ticket = await fetchTicket('/ticket');
    if (!('ticket' in ticket)) {
      this.retry();
      return;
    }
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/talk`, TALK_SUBPROTOCOL);
    this.socket = socket;
    socket.onopen = () =>
      this.send({ type: 'hello', ticket: ticket.ticket, client: this.client, isRemote: this.isRemote });
    // Also a socket that never opens is given up.
    this.heard();
    socket.onmessage = ({ data }) => this.receive(String(data));
    socket.onclose = ({ code, reason }) => {
      if (code === CLOSE.full) this.refused(reason);
      this.retry();
    };
  }

  private receive(text: string): void {
    const message = parseJson(TalkGatewayMessageSchema, text);
    this.heard();
    if (!message) this.socket?.close();
    else if (message.type === 'beat') return;
    else if (message.type === 'welcome') {
      this.device = message.device;
      this.nickname = message.nickname;
      this.known = knownOf(message.began);
      this.attempt = 0;
    } else if (message.type === 'talk') this.begin(message);
    else if (message.type === 'event') this.take(message.event);
    else {
      this.unanswered.get(message.request)?.(this.answerIn(message));
      this.unanswered.delete(message.request);
    }
  }

  /** A network that goes away says nothing; a page that hears nothing for several beats asks again. */
  private heard(): void {
    clearTimeout(this.silence);
    const { socket } = this;
    this.silence = setTimeout(() => {
      if (socket !== this.socket) return;
      if (socket) socket.onclose = null;
      socket?.close();
      this.retry();
    }, SILENT_MS);
  }

  /** A refusal while there is no talk process is that of the gateway. */
  private answerIn(message: Extract<TalkGatewayMessage, { request: number }>): Answer {
    if (message.type === 'done') return 'done';
    return this.isLive ? { refused: message.message } : 'lost';
  }

  private begin({ epoch, state }: Extract<TalkGatewayMessage, { type: 'talk' }>): void {
    const isNewLog = epoch !== this.epoch;
    this.epoch = epoch ?? this.epoch;
    this.isLive = state !== null;
    if (state) this.state = state;
    else this.tell(null);
    if (!state) return;
    const held = isNewLog ? this.held(this.known) : null;
    if (held) void this.do(held);
    this.tell(null);
  }

  private take(event: TalkEvent): void {
    if (!this.state) return;
    if (event.seq !== this.state.next) {
      // Some are missing: the next connection brings the whole state.
      this.socket?.close();
      return;
    }
    this.state = reduceTalk(this.state, event);
    this.tell(event);
  }

  private tell(event: TalkEvent | null): void {
    if (!this.state) return;
    if (this.isLive) this.keep(this.state);
    for (const listener of this.listeners) listener(this.state, event);
  }

  private keep({ startedAt, next, polls, kills, questions }: TalkState): void {
    this.known = {
      ...this.known,
      ...{ heard: next, polls, kills, questions },
      isDriver: this.isDriver,
      startedAt: startedAt ?? this.known.startedAt,
    };
    sessionStorage.setItem(KNOWN_KEY, JSON.stringify(this.known));
  }

  /** Is the author of the event this very page? */
  isOwn(event: TalkEvent): boolean {
    return event.by?.client === this.client;
  }

  private retry(): void {
    clearTimeout(this.silence);
    this.socket = null;
    this.isLive = false;
    for (const resolve of this.unanswered.values()) resolve('lost');
    this.unanswered.clear();
    this.tell(null);
    setTimeout(() => void this.connect(), retryDelay(this.attempt++, Math.random()));
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

/** Twelve hexadecimal digits: the id of a new thing. A plain http page of a network has no `crypto.randomUUID`. */
export function drawId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
