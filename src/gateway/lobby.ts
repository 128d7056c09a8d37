/** Everybody who has shown a ticket: lets them in, or keeps them in a queue, as the decisions in admission.ts say. */
import { placeToGive, type StageHolder, settleSeats, settleStages, stageReason, stagesHeld } from './admission.js';
import type { Config } from './config.js';
import { issuePlace, PLACE_MS } from './credentials.js';
import type { Limits } from './limits.js';
import { judge, LoadMeter, noLoad, type Sample } from './load.js';
import type { Queue, Session } from './session.js';
import type { Stages } from './stages.js';

const TICK_MS = 1000;
/** So many come in at once after a busy time, each of whom asks for a snapshot of the stage. */
const QUOTA = 50;
/**
 * Those who wait are told where they stand so often at the most, in ms: soon enough for a reader, and each who comes or leaves
 * changes what all of them are told.
 */
const TELL_MS = 100;
/** A place is told again well before it is over. */
const PLACE_AGAIN_MS = PLACE_MS / 3;

const DISPLACED = 'All places are taken, and most are of your network. This page waits for one by itself.';
const CROWDED = 'All places are taken, and too many wait already. This page tries again by itself.';
const UNUSED = 'Others waited, and nobody used this stage for a while. This page waits for one by itself.';
const manyPages = (most: number) =>
  `This browser has ${most} pages of this talk open. Close one, and this page comes in.`;

interface Holding extends StageHolder {
  sessions: Set<Session>;
}

export class Lobby {
  /** The sessions that have a seat at the stage of the talk; the presenter needs none. */
  private readonly seated = new Set<Session>();
  private readonly presenters = new Set<Session>();
  private readonly holdings = new Map<string, Holding>();
  private readonly waiting = new Set<Session>();
  /** The stages that run; null before the root has told. */
  private running: ReadonlySet<string> | null = null;
  private readonly ending = new Set<string>();
  /** Since when nobody has been at these stages. */
  private readonly gone = new Map<string, number>();
  /** Since when those waited who left a moment ago: a page that is loaded again keeps its place. */
  private readonly left = new Map<string, { since: number; at: number }>();
  private readonly meter = new LoadMeter();
  private load = noLoad;
  private sample: Sample = { delayMs: 0, utilization: 0 };
  private isSettling = false;
  private isTelling = false;
  private toldAt = 0;

  /** `end`: asks for the stage of that learner to be ended. */
  constructor(
    private readonly config: Config,
    readonly limits: Limits,
    private readonly stages: Stages,
    private readonly end: (learner: string) => void,
  ) {
    setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Everybody who is here, the presenter apart. */
  get size(): number {
    let inStages = 0;
    for (const { isPresenter, sessions } of this.holdings.values()) inStages += isPresenter ? 0 : sessions.size;
    return this.seated.size + this.waiting.size + inStages;
  }

  /** How it goes, for the presenter. */
  get report() {
    const { seated, presenters, waiting, holdings, running, load, sample } = this;
    return {
      ...{ seats: seated.size, presenters: presenters.size, waiting: waiting.size },
      ...{ learners: holdings.size, stages: running?.size ?? 0, isBusy: load.isBusy },
      ...{ delayMs: sample.delayMs, utilization: sample.utilization },
    };
  }

  /** When somebody came who has left the queue a moment ago; null for others. */
  sinceOf(device: string): number | null {
    return this.left.get(device)?.since ?? null;
  }

  /** Admits the session, or queues it, or rejects it with a reason. */
  enter(session: Session): void {
    if (session.isPresenter && session.pass.learner === null) {
      this.presenters.add(session);
      session.enter(this.stages);
      return;
    }
    const { perDevice, waiting } = this.limits;
    if (!session.isPresenter && this.pagesOf(session.device) >= perDevice) {
      session.turnAway(manyPages(perDevice));
      return;
    }
    this.waiting.add(session);
    this.settle();
    if (this.waiting.size <= waiting || !this.waiting.has(session) || session.isPresenter) return;
    const others = [...this.waiting].filter((other) => other !== session && !other.isPresenter);
    this.turnAway(placeToGive(others, session.address) ?? session, CROWDED);
  }

  leave(session: Session): void {
    this.presenters.delete(session);
    this.seated.delete(session);
    if (this.waiting.delete(session)) this.left.set(session.device, { since: session.since, at: performance.now() });
    const holding = this.holdings.get(session.device);
    if (holding?.sessions.delete(session) && holding.sessions.size === 0) {
      this.holdings.delete(session.device);
      this.gone.set(session.device, performance.now());
    }
    session.leave(this.stages);
    this.settleSoon();
  }

  /** An order was given by that page. */
  used({ device }: Session): void {
    const holding = this.holdings.get(device);
    if (holding) holding.usedAt = performance.now();
  }

  /** The root tells which stages of learners run. */
  setRunning(learners: readonly string[]): void {
    this.running = new Set(learners);
    for (const known of [this.gone, this.ending]) {
      for (const device of known.keys()) if (!this.running.has(device)) known.delete(device);
    }
    const now = performance.now();
    for (const device of learners) {
      if (!this.holdings.has(device) && !this.gone.has(device)) this.gone.set(device, now);
    }
    this.settle();
  }

  private tick(): void {
    this.sample = this.meter.sample();
    this.load = judge(this.load, this.sample);
    const now = performance.now();
    for (const [device, { at }] of this.left) if (now - at > this.limits.graceMs) this.left.delete(device);
    this.settle();
  }

  /** Once for all that happens in this turn of the event loop: many may come or leave at the same moment. */
  private settleSoon(): void {
    if (this.isSettling) return;
    this.isSettling = true;
    setImmediate(() => {
      this.isSettling = false;
      this.decide();
      this.tellSoon();
    });
  }

  private tellSoon(): void {
    if (this.isTelling || this.waiting.size === 0) return;
    this.isTelling = true;
    setTimeout(() => {
      this.isTelling = false;
      this.tellQueues();
    }, TELL_MS).unref();
  }

  private settle(): void {
    this.decide();
    this.settleSoon();
  }

  private decide(): void {
    const watchers = [...this.waiting].filter(({ pass }) => pass.learner === null);
    const quota = this.load.isBusy ? 0 : QUOTA;
    const { admit, displace } = settleSeats([...this.seated], watchers, { seats: this.limits.seats, quota });
    for (const session of displace) this.turnAway(session, DISPLACED);
    for (const session of admit) this.seat(session);
    if (this.running) this.settleLearners(this.running);
  }

  private settleLearners(running: ReadonlySet<string>): void {
    const { ending, gone, limits, load } = this;
    const waiting = this.learnersWaiting();
    const world = { running, ending, gone, waiting, holders: [...this.holdings.values()] };
    const { admit, end } = settleStages(world, limits, load.isBusy, performance.now());
    for (const session of admit) this.stage(session);
    for (const device of end) {
      ending.add(device);
      for (const session of this.holdings.get(device)?.sessions ?? []) this.turnAway(session, UNUSED);
      this.end(device);
    }
  }

  private learnersWaiting = () => [...this.waiting].filter(({ pass }) => pass.learner !== null);

  private seat(session: Session): void {
    this.waiting.delete(session);
    this.seated.add(session);
    session.enter(this.stages);
  }

  private stage(session: Session): void {
    this.waiting.delete(session);
    const { device, address, since, isPresenter } = session;
    const holding = this.holdings.get(device);
    if (holding) holding.sessions.add(session);
    else {
      const usedAt = performance.now();
      this.holdings.set(device, { device, address, since, isPresenter, usedAt, sessions: new Set([session]) });
    }
    this.gone.delete(device);
    session.enter(this.stages);
  }

  private turnAway(session: Session, words: string): void {
    session.turnAway(words);
    this.waiting.delete(session);
    this.leave(session);
  }

  private pagesOf(device: string): number {
    const inLine = [...this.seated, ...this.waiting].filter((session) => session.device === device).length;
    return inLine + (this.holdings.get(device)?.sessions.size ?? 0);
  }

  private tellQueues(): void {
    if (this.waiting.size === 0) return;
    const now = performance.now();
    const isDue = now - this.toldAt > PLACE_AGAIN_MS;
    if (isDue) this.toldAt = now;
    const { isBusy } = this.load;
    const held = stagesHeld([...this.holdings.values()]);
    const watchers = [...this.waiting].filter(({ pass }) => pass.learner === null);
    this.tellQueue(watchers, () => (isBusy ? 'busy' : 'seats'), isDue);
    // Before the root has told which stages run, nobody knows who has to wait.
    if (!this.running) return;
    this.tellQueue(this.learnersWaiting(), (session) => stageReason(session, held, this.limits, isBusy), isDue);
  }

  /** Two pages of one browser are one in the queue: they come in together. */
  private tellQueue(line: Session[], reason: (session: Session) => Queue['for'], isDue: boolean): void {
    const devices = [...new Set(line.sort((one, other) => one.since - other.since).map(({ device }) => device))];
    const positions = new Map(devices.map((device, at) => [device, at + 1]));
    for (const session of line) {
      const { device, since } = session;
      const place = { position: positions.get(device) as number, length: devices.length, for: reason(session) };
      session.wait(place, () => issuePlace(this.config, device, since, Date.now()), isDue);
    }
  }
}
