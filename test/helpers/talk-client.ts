import WebSocket from 'ws';
import type { TalkCommand, TalkGatewayMessage, TalkState } from '../../src/protocol/talk.js';
import { TALK_SUBPROTOCOL } from '../../src/protocol/talk.js';
import { reduceTalk } from '../../src/talk/reducer.js';
import type { App } from './app.js';
import { cookieFor } from './page-client.js';
import { until } from './until.js';

/** A page that reads the log of the talk, without a browser. Each has a device of its own, if it shares none. */
export class TalkClient {
  readonly messages: TalkGatewayMessage[] = [];
  state: TalkState | null = null;
  epoch: string | null = null;
  private requests = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as TalkGatewayMessage;
      this.messages.push(message);
      if (message.type === 'talk') {
        this.state = message.state;
        this.epoch = message.epoch;
      }
      if (message.type === 'event' && this.state) this.state = reduceTalk(this.state, message.event);
    });
  }

  static socketOf(
    app: App,
    { cookie, origin = app.origin }: { cookie?: string | undefined; origin?: string } = {},
  ): WebSocket {
    const socket = new WebSocket(`${app.origin.replace('http', 'ws')}/talk`, TALK_SUBPROTOCOL, {
      origin,
      headers: { ...(cookie && { cookie }) },
    });
    socket.on('error', () => {});
    return socket;
  }

  /** `device`: the cookie of one that is known already. `token`: of another role than the presenter's. */
  static async open(
    app: App,
    client: string,
    device?: string,
    token?: string,
  ): Promise<{ page: TalkClient; cookie: string; device: string }> {
    const role = await cookieFor(app, token);
    const response = await fetch(`${app.origin}/ticket`, { headers: { cookie: [role, device].join('; ') } });
    const [own = ''] = response.headers.get('set-cookie')?.split(';') ?? [];
    const { ticket } = (await response.json()) as { ticket: string };
    const page = new TalkClient(TalkClient.socketOf(app, { cookie: role }));
    await new Promise((resolve) => page.socket.on('open', resolve));
    page.socket.send(JSON.stringify({ type: 'hello', ticket, client: client.repeat(12) }));
    await until(() => page.state !== null);
    const welcome = page.messages.find(({ type }) => type === 'welcome');
    return { page, cookie: own, device: welcome?.type === 'welcome' ? welcome.device : '' };
  }

  /** Null when it was done, else why not. */
  async do(command: TalkCommand): Promise<string | null> {
    const request = ++this.requests;
    this.socket.send(JSON.stringify({ type: 'do', request, command }));
    const find = () => this.messages.find((message) => 'request' in message && message.request === request);
    await until(() => find() !== undefined);
    const answer = find();
    return answer?.type === 'refused' ? answer.message : null;
  }

  move(slide: number, step = 0): Promise<string | null> {
    return this.do({ do: 'move', to: { slide, step }, from: this.state?.next ?? 0 });
  }

  close(): void {
    this.socket.terminate();
  }
}
