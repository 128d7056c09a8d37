import type { WebSocket } from 'ws';
import { CLOSE, parseJson } from '../protocol/messages.js';
import {
  type Author,
  TALK_BEAT_MS,
  type TalkGatewayMessage,
  type TalkPageMessage,
  TalkPageMessageSchema,
} from '../protocol/talk.js';
import type { Config } from './config.js';
import { type Pass, passOfTicket } from './credentials.js';
import { isOfPresenter } from './permissions.js';
import type { TalkLink } from './talk-link.js';

/** A page that takes nothing is cut off before so much waits for it; it asks again, and gets the state. In bytes. */
const MOST_UNREAD_BYTES = 256 * 1024;

/** One page that has shown its ticket, and the name that the page has given itself. */
interface KnownPage {
  pass: Pass;
  author: Author;
}

/** The pages that read the log of the talk: each is told the state, and then every event. */
export class TalkPages {
  private readonly pages = new Map<WebSocket, KnownPage>();

  constructor(
    private readonly config: Config,
    private readonly link: TalkLink,
  ) {
    link.events.on('news', (message) => this.tellAll(message));
    setInterval(() => this.tellAll({ type: 'beat' }), TALK_BEAT_MS).unref();
  }

  /** Somebody has said where the talk is, or wants to know. */
  get isUnderWay(): boolean {
    return this.pages.size > 0 || this.link.isUnderWay;
  }

  /** Answers the frames of `socket`. Calls `arrived` when the page has shown its ticket. */
  receive(socket: WebSocket, arrived: () => void): (text: string | null) => void {
    let page: KnownPage | null = null;
    socket.on('close', () => {
      if (this.pages.delete(socket)) this.tellDevices();
    });
    return (text) => {
      const message = text === null ? null : parseJson(TalkPageMessageSchema, text);
      if (!message) socket.close(CLOSE.malformed, 'not a message of this protocol');
      else if (page) void this.answer(socket, page, message);
      else {
        page = this.pageOf(message);
        if (!page) {
          socket.close(CLOSE.refused, 'no valid ticket');
          return;
        }
        arrived();
        this.enter(socket, page);
      }
    };
  }

  private pageOf(message: TalkPageMessage): KnownPage | null {
    if (message.type !== 'hello') return null;
    const pass = passOfTicket(this.config, message.ticket, Date.now());
    const { client } = message;
    const isRemote = message.isRemote || pass?.role === 'remote';
    return pass && { pass, author: { client, device: pass.device, ...(isRemote && { isRemote }) } };
  }

  private enter(socket: WebSocket, page: KnownPage): void {
    this.say(socket, { type: 'welcome', device: page.pass.device, began: this.config.began });
    this.say(socket, this.link.now);
    this.pages.set(socket, page);
    this.tellDevices();
  }

  private tellDevices(): void {
    const decks = [...this.pages.values()].filter(({ author }) => !author.isRemote);
    this.link.setPresence({ devices: [...new Set(decks.map(({ pass }) => pass.device))] });
  }

  private async answer(socket: WebSocket, { pass, author }: KnownPage, message: TalkPageMessage): Promise<void> {
    if (message.type !== 'do') return;
    const { request, command } = message;
    const refused = isOfPresenter(pass.role)
      ? await this.link.do(command, author).then(
          () => null,
          (error: Error) => error.message,
        )
      : 'Only the presenter can do that.';
    this.say(socket, refused === null ? { type: 'done', request } : { type: 'refused', request, message: refused });
  }

  private tellAll(message: TalkGatewayMessage): void {
    const text = JSON.stringify(message);
    for (const page of this.pages.keys()) this.tell(page, text);
  }

  private say(page: WebSocket, message: TalkGatewayMessage): void {
    this.tell(page, JSON.stringify(message));
  }

  private tell(page: WebSocket, text: string): void {
    if (page.bufferedAmount > MOST_UNREAD_BYTES) page.terminate();
    else page.send(text);
  }
}
