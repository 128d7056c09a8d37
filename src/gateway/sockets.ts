import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, FRAME_LIMIT, type PageMessage, PageMessageSchema, parseJson, SUBPROTOCOL } from '../protocol.js';
import { Budget } from './budget.js';
import type { Config } from './config.js';
import { isOurHost, isOurOrigin, mayCommand, type Pass, passOfTicket, refusalOf, roleOfCookie } from './guard.js';
import type { StageLink } from './stage-link.js';
import type { Stages } from './stages.js';
import { Viewer } from './viewer.js';

/** The way to the socket. */
const SOCKET_PATH = '/socket';
const HELLO_WITHIN_MS = 5000;
const PING_MS = 15_000;
const BYTES_PER_SECOND = 64 * 1024;
const BURST_BYTES = 256 * 1024;
const MOST_PAGES = 500;
/** Sockets that came without our cookie. They have seats of their own, so that they take them from none of our pages. */
const MOST_STRANGERS = 50;

/** Opens the one WebSocket of each page, for our own pages only. */
export function openSockets(server: Server, config: Config, stages: Stages): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });

  const strangers = new Set<WebSocket>();

  // Before Vite's own listener, in development.
  server.prependListener('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A stranger may hang up at any moment; nobody else is to notice.
    stream.on('error', () => stream.destroy());
    const isStranger = roleOfCookie(config, request.headers.cookie) === null;
    const isFull = isStranger ? strangers.size >= MOST_STRANGERS : sockets.clients.size >= MOST_PAGES;
    const status = refusal(request, config) ?? (isFull ? '503 Service Unavailable' : null);
    if (!status && isForVite(request, config)) return;
    if (status) {
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => stream.destroy());
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (isStranger) strangers.add(socket.once('close', () => strangers.delete(socket)));
      keepAlive(socket);
      receive(socket, config, stages);
    });
  });
}

/** The HTTP status of a refusal, or null to let it in. */
function refusal(request: IncomingMessage, config: Config): string | null {
  const { host, origin } = request.headers;
  if (!isOurHost(config, host)) return '421 Misdirected Request';
  if (!isOurOrigin(host, origin)) return '403 Forbidden';
  if (isForVite(request, config)) {
    return roleOfCookie(config, request.headers.cookie) === 'presenter' ? null : '403 Forbidden';
  }
  if (request.url !== SOCKET_PATH) return '404 Not Found';
  const offered = request.headers['sec-websocket-protocol']?.split(/, */) ?? [];
  return offered.includes(SUBPROTOCOL) ? null : '400 Bad Request';
}

/** While pages are built as they are asked for, Vite's socket goes over this server too. */
const isForVite = ({ headers }: IncomingMessage, { pages }: Config) =>
  pages === null && headers['sec-websocket-protocol'] === 'vite-hmr';

/** A page that vanished without a word is noticed after one missed answer. */
function keepAlive(socket: WebSocket): void {
  let heard = true;
  socket.on('pong', () => {
    heard = true;
  });
  const timer = setInterval(() => {
    if (!heard) socket.terminate();
    heard = false;
    socket.ping();
  }, PING_MS);
  socket.on('close', () => clearInterval(timer));
  socket.on('error', () => socket.terminate());
}

/** Who has come in, and what they are in. */
interface Guest {
  pass: Pass;
  link: StageLink;
  viewer: Viewer;
}

function receive(socket: WebSocket, config: Config, stages: Stages): void {
  const budget = new Budget(BYTES_PER_SECOND, BURST_BYTES, performance.now());
  let guest: Guest | null = null;
  const late = setTimeout(() => socket.close(CLOSE.refused, 'no hello'), HELLO_WITHIN_MS);
  socket.on('close', () => {
    clearTimeout(late);
    if (guest) stages.leave(guest.pass.learner, guest.viewer);
  });

  socket.on('message', (data: RawData, isBinary) => {
    const bytes = data as Buffer;
    // Closed, but the other end may take its time to agree.
    if (socket.readyState !== socket.OPEN) return;
    if (!budget.take(bytes.length, performance.now())) {
      socket.close(CLOSE.flood, 'too much at once');
      return;
    }
    const message = isBinary ? null : parseJson(PageMessageSchema, bytes.toString());
    if (!message) {
      socket.close(CLOSE.malformed, 'not a message of this protocol');
      return;
    }
    if (guest) {
      serve(guest, message);
      return;
    }
    guest = welcome(socket, message, config, stages);
    if (guest) clearTimeout(late);
  });
}

/** Null when nobody is let in; then the socket is closed. */
function welcome(socket: WebSocket, message: PageMessage, config: Config, stages: Stages): Guest | null {
  const pass = message.type === 'hello' ? passOfTicket(config, message.ticket, Date.now()) : null;
  if (message.type !== 'hello' || !pass) {
    socket.close(CLOSE.refused, 'no valid ticket');
    return null;
  }
  const link = stages.linkFor(pass.learner);
  if (!link) {
    socket.close(CLOSE.full, 'All places are taken. This page tries again by itself.');
    return null;
  }
  const viewer = new Viewer(socket, link);
  viewer.tell({ type: 'welcome', role: pass.role, mayCommand: mayCommand(pass) });
  stages.enter(pass.learner, viewer);
  return { pass, link, viewer };
}

function serve({ pass, link, viewer }: Guest, message: PageMessage): void {
  if (message.type === 'follow') void viewer.follow(message.epoch, message.have);
  if (message.type === 'ack') viewer.acknowledge(message.bytes);
  if (message.type !== 'do') return;
  const { request, command } = message;
  const refused = refusalOf(pass, command);
  if (refused !== null) {
    viewer.tell({ type: 'refused', request, message: refused });
    return;
  }
  link.do(command).then(
    () => viewer.tell({ type: 'done', request }),
    (error: Error) => viewer.tell({ type: 'refused', request, message: error.message }),
  );
}
