import type { WebSocket } from 'ws';
import { CLOSE, type PageMessage, type WaitsFor } from '../protocol/messages.js';
import type { Learner } from './admission.js';
import type { Pass } from './credentials.js';
import { LogSubscriber } from './log-subscriber.js';
import { capabilitiesOf, isOfPresenter, refusalOf } from './permissions.js';
import type { Stages } from './stages.js';

const NOT_YET = 'This page waits for its turn; nothing can be done on a stage before that.';

/** The place in the queue that a waiting page is sent. */
export interface Queue {
  position: number;
  length: number;
  for: WaitsFor;
}

/** One page that has shown its ticket: it waits, or it is in. */
export class Session implements Learner {
  private viewer: LogSubscriber | null = null;
  /** Where the page wants to read from, asked while it waited. */
  private follow: Extract<PageMessage, { type: 'follow' }> | null = null;
  private toldQueue = '';

  /** `since`: when it came, as `Date.now()` tells. */
  constructor(
    private readonly socket: WebSocket,
    readonly pass: Pass,
    readonly address: string,
    readonly since: number,
  ) {}

  get device(): string {
    return this.pass.device;
  }

  get isPresenter(): boolean {
    return isOfPresenter(this.pass.role);
  }

  /** Admits the page to the stage that its ticket is for. */
  enter(stages: Stages): void {
    const { pass } = this;
    this.viewer = new LogSubscriber(this.socket, stages.linkFor(pass.learner));
    const may = capabilitiesOf(pass);
    this.viewer.sendMessage({ type: 'welcome', role: pass.role, mayCommand: may.length > 1, may });
    stages.enter(pass.learner, this.viewer);
    if (this.follow) void this.viewer.follow(this.follow.epoch, this.follow.have);
  }

  /** Tells where it stands, when that changed, or when `isDue`: its place counts for a while only. */
  wait(queue: Queue, issuePlace: () => string, isDue: boolean): void {
    const news = `${queue.position} ${queue.length} ${queue.for}`;
    if (news === this.toldQueue && !isDue) return;
    this.toldQueue = news;
    this.socket.send(JSON.stringify({ type: 'queue', ...queue, place: issuePlace() }));
  }

  /** `words` are for the reader of the page; a close frame has room for 123 bytes of them (RFC 6455, 5.5.1). */
  turnAway(words: string): void {
    this.socket.close(CLOSE.full, words);
  }

  leave(stages: Stages): void {
    if (this.viewer) stages.leave(this.pass.learner, this.viewer);
  }

  /** Returns whether it was an order for the stage. */
  receive(message: PageMessage, stages: Stages): boolean {
    const { viewer } = this;
    if (message.type === 'follow') {
      if (viewer) void viewer.follow(message.epoch, message.have);
      else this.follow ??= message;
    }
    if (message.type === 'ack') viewer?.acknowledge(message.bytes);
    if (message.type !== 'do') return false;
    void this.answer(message, stages);
    return viewer !== null;
  }

  private async answer({ request, command }: Extract<PageMessage, { type: 'do' }>, stages: Stages): Promise<void> {
    const refused = this.viewer ? refusalOf(this.pass, command) : NOT_YET;
    const message =
      refused ??
      (await stages
        .linkFor(this.pass.learner)
        .do(command, this.pass.role)
        .then(
          () => null,
          (error: Error) => error.message,
        ));
    const reply = message === null ? { type: 'done', request } : { type: 'refused', request, message };
    this.socket.send(JSON.stringify(reply));
  }
}
