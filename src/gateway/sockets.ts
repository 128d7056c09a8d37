import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import {
  CLOSE,
  FRAME_LIMIT,
  type PageMessage,
  PageMessageSchema,
  parseJson,
  SUBPROTOCOL,
} from '../protocol/messages.js';
import { TALK_SUBPROTOCOL } from '../protocol/talk.js';
import { addressGroup } from './admission.js';
import { Budget } from './budget.js';
import type { Config } from './config.js';
import { ByAddress } from './connections.js';
import { isOurHost, isOurOrigin, passOfTicket, roleOfCookie, sinceOfPlace } from './credentials.js';
import type { Lobby } from './lobby.js';
import { isOfPresenter } from './permissions.js';
import { Session } from './session.js';
import type { Stages } from './stages.js';
import type { TalkPages } from './talk-pages.js';

/** The subprotocol of each path: one socket for the log of a stage, and one for the log of the talk. */
const PROTOCOLS: Readonly<Record<string, string>> = { '/socket': SUBPROTOCOL, '/talk': TALK_SUBPROTOCOL };
const HELLO_WITHIN_MS = 5000;
const PING_MS = 15_000;
/** A page that is told to go goes at once; a page that does not close holds a descriptor no longer than that. */
const CLOSE_WITHIN_MS = 2000;
const BYTES_PER_SECOND = 64 * 1024;
const BURST_BYTES = 256 * 1024;
/** The cost of a ping or a pong beside its payload, which may be empty, because many empty ones are a flood as well. In bytes. */
const PING_BYTES = 16;
/** A message of a page is one frame; FRAME_LIMIT bytes come in some tens of pieces. */
const MOST_FRAGMENTS = 16;
const MOST_PIECES = 1024;
/** More than a page is sent before it gets a snapshot, and that snapshot: a page that sends and reads nothing is closed. In bytes. */
const MOST_UNREAD_BYTES = 16 * 1024 * 1024;

const CROWDED = 'Too many pages are open at once. This page tries again by itself.';

/** Opens the WebSockets of pages, for our own pages only. */
export function openSockets(server: Server, config: Config, stages: Stages, lobby: Lobby, talk: TalkPages): void {
  // Without the literal's type: @types/ws 8.18 does not know `closeTimeout`.
  const options = {
    noServer: true,
    maxPayload: FRAME_LIMIT,
    maxFragments: MOST_FRAGMENTS,
    maxBufferedChunks: MOST_PIECES,
    closeTimeout: CLOSE_WITHIN_MS,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (_: Set<string>, { url = '' }: IncomingMessage) => PROTOCOLS[url] ?? false,
  };
  const sockets = new WebSocketServer(options);
  const arrivals = new Arrivals(lobby);

  // Before Vite's own listener, in development.
  server.prependListener('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client may hang up at any moment; no other client is to notice.
    stream.on('error', () => stream.destroy());
    const role = roleOfCookie(config, request.headers.cookie);
    const status =
      refusal(request, config) ?? (role === null && arrivals.isFullOfUnknown ? '503 Service Unavailable' : null);
    if (!status && isForVite(request, config)) return;
    if (status) {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => stream.destroy());
      return;
    }
    const address = addressGroup(request.socket.remoteAddress);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      keepAlive(socket);
      const arrived = arrivals.add(socket, address, role);
      if (PROTOCOLS[request.url ?? ''] === TALK_SUBPROTOCOL) receiveOfTalk(socket, address, talk, arrived);
      else receive(socket, address, { config, stages, lobby, arrived });
    });
  });
}

/** The sockets that have not said hello yet. */
class Arrivals {
  private unknown = 0;
  private known = 0;
  private readonly byAddress = new ByAddress<WebSocket>();

  constructor(private readonly lobby: Lobby) {}

  /** Those without a cookie of ours have places of their own, so that they take none from our pages. */
  get isFullOfUnknown(): boolean {
    return this.unknown >= this.lobby.limits.unauthenticated;
  }

  /** Returns a function to call when the socket has said hello, or is gone. */
  add(socket: WebSocket, address: string, role: ReturnType<typeof roleOfCookie>): () => void {
    if (isOfPresenter(role)) return () => {};
    const kind = role === null ? 'unknown' : 'known';
    this[kind]++;
    if (kind === 'known') this.byAddress.add(address, socket);
    let isHere = true;
    const gone = () => {
      if (!isHere) return;
      isHere = false;
      this[kind]--;
      this.byAddress.delete(address, socket);
    };
    socket.once('close', gone);
    const { seats, waiting, unauthenticated } = this.lobby.limits;
    const room = Math.max(unauthenticated, seats + waiting - this.lobby.size);
    // The latest may be the one page of somebody else: the oldest has had its time.
    if (this.known > room) this.byAddress.first?.close(CLOSE.full, CROWDED);
    return gone;
  }
}

/** The HTTP status of a refusal, or null to let it in. */
function refusal(request: IncomingMessage, config: Config): string | null {
  const { host, origin } = request.headers;
  if (!isOurHost(config, host)) return '421 Misdirected Request';
  if (!isOurOrigin(host, origin)) return '403 Forbidden';
  if (isForVite(request, config)) {
    return roleOfCookie(config, request.headers.cookie) === 'presenter' ? null : '403 Forbidden';
  }
  const protocol = Object.hasOwn(PROTOCOLS, request.url ?? '') ? PROTOCOLS[request.url ?? ''] : undefined;
  if (protocol === undefined) return '404 Not Found';
  if (protocol === TALK_SUBPROTOCOL && roleOfCookie(config, request.headers.cookie) === null) return '403 Forbidden';
  const offered = request.headers['sec-websocket-protocol']?.split(/, */) ?? [];
  return offered.includes(protocol) ? null : '400 Bad Request';
}

/** While pages are built as they are asked for, Vite's socket goes over this server too. */
const isForVite = ({ headers }: IncomingMessage, { pages }: Config) =>
  pages === null && headers['sec-websocket-protocol'] === 'vite-hmr';

/** A page that vanished without a word is noticed after one missed answer; one that takes nothing, by what piles up. */
function keepAlive(socket: WebSocket): void {
  let heard = true;
  socket.on('pong', () => {
    heard = true;
  });
  const timer = setInterval(() => {
    if (!heard || isDeaf(socket)) socket.terminate();
    heard = false;
    socket.ping();
  }, PING_MS);
  socket.on('close', () => clearInterval(timer));
  socket.on('error', () => socket.terminate());
}

const isDeaf = (socket: WebSocket) => socket.bufferedAmount > MOST_UNREAD_BYTES;

interface Inside {
  config: Config;
  stages: Stages;
  lobby: Lobby;
  arrived: () => void;
}

function receive(socket: WebSocket, address: string, { config, stages, lobby, arrived }: Inside): void {
  let session: Session | null = null;
  const saidHello = limitSilence(socket);
  socket.on('close', () => {
    if (session) lobby.leave(session);
  });
  takeFrames(socket, (bytes, isBinary) => {
    const message = isBinary ? null : parseJson(PageMessageSchema, bytes.toString());
    if (!message) {
      socket.close(CLOSE.malformed, 'not a message of this protocol');
      return;
    }
    if (session) {
      if (session.receive(message, stages)) lobby.used(session);
      return;
    }
    session = sessionFor(socket, address, message, config, lobby);
    if (!session) return;
    saidHello();
    arrived();
    lobby.enter(session);
  });
}

function receiveOfTalk(socket: WebSocket, address: string, talk: TalkPages, arrived: () => void): void {
  const saidHello = limitSilence(socket);
  const take = talk.receive(socket, address, () => {
    saidHello();
    arrived();
  });
  takeFrames(socket, (bytes, isBinary) => take(isBinary ? null : bytes.toString()));
}

/** Closes a socket that says no hello in time. Returns a function to call when it has. */
function limitSilence(socket: WebSocket): () => void {
  const late = setTimeout(() => socket.close(CLOSE.refused, 'no hello'), HELLO_WITHIN_MS);
  const stop = () => clearTimeout(late);
  socket.on('close', stop);
  return stop;
}

/** Gives `take` each frame in a turn of its own, as long as the page keeps to its budget. */
function takeFrames(socket: WebSocket, take: (bytes: Buffer, isBinary: boolean) => void): void {
  const budget = new Budget(BYTES_PER_SECOND, BURST_BYTES, performance.now());
  /** False when it is too much, or when there is nobody any more: closed, but the other end may take its time to agree. */
  const mayCome = (bytes: number): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    if (isDeaf(socket)) socket.terminate();
    else if (!budget.take(bytes, performance.now())) socket.close(CLOSE.flood, 'too much at once');
    else return true;
    return false;
  };
  for (const kind of ['ping', 'pong'] as const) socket.on(kind, ({ length }) => mayCome(length + PING_BYTES));
  const inTurn = oneInATurn((take: () => void) => socket.readyState === socket.OPEN && take());
  socket.on('message', (data: RawData, isBinary) => {
    const bytes = data as Buffer;
    if (mayCome(bytes.length)) inTurn(() => take(bytes, isBinary));
  });
}

/**
 * Gives `work` one item in a turn of the event loop. All that a socket has received comes in one turn, and from a few hundred
 * sockets that takes longer than the root's watchdog waits. The option of ws for this, `allowSynchronousEvents: false`, let a page
 * end the process (8.23.0). The queue is bounded by the budget of its socket.
 */
function oneInATurn<Item>(work: (item: Item) => void): (item: Item) => void {
  const waiting: Item[] = [];
  const next = () => {
    const item = waiting.shift() as Item;
    if (waiting.length > 0) setImmediate(next);
    work(item);
  };
  return (item) => {
    if (waiting.push(item) === 1) setImmediate(next);
  };
}

/** Null when it has no ticket; then the socket is closed. */
function sessionFor(
  socket: WebSocket,
  address: string,
  message: PageMessage,
  config: Config,
  lobby: Lobby,
): Session | null {
  const now = Date.now();
  const pass = message.type === 'hello' ? passOfTicket(config, message.ticket, now) : null;
  if (message.type !== 'hello' || !pass) {
    socket.close(CLOSE.refused, 'no valid ticket');
    return null;
  }
  const place = message.place === undefined ? null : sinceOfPlace(config, pass.device, message.place, now);
  return new Session(socket, pass, address, place ?? lobby.sinceOf(pass.device) ?? now);
}
