import {
  CLOSE,
  decodeOutput,
  type GatewayMessage,
  GatewayMessageSchema,
  type OutputFrame,
  type PageMessage,
  parseJson,
  type Role,
  type StageCommand,
  SUBPROTOCOL,
} from '../../protocol/messages.js';
import { refusedDelay, retryDelay } from './reconnect-delay.js';
import { type QueueMessage, waitingSentence } from './waiting.js';

/** `refused`: there is nothing to do on this page but to read why. The page waits for its turn, or for another address. */
export type ConnectionState = 'connecting' | 'live' | 'reconnecting' | 'refused';

export type Beat = Extract<GatewayMessage, { type: 'beat' }>;
export type LogMessage = Extract<GatewayMessage, { type: 'epoch' | 'snapshot' | 'event' }>;

interface Watcher {
  /** The state changed; `why` says what to do about a refusal. */
  state?(state: ConnectionState, why: string): void;
  /** The gateway was heard. */
  beat?(beat: Beat): void;
}

/** The reader of the log. */
interface Follower {
  message(message: LogMessage): void;
  output(frame: OutputFrame): void;
  /** Where we are in which log, for reading on after a break. */
  place(): { epoch: string | null; have: number };
}

const LOST = 'The connection was lost before the answer came. Check whether it took effect, then try again.';
/** Keys that repeat for seconds while nobody answers; what comes after them would be carried out long after it was meant. */
const MOST_UNANSWERED = 100;
const TOO_MANY = 'Too much is waiting for an answer already. Wait until the line is back, then try again.';

/** The one WebSocket of this page. Breaks are mended, from the offset that was reached. */
export class Connection {
  role: Role | null = null;
  /** May this page give orders to its stage? */
  mayCommand = false;
  private state: ConnectionState = 'connecting';
  private readonly watchers = new Set<Watcher>();
  private follower: Follower | null = null;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private refusal = '';
  /** The place of this page in a queue, for the next gateway. */
  private place: string | undefined;
  /** The last message made no sense: the page asks for a whole snapshot, whatever it has of the log. */
  private needsSnapshot = false;
  private requests = 0;
  private readonly unsent: PageMessage[] = [];
  private readonly unanswered = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

  /** `tickets`: where a pass for the stage is had. */
  constructor(private readonly tickets: '/ticket' | '/ticket/learner') {
    void this.connect();
  }

  /** Tells `watcher` of the state now and of all that comes. Returns how to stop. */
  watch(watcher: Watcher): () => void {
    this.watchers.add(watcher);
    watcher.state?.(this.state, this.state === 'refused' ? this.refusal : '');
    return () => this.watchers.delete(watcher);
  }

  /** From now on the log is sent to this page, and given to the one `follower`. */
  follow(follower: Follower): void {
    this.follower = follower;
    this.askForLog();
  }

  /** Resolves when it is done. Rejects with words for the user. Sent at most once. */
  do(command: StageCommand): Promise<void> {
    if (this.refusal !== '') return Promise.reject(new Error(this.refusal));
    if (this.unanswered.size >= MOST_UNANSWERED) return Promise.reject(new Error(TOO_MANY));
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

  /** Breaks the connection because the state of the page does not fit the last message; the next connection brings a snapshot. */
  resync(): void {
    this.needsSnapshot = true;
    if (!this.socket) return;
    // Messages that are still on their way do not fit either.
    this.socket.onmessage = null;
    this.socket.close();
  }

  private async connect(): Promise<void> {
    const ticket = await fetchTicket(this.tickets);
    if ('refused' in ticket) {
      this.onRejected(ticket.refused);
      return;
    }
    if (!('ticket' in ticket)) {
      this.retry();
      return;
    }
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/socket`, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => this.hello(ticket.ticket);
    socket.onmessage = ({ data }) => this.receive(data as string | ArrayBuffer);
    socket.onclose = ({ code, reason }) => (code === CLOSE.full ? this.onRejected(reason) : this.lost());
  }

  private hello(ticket: string): void {
    this.send({ type: 'hello', ticket, ...(this.place !== undefined && { place: this.place }) });
    this.askForLog();
  }

  private askForLog(): void {
    if (!this.follower) return;
    const { epoch, have } = this.follower.place();
    this.send({ type: 'follow', epoch: this.needsSnapshot ? null : epoch, have });
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') {
      const frame = decodeOutput(data);
      if (frame) this.follower?.output(frame);
      else this.resync();
      return;
    }
    const message = parseJson(GatewayMessageSchema, data);
    if (!message) this.resync();
    else if (message.type === 'welcome') this.welcome(message);
    else if (message.type === 'queue') this.wait(message);
    else if (message.type === 'beat') for (const watcher of this.watchers) watcher.beat?.(message);
    else if ('request' in message) this.answered(message);
    else {
      if (message.type === 'snapshot') this.needsSnapshot = false;
      this.follower?.message(message);
    }
  }

  private welcome({ role, mayCommand }: Extract<GatewayMessage, { type: 'welcome' }>): void {
    this.role = role;
    this.mayCommand = mayCommand;
    this.refusal = '';
    this.place = undefined;
    // A page that gets wrong messages each time asks less and less often.
    if (!this.needsSnapshot) this.attempt = 0;
    this.turn('live');
    for (const message of this.unsent.splice(0)) this.send(message);
  }

  private answered(message: Extract<GatewayMessage, { request: number }>): void {
    const waiting = this.unanswered.get(message.request);
    this.unanswered.delete(message.request);
    if (message.type === 'done') waiting?.resolve();
    else waiting?.reject(new Error(message.message));
  }

  /** The socket stays open: the gateway lets this page in when it is its turn. */
  private wait(queue: QueueMessage): void {
    this.role = null;
    this.place = queue.place;
    this.attempt = 0;
    this.refuse(waitingSentence(queue));
  }

  private onRejected(why: string): void {
    this.role = null;
    this.refuse(why);
    setTimeout(() => void this.connect(), refusedDelay(Math.random()));
  }

  private refuse(why: string): void {
    this.refusal = why;
    this.unsent.length = 0;
    for (const { reject } of this.unanswered.values()) reject(new Error(why));
    this.unanswered.clear();
    this.turn('refused', why);
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
    this.turn('reconnecting');
    setTimeout(() => void this.connect(), retryDelay(this.attempt++, Math.random()));
  }

  private turn(state: ConnectionState, why = ''): void {
    this.state = state;
    for (const watcher of this.watchers) watcher.state?.(state, why);
  }

  private send(message: PageMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

/** Statuses that come with words for the reader: no cookie, no right. */
const REFUSALS = [401, 403];

/** A pass for the socket; `refused` with what to do about it; or nothing while there is nobody to ask. */
export async function fetchTicket(
  address: string,
): Promise<{ ticket: string } | { refused: string } | Record<string, never>> {
  try {
    const response = await fetch(address);
    if (REFUSALS.includes(response.status)) return { refused: await response.text() };
    const { ticket } = (await response.json()) as { ticket?: string };
    return typeof ticket === 'string' ? { ticket } : {};
  } catch {
    return {};
  }
}
