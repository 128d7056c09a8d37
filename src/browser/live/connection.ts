import {
  decodeOutput,
  type GatewayMessage,
  GatewayMessageSchema,
  type OutputFrame,
  type PageMessage,
  parseJson,
  type Role,
  type StageCommand,
  SUBPROTOCOL,
} from '../../protocol.js';
import { retryDelay } from './backoff.js';

export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'refused';

export interface ConnectionEvents {
  /** The state changed; `why` says what to do about a refusal. */
  state(state: ConnectionState, why: string): void;
  message(message: Exclude<GatewayMessage, { request: number } | { type: 'welcome' }>): void;
  output(frame: OutputFrame): void;
  /** Where we are in which log, for reading on after a break. */
  place(): { epoch: string | null; have: number };
}

/** Who opens the right address beside this page lets this page in too: they have their cookies in common. */
const REFUSED_RETRY_MS = 2000;

const LOST = 'The line broke before the answer came. Look whether it happened, then try again.';

/** The one WebSocket of this page. Breaks are mended, from the offset that was reached. */
export class Connection {
  role: Role | null = null;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private requests = 0;
  private readonly unsent: PageMessage[] = [];
  private readonly unanswered = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

  constructor(private readonly events: ConnectionEvents) {
    void this.connect();
  }

  /** Resolves when it is done. Rejects with words for the user. Sent at most once. */
  do(command: StageCommand): Promise<void> {
    const request = ++this.requests;
    const message: PageMessage = { type: 'do', request, command };
    return new Promise((resolve, reject) => {
      this.unanswered.set(request, { resolve, reject });
      if (this.role) this.send(message);
      else this.unsent.push(message);
    });
  }

  acknowledge(bytes: number): void {
    if (this.role) this.send({ type: 'ack', bytes });
  }

  /** Breaks the line; it mends itself, from the place that the page then names. */
  restart(): void {
    this.socket?.close();
  }

  private async connect(): Promise<void> {
    const ticket = await fetchTicket();
    if ('refused' in ticket) {
      this.events.state('refused', ticket.refused);
      setTimeout(() => void this.connect(), REFUSED_RETRY_MS);
      return;
    }
    if (!('ticket' in ticket)) {
      this.retry();
      return;
    }
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket`, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => this.send({ type: 'hello', ticket: ticket.ticket, ...this.events.place() });
    socket.onmessage = ({ data }) => this.receive(data as string | ArrayBuffer);
    socket.onclose = () => this.lost();
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') {
      const frame = decodeOutput(data);
      if (frame) this.events.output(frame);
      return;
    }
    const message = parseJson(GatewayMessageSchema, data);
    if (!message) this.socket?.close();
    else if (message.type === 'welcome') this.welcome(message.role);
    else if ('request' in message) this.answered(message);
    else this.events.message(message);
  }

  private welcome(role: Role): void {
    this.role = role;
    this.attempt = 0;
    this.events.state('live', '');
    for (const message of this.unsent.splice(0)) this.send(message);
  }

  private answered(message: Extract<GatewayMessage, { request: number }>): void {
    const waiting = this.unanswered.get(message.request);
    this.unanswered.delete(message.request);
    if (message.type === 'done') waiting?.resolve();
    else waiting?.reject(new Error(message.message));
  }

  private lost(): void {
    const unsent = new Set(this.unsent.map((message) => ('request' in message ? message.request : -1)));
    for (const [request, { reject }] of this.unanswered) {
      if (unsent.has(request)) continue;
      this.unanswered.delete(request);
      reject(new Error(LOST));
    }
    this.role = null;
    this.retry();
  }

  private retry(): void {
    this.events.state('reconnecting', '');
    setTimeout(() => void this.connect(), retryDelay(this.attempt++, Math.random()));
  }

  private send(message: PageMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

/** A pass for the socket; `refused` with what to do about it; or nothing while there is nobody to ask. */
async function fetchTicket(): Promise<{ ticket: string } | { refused: string } | Record<string, never>> {
  try {
    const response = await fetch('/ticket');
    if (response.status === 401) return { refused: await response.text() };
    const { ticket } = (await response.json()) as { ticket?: string };
    return typeof ticket === 'string' ? { ticket } : {};
  } catch {
    return {};
  }
}
