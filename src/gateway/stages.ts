/** The stages that somebody watches: the talk's, always, and that of each learner who is here. */
import type { GatewayMessage } from '../protocol/messages.js';
import { stageSocketPath } from '../protocol/socket-paths.js';
import type { Config } from './config.js';
import type { LogSubscriber } from './log-subscriber.js';
import { StageLink } from './stage-link.js';
import type { TalkPages } from './talk-pages.js';

/** How often the root is asked for a stage that is not there; it begins within a boot of Node. In ms. */
const ASK_MS = 500;

const BEAT_MS = 1000;

interface StageRoom {
  link: StageLink;
  viewers: Set<LogSubscriber>;
  pulse: NodeJS.Timeout;
}

export class Stages {
  private readonly talk: StageRoom;
  private readonly learners = new Map<string, StageRoom>();

  /** `requestStage`: asks the root to start the stage of that learner. */
  constructor(
    private readonly config: Pick<Config, 'folder' | 'began'>,
    private readonly requestStage: (learner: string) => void,
    private readonly line: Pick<TalkPages, 'isUnderWay'>,
  ) {
    this.talk = this.open(new StageLink(stageSocketPath(config.folder, null)));
  }

  /** The line to the stage, for as long as somebody who came in is there. The lobby lets in as many as there are stages. */
  linkFor(learner: string | null): StageLink {
    return this.roomOf(learner).link;
  }

  enter(learner: string | null, viewer: LogSubscriber): void {
    const room = this.roomOf(learner);
    room.viewers.add(viewer);
    viewer.sendMessage(this.beat(room.link));
  }

  leave(learner: string | null, viewer: LogSubscriber): void {
    const room = learner === null ? this.talk : this.learners.get(learner);
    room?.viewers.delete(viewer);
    if (learner === null || !room || room.viewers.size > 0) return;
    room.link.close();
    clearInterval(room.pulse);
    this.learners.delete(learner);
  }

  private roomOf(learner: string | null): StageRoom {
    if (learner === null) return this.talk;
    const known = this.learners.get(learner);
    if (known) return known;
    const room = this.open(new StageLink(stageSocketPath(this.config.folder, learner), this.askerFor(learner)));
    this.learners.set(learner, room);
    return room;
  }

  private askerFor(learner: string): () => void {
    let askedAt = Number.NEGATIVE_INFINITY;
    return () => {
      const now = performance.now();
      if (now - askedAt < ASK_MS) return;
      askedAt = now;
      this.requestStage(learner);
    };
  }

  /** Sends the frames of the stage to all its subscribers, and once a second the beat of this gateway and of the stage. */
  private open(link: StageLink): StageRoom {
    const viewers = new Set<LogSubscriber>();
    const beatForAll = () => {
      for (const viewer of viewers) viewer.sendMessage(this.beat(link));
    };
    link.events.on('frame', (frame) => {
      for (const viewer of viewers) viewer.take(frame);
    });
    link.events.on('epoch', () => {
      beatForAll();
      for (const viewer of viewers) void viewer.begin();
    });
    return { link, viewers, pulse: setInterval(beatForAll, BEAT_MS).unref() };
  }

  private beat(link: StageLink): GatewayMessage {
    return {
      type: 'beat',
      pid: process.pid,
      stageMs: link.ageMs,
      upMs: Date.now() - this.config.began,
      isUnderWay: this.line.isUnderWay,
    };
  }
}
