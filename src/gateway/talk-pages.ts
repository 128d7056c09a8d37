import type { WebSocket } from 'ws';
import { isOfAudience } from '../protocol/audience.js';
import { CLOSE, parseJson } from '../protocol/messages.js';
import {
  type Author,
  TALK_BEAT_MS,
  type TalkCommand,
  type TalkGatewayMessage,
  type TalkPageMessage,
  TalkPageMessageSchema,
} from '../protocol/talk.js';
import { nicknameOf } from '../talk/nickname.js';
import { publicEvent, publicState } from '../talk/public.js';
import type { AudiencePlaces } from './audience-places.js';
import { Budget } from './budget.js';
import type { Config } from './config.js';
import { type Pass, passOfTicket } from './credentials.js';
import { isOfPresenter } from './permissions.js';
import type { TalkLink } from './talk-link.js';

/** A page that takes nothing is cut off before so much waits for it; it asks again, and gets the state. In bytes. */
const MOST_UNREAD_BYTES = 256 * 1024;
/** A thumb presses no faster for long. Commands of a page of the audience. */
const COMMANDS_A_SECOND = 3;
const BURST = 10;

const PRESENTER = 'Only the presenter can do that.';
const TOO_FAST = 'That was too much at once. Wait a moment, then try again.';

/** One page that has shown its ticket, and the name that the page has given itself. */
interface KnownPage {
  pass: Pass;
  author: Author;
  /** The commands that the page may give. */
  budget: Budget;
}

/** The pages that read the log of the talk: each is told the state, and then every event, as far as they are for its role. */
export class TalkPages {
  private readonly pages = new Map<WebSocket, KnownPage>();
  private readonly presenters = new Set<WebSocket>();

  /** `kill`: kills a process of that demo in the name of a device of the audience; rejects in words. */
  constructor(
    private readonly config: Config,
    private readonly link: TalkLink,
    private readonly places: AudiencePlaces,
    private readonly kill: (demo: string, nickname: string) => Promise<void>,
  ) {
    link.events.on('news', (message) => this.tellAll(message));
    setInterval(() => this.tellAll({ type: 'beat' }), TALK_BEAT_MS).unref();
  }

  /** Somebody has said where the talk is, or a presenter wants to know. */
  get isUnderWay(): boolean {
    return this.link.isUnderWay || this.presenters.size > 0;
  }

  /** Answers the frames of `socket`. Calls `arrived` when the page has shown its ticket. */
  receive(socket: WebSocket, address: string, arrived: () => void): (text: string | null) => void {
    let page: KnownPage | null = null;
    socket.on('close', () => {
      this.places.leave(socket);
      this.pages.delete(socket);
      if (this.presenters.delete(socket)) this.tellDevices();
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
        if (!page.author.isAudience || this.places.take(socket, address, page.pass.device)) this.enter(socket, page);
      }
    };
  }

  private pageOf(message: TalkPageMessage): KnownPage | null {
    if (message.type !== 'hello') return null;
    const pass = passOfTicket(this.config, message.ticket, Date.now());
    const { client } = message;
    if (!pass) return null;
    const isAudience = !isOfPresenter(pass.role);
    const isRemote = !isAudience && (message.isRemote || pass.role === 'remote');
    const author = { client, device: pass.device, ...(isRemote && { isRemote }), ...(isAudience && { isAudience }) };
    return { pass, author, budget: new Budget(COMMANDS_A_SECOND, BURST, performance.now()) };
  }

  private enter(socket: WebSocket, page: KnownPage): void {
    const { device } = page.pass;
    this.say(socket, { type: 'welcome', device, began: this.config.began, nickname: nicknameOf(device) });
    this.say(socket, page.author.isAudience ? publicMessage(this.link.now) : this.link.now);
    this.pages.set(socket, page);
    if (page.author.isAudience) return;
    this.presenters.add(socket);
    this.tellDevices();
  }

  private tellDevices(): void {
    const decks = [...this.pages.values()].filter(({ author }) => !author.isRemote && !author.isAudience);
    this.link.setPresence({ devices: [...new Set(decks.map(({ pass }) => pass.device))] });
  }

  private async answer(socket: WebSocket, page: KnownPage, message: TalkPageMessage): Promise<void> {
    if (message.type !== 'do') return;
    const { request, command } = message;
    const refused = await this.carryOut(command, page).then(
      () => null,
      (error: Error) => error.message,
    );
    this.say(socket, refused === null ? { type: 'done', request } : { type: 'refused', request, message: refused });
  }

  /** Rejects in words. */
  private async carryOut(command: TalkCommand, { author, budget }: KnownPage): Promise<void> {
    if (author.isAudience && !isOfAudience(command)) throw new Error(PRESENTER);
    if (author.isAudience && !budget.take(1, performance.now())) throw new Error(TOO_FAST);
    await this.link.do(command, author);
    if (command.do !== 'kill') return;
    await this.kill(command.demo, nicknameOf(author.device));
    this.link.tellKilled();
  }

  private tellAll(message: TalkGatewayMessage): void {
    const text = JSON.stringify(message);
    const forAudience = JSON.stringify(publicMessage(message));
    for (const [page, { author }] of this.pages) this.tell(page, author.isAudience ? forAudience : text);
  }

  private say(page: WebSocket, message: TalkGatewayMessage): void {
    this.tell(page, JSON.stringify(message));
  }

  private tell(page: WebSocket, text: string): void {
    if (page.bufferedAmount > MOST_UNREAD_BYTES) page.terminate();
    else page.send(text);
  }
}

function publicMessage(message: TalkGatewayMessage): TalkGatewayMessage {
  if (message.type === 'event') return { ...message, event: publicEvent(message.event) };
  return message.type === 'talk' ? { ...message, state: message.state && publicState(message.state) } : message;
}
