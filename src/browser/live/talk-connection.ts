import { parseJson } from '../../protocol/messages.js';
import {
  type Place,
  TALK_SUBPROTOCOL,
  type TalkCommand,
  type TalkEvent,
  type TalkGatewayMessage,
  TalkGatewayMessageSchema,
  type TalkState,
} from '../../protocol/talk.js';
import { reduceTalk } from '../../talk/reducer.js';
import { fetchTicket } from './connection.js';
import { retryDelay } from './reconnect-delay.js';

/** The name of this page, kept through a reload. */
const CLIENT_KEY = 'talk-page';

type Hold = Extract<TalkCommand, { do: 'hold' }>;

/** The last news of the talk, kept through a reload, because the talk process may be gone by then. */
interface Known {
  /** When the run began, which names it: a page outlives it. */
  began: number;
  isDriver: boolean;
  startedAt: number | null;
}
const KNOWN_KEY = 'talk';
const NOTHING_KNOWN: Known = { began: 0, isDriver: false, startedAt: null };

function knownOf(began: number): Known {
  const kept = JSON.parse(sessionStorage.getItem(KNOWN_KEY) ?? 'null') as Known | null;
  return kept?.began === began ? kept : { ...NOTHING_KNOWN, began };
}

/** A reader of the log is told: the state of the talk, and the event that led to it; none after a break. */
export type TalkListener = (state: TalkState, event: TalkEvent | null) => void;

/** The log of the talk, read over a socket of its own, and the commands to the talk. Breaks are mended. */
export class TalkConnection {
  /** Null before the first state, and while there is no talk process. */
  state: TalkState | null = null;
  /** The name of the device on which this page is open; empty before the gateway has told it. */
  device = '';
  private readonly client = clientName();
  private readonly listeners = new Set<TalkListener>();
  private epoch: string | null = null;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private requests = 0;
  private known = NOTHING_KNOWN;
  private readonly unanswered = new Map<number, (refused: string | null) => void>();

  /** `held`: what the page holds of the talk, for a talk process that knows nothing yet; null when it holds nothing. */
  constructor(
    private readonly held: () => Pick<Hold, 'place' | 'isBlack'> | null,
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

  /** Resolves with null when it is done, else with words for the user. Sent at most once. */
  do(command: TalkCommand): Promise<string | null> {
    if (this.state === null || this.socket?.readyState !== WebSocket.OPEN)
      return Promise.resolve('The line to the talk is broken. This page connects by itself; then press once more.');
    const request = ++this.requests;
    this.send({ type: 'do', request, command });
    return new Promise((resolve) => this.unanswered.set(request, resolve));
  }

  move(to: Place): Promise<string | null> {
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
    socket.onmessage = ({ data }) => this.receive(String(data));
    socket.onclose = () => this.retry();
  }

  private receive(text: string): void {
    const message = parseJson(TalkGatewayMessageSchema, text);
    if (!message) this.socket?.close();
    else if (message.type === 'welcome') {
      this.device = message.device;
      this.known = knownOf(message.began);
      this.attempt = 0;
    } else if (message.type === 'talk') this.begin(message);
    else if (message.type === 'event') this.take(message.event);
    else {
      this.unanswered.get(message.request)?.(message.type === 'refused' ? message.message : null);
      this.unanswered.delete(message.request);
    }
  }

  private begin({ epoch, state }: Extract<TalkGatewayMessage, { type: 'talk' }>): void {
    const isNewLog = epoch !== this.epoch;
    this.epoch = epoch ?? this.epoch;
    this.state = state;
    if (!state) return;
    const held = isNewLog ? this.held() : null;
    if (held) void this.do({ do: 'hold', ...held, isDriver: this.known.isDriver, startedAt: this.known.startedAt });
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
    this.known = {
      ...this.known,
      isDriver: this.isDriver,
      startedAt: this.state.startedAt ?? this.known.startedAt,
    };
    sessionStorage.setItem(KNOWN_KEY, JSON.stringify(this.known));
    for (const listener of this.listeners) listener(this.state, event);
  }

  /** Is the author of the event this very page? */
  isOwn(event: TalkEvent): boolean {
    return event.by?.client === this.client;
  }

  private retry(): void {
    this.socket = null;
    for (const resolve of this.unanswered.values())
      resolve('The line to the talk broke before the answer came. Look where the talk is, then press once more.');
    this.unanswered.clear();
    setTimeout(() => void this.connect(), retryDelay(this.attempt++, Math.random()));
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

function clientName(): string {
  const known = sessionStorage.getItem(CLIENT_KEY);
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  const name = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem(CLIENT_KEY, name);
  return name;
}
