/** The stages that somebody watches: the talk's, always, and that of each learner who is here. */
import { doorOf } from '../stage/doors.js';
import { StageLink } from './stage-link.js';
import type { Viewer } from './viewer.js';

/** What a machine for one talk carries: each learner's stage may run a demo of some fifteen processes. */
const MOST_LEARNERS = 30;
/** How often the root is asked for a stage that is not there; it begins within a boot of Node. In ms. */
const ASK_MS = 500;

interface House {
  link: StageLink;
  viewers: Set<Viewer>;
}

export class Stages {
  private readonly talk: House;
  private readonly learners = new Map<string, House>();

  /** `wish`: asks for the stage of that learner to be begun. */
  constructor(
    private readonly folder: string,
    private readonly wish: (learner: string) => void,
  ) {
    this.talk = open(new StageLink(doorOf(folder, null)));
  }

  /** The line to the stage, for as long as somebody who came in is there; null when the house is full. */
  linkFor(learner: string | null): StageLink | null {
    return this.houseOf(learner)?.link ?? null;
  }

  enter(learner: string | null, viewer: Viewer): void {
    this.houseOf(learner)?.viewers.add(viewer);
  }

  leave(learner: string | null, viewer: Viewer): void {
    const house = learner === null ? this.talk : this.learners.get(learner);
    house?.viewers.delete(viewer);
    if (learner === null || !house || house.viewers.size > 0) return;
    house.link.close();
    this.learners.delete(learner);
  }

  private houseOf(learner: string | null): House | null {
    if (learner === null) return this.talk;
    const known = this.learners.get(learner);
    if (known) return known;
    if (this.learners.size >= MOST_LEARNERS) return null;
    const house = open(new StageLink(doorOf(this.folder, learner), this.askerFor(learner)));
    this.learners.set(learner, house);
    return house;
  }

  private askerFor(learner: string): () => void {
    let askedAt = Number.NEGATIVE_INFINITY;
    return () => {
      const now = performance.now();
      if (now - askedAt < ASK_MS) return;
      askedAt = now;
      this.wish(learner);
    };
  }
}

/** What comes over the line goes to all who watch. */
function open(link: StageLink): House {
  const viewers = new Set<Viewer>();
  link.events.on('frame', (frame) => {
    for (const viewer of viewers) viewer.take(frame);
  });
  link.events.on('epoch', () => {
    for (const viewer of viewers) void viewer.begin();
  });
  return { link, viewers };
}
