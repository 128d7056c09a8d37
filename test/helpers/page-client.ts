import WebSocket from 'ws';
import {
  decodeOutput,
  EVENT_BYTES,
  type GatewayMessage,
  type PageMessage,
  SUBPROTOCOL,
} from '../../src/protocol/messages.js';
import type { App } from './app.js';
import { until } from './until.js';

/** In lumps, as a page does. */
const ACK_BYTES = 32 * 1024;

/** A page without a browser: speaks the protocol and keeps what it heard. */
export class PageClient {
  readonly messages: GatewayMessage[] = [];
  /** Offsets of all that came, events and output, in order. */
  readonly seqs: number[] = [];
  output = '';
  /** Whether it tells the gateway what it has taken in, as a page does that shows all of it. */
  acknowledges = false;
  private unacknowledged = 0;
  closed: { code: number; reason: string } | null = null;
  private constructor(readonly socket: WebSocket) {
    socket.binaryType = 'arraybuffer';
    socket.on('message', (data, isBinary) => {
      if (isBinary) {
        const frame = decodeOutput(data as ArrayBuffer);
        if (frame) this.seqs.push(frame.seq);
        if (frame) this.output += Buffer.from(frame.data).toString();
        if (frame) this.acknowledge(frame.data.length);
        return;
      }
      const message = JSON.parse(Buffer.from(data as ArrayBuffer).toString()) as GatewayMessage;
      this.messages.push(message);
      if (message.type !== 'event') return;
      this.seqs.push(message.event.seq);
      this.acknowledge(EVENT_BYTES);
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    socket.on('error', () => {});
  }

  static connect(
    app: App,
    options: { origin?: string | null; host?: string; protocol?: string; cookie?: string; from?: string } = {},
  ) {
    const { origin = app.origin, host, protocol = SUBPROTOCOL, cookie, from } = options;
    const headers: Record<string, string> = { ...(host && { host }), ...(cookie && { cookie }) };
    const url = `${app.origin.replace('http', 'ws')}/socket`;
    const more = { ...(origin !== null && { origin }), ...(from !== undefined && { localAddress: from }), headers };
    return new PageClient(new WebSocket(url, protocol, more));
  }

  /** Resolves with the HTTP status of a refusal, or 101 when the socket is open. */
  status(): Promise<number> {
    return new Promise((resolve) => {
      this.socket.on('open', () => resolve(101));
      this.socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      this.socket.on('close', () => resolve(0));
    });
  }

  send(message: PageMessage | object): void {
    this.socket.send(JSON.stringify(message));
  }

  private acknowledge(bytes: number): void {
    this.unacknowledged += bytes;
    if (!this.acknowledges || this.unacknowledged < ACK_BYTES) return;
    this.send({ type: 'ack', bytes: this.unacknowledged });
    this.unacknowledged = 0;
  }

  /** Says hello, and follows the log. */
  async hello(ticket: string, epoch: string | null = null, have = 0, place?: string): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await this.status();
    this.send({ type: 'hello', ticket, ...(place !== undefined && { place }) });
    this.send({ type: 'follow', epoch, have });
    return this;
  }

  /** The answer to command number `request`. */
  async answer(request: number): Promise<GatewayMessage> {
    const find = () => this.messages.find((message) => 'request' in message && message.request === request);
    await until(() => find() !== undefined || this.closed !== null);
    const found = find();
    if (!found) throw new Error(`closed: ${JSON.stringify(this.closed)}`);
    return found;
  }

  /** The gateway let it in. */
  get isIn(): boolean {
    return this.closed === null && this.messages.some(({ type }) => type === 'welcome');
  }

  /** Where it stands in a queue; null when it is in, gone, or was told nothing yet. */
  get queue(): Extract<GatewayMessage, { type: 'queue' }> | null {
    const last = this.messages.findLast(({ type }) => type === 'queue' || type === 'welcome');
    return this.closed === null && last?.type === 'queue' ? last : null;
  }

  get epoch(): string | null {
    const last = this.messages.findLast((message) => message.type === 'epoch');
    return last?.type === 'epoch' ? last.epoch : null;
  }

  close(): void {
    this.socket.terminate();
  }
}

/** The cookie that a browser gets for the token of an address. */
export async function cookieFor(app: App, token = app.token): Promise<string> {
  const response = await fetch(`${app.origin}/?token=${token}`, { redirect: 'manual' });
  const [cookie] = response.headers.get('set-cookie')?.split(';') ?? [];
  if (!cookie) throw new Error(`no cookie: ${response.status}`);
  return cookie;
}

/** A page that follows the log of the talk's stage, by the token of its address. */
export async function pageOf(app: App, token = app.token): Promise<PageClient> {
  const page = await PageClient.connect(app).hello(await ticketFor(app, token));
  page.acknowledges = true;
  await until(() => page.epoch !== null);
  return page;
}

/** The state of a learner's browser after a visit: its cookies, and a ticket to a stage of its own. */
export async function learnerOf(app: App, cookie: string): Promise<{ cookie: string; ticket: string }> {
  const response = await fetch(`${app.origin}/ticket/learner`, { headers: { cookie } });
  if (!response.ok) throw new Error(`ticket: ${response.status}`);
  const [own = ''] = response.headers.get('set-cookie')?.split(';') ?? [];
  const { ticket } = (await response.json()) as { ticket: string };
  return { cookie: [...cookie.split('; ').slice(0, 1), own].join('; '), ticket };
}

/** The token that a printed line ends with, after an address with that page in it. Undefined when there is no such line. */
export const printedToken = (app: App, page: '/join' | '/workshop' | '/remote') =>
  new RegExp(`://(?!127)[^/]+${page}\\?token=(\\S+)`).exec(app.stdout)?.[1];

export async function ticketFor(app: App, token = app.token): Promise<string> {
  const cookie = await cookieFor(app, token);
  const response = await fetch(`${app.origin}/ticket`, { headers: { cookie } });
  if (!response.ok) throw new Error(`ticket: ${response.status}`);
  return ((await response.json()) as { ticket: string }).ticket;
}
