/** Hurts the app at random, for long, and believes nobody that it is well. */
import { setTimeout as pause } from 'node:timers/promises';
import { openBrowser } from '../../test/helpers/browser.js';
import type { Arena } from './arena.js';
import { waitFor } from './arena.js';
import { Book } from './book.js';
import { BrowserPage, type Glance } from './browser-page.js';
import { grown, type Sample, slope } from './leaks.js';
import { partAt, WORKERS } from './plan.js';
import { inPeace, lookClosely } from './quiet.js';
import { Reader } from './reader.js';
import { Services } from './services.js';
import { reloadAgainAndAgain, vanishAgainAndAgain } from './viewers.js';
import { Watch } from './watch.js';
import { hurtWorker } from './workers.js';
import { World } from './world.js';

export interface Options {
  seed: number;
  minutes: number;
  /** Ends when so many were killed, if that is before the time. */
  kills: number;
  /** How often the root is killed in all; each time ends a round. */
  rounds: number;
  /** How many times the usual deadlines. */
  patience: number;
  /** Ends when so many things were wrong: more of the same tells nothing new. */
  mostWrongs: number;
  tell(line: string): void;
}

export interface Result {
  arena: Arena;
  watch: Watch;
  samples: Sample[];
  rootKills: number;
  wrongs: string[];
  elapsedMs: number;
}

const LOOK_EVERY_MS = 60_000;
const TELL_EVERY_MS = 5000;
const TICK_MS = 50;
/** A page that found nobody waits for up to 8 s before it looks again. */
const PAGE_TURNS_WITHIN_MS = 15_000;

export class Soak {
  private readonly wrongs: string[] = [];
  private readonly samples: Sample[] = [];
  private readonly began = performance.now();
  private rootKills = 0;
  private arena!: Arena;
  private watch!: Watch;
  private services!: Services;

  constructor(private readonly options: Options) {}

  /** Ends it at the next occasion, in order. */
  end(): void {
    if (this.arena) this.arena.over = true;
  }

  async run(): Promise<Result> {
    const world = await World.start();
    // Ctrl-C is ours to answer.
    const browser = await openBrowser({ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
    try {
      const page = await BrowserPage.open(browser, world.app.address);
      this.arena = this.newArena(world, page);
      this.watch = new Watch(this.arena);
      this.services = new Services(this.arena);
      await this.play();
      this.judge();
      this.arena.reader.close();
      await browser.close();
      for (const left of await world.stop()) this.wrong(left);
    } finally {
      this.end();
      await browser.close();
      world.remove();
    }
    const { arena, watch, samples, rootKills, wrongs } = this;
    return { arena, watch, samples, rootKills, wrongs, elapsedMs: performance.now() - this.began };
  }

  private readonly wrong = (what: string): void => {
    this.wrongs.push(what);
    this.options.tell(`WRONG at ${this.seconds()} s: ${what}`);
    if (this.wrongs.length >= this.options.mostWrongs) this.end();
  };

  private seconds = () => ((performance.now() - this.began) / 1000).toFixed(1);

  private newArena(world: World, page: BrowserPage): Arena {
    const book = new Book(this.wrong, this.options.patience);
    const reader = new Reader(world.app, this.wrong);
    reader.events.on('event', (event, before) => {
      book.take(event, before, performance.now());
      if (event.type === 'giveup') this.options.tell(`${this.seconds()} s: ${event.id} gave up: ${event.reason}`);
    });
    reader.events.on('restarted', () => book.startOver());
    const { gateway, stage } = world;
    return {
      world,
      reader,
      book,
      page,
      seed: this.options.seed,
      patience: this.options.patience,
      part: 'nobody',
      over: false,
      atWork: new Set(),
      known: { gateway, stage },
      recoveries: [],
      wrong: this.wrong,
    };
  }

  private async play(): Promise<void> {
    const { arena, services } = this;
    await services.begin();
    await inPeace(arena, () => lookClosely(arena, this.samples));
    const company = [
      this.watch.run(),
      ...WORKERS.map((id) => hurtWorker(arena, id)),
      services.hurt('gateway'),
      services.hurt('stage'),
      vanishAgainAndAgain(arena),
      reloadAgainAndAgain(arena),
      this.report(),
    ];
    // One that fails ends it all, and is not forgotten.
    const done = Promise.all(company).catch((error: Error) => {
      this.wrong(`the soak itself failed: ${error.stack}`);
      arena.over = true;
    });
    await this.rounds();
    await inPeace(arena, () => lookClosely(arena, this.samples));
    arena.over = true;
    await done;
  }

  /** Each round spares nobody at first, then the stage, and ends with the root. */
  private async rounds(): Promise<void> {
    const { arena, options } = this;
    for (let round = 1; round <= options.rounds && !arena.over; round++) {
      let lookedAt = performance.now();
      while (!arena.over && this.share() * options.rounds < round) {
        const part = partAt(this.share() * options.rounds - (round - 1));
        const isDue = performance.now() - lookedAt > LOOK_EVERY_MS || part !== arena.part;
        if (isDue && arena.part !== 'nobody') await inPeace(arena, () => lookClosely(arena, this.samples));
        if (isDue) lookedAt = performance.now();
        arena.part = part;
        await pause(TICK_MS);
      }
      await inPeace(arena, () => lookClosely(arena, this.samples));
      if (!arena.over) await this.killRoot();
    }
  }

  /** How much of it is done: by time or by kills, whichever is further. */
  private share(): number {
    const { minutes, kills } = this.options;
    return Math.max((performance.now() - this.began) / (minutes * 60_000), this.arena.book.killed / kills);
  }

  private async killRoot(): Promise<void> {
    const { arena, watch } = this;
    watch.isBlind = true;
    arena.part = 'nobody';
    await waitFor(arena, () => arena.atWork.size === 0, PAGE_TURNS_WITHIN_MS);
    for (const wrong of await arena.world.killRoot()) this.wrong(wrong);
    this.rootKills += 1;
    const { gateway, stage, app } = arena.world;
    Object.assign(arena.known, { gateway, stage });
    arena.reader.turnTo(app);
    await this.pageTurns();
    await this.services.begin();
    watch.isBlind = false;
  }

  /** The page of the run before knows no token of the new one: it says so, and is back when the new address is opened. */
  private async pageTurns(): Promise<void> {
    const { page, world } = this.arena;
    const refused = await this.pageIs('refused');
    if (!refused?.refusal.includes('earlier run')) {
      this.wrong(`the page does not tell of a new run: ${JSON.stringify(refused)}`);
    }
    await page.openBeside(world.app.address);
    const back = await this.pageIs('live');
    if (back?.state !== 'live') this.wrong(`the page does not come back to the new run: ${JSON.stringify(back)}`);
  }

  /** How the page is when it is in that state at last, or when it should have been. */
  private async pageIs(state: string): Promise<Glance | null> {
    const end = performance.now() + PAGE_TURNS_WITHIN_MS * this.options.patience;
    let glance = await this.arena.page.glance();
    while (glance?.state !== state && performance.now() < end) {
      await pause(TICK_MS);
      glance = await this.arena.page.glance();
    }
    return glance;
  }

  private async report(): Promise<void> {
    const { arena, options } = this;
    let toldAt = 0;
    while (!arena.over) {
      await pause(TICK_MS);
      if (performance.now() - toldAt < TELL_EVERY_MS) continue;
      toldAt = performance.now();
      const { book, reader } = arena;
      const rss = (of: Map<number, number[]>) => Math.round([...of.values()].at(-1)?.at(-1) ?? 0);
      const { root, stage } = this.watch.memory;
      options.tell(
        `${this.seconds().padStart(7)} s  ${arena.part.padEnd(10)}  killed ${book.killed}  reborn ${book.recoveries.length + arena.recoveries.length}  down ${book.down}  reconnects ${reader.reconnects}  event ${reader.view.next}  rss root ${rss(root)} stage ${rss(stage)} MB  wrong ${this.wrongs.length}`,
      );
    }
  }

  private judge(): void {
    for (const complaint of this.complaints()) this.wrong(complaint);
    for (const error of this.arena.page.errors) this.wrong(`the page failed: ${error}`);
  }

  private complaints(): string[] {
    const files = this.pairs().flatMap(([early, late]) => grown(early, late));
    const memory = (['root', 'stage'] as const).flatMap((name) =>
      [...this.watch.memory[name]].flatMap(([pid, series]) => {
        const found = slope(series);
        return found?.isLeak
          ? [`${name} ${pid} grew from ${found.before.toFixed(0)} to ${found.after.toFixed(0)} MB`]
          : [];
      }),
    );
    return [...new Set([...files, ...memory])];
  }

  /** The first and the last sample of each stage that was looked at more than once. */
  private pairs(): [Sample, Sample][] {
    const byStage = new Map<number, Sample[]>();
    for (const sample of this.samples)
      byStage.set(sample.pids.stage, [...(byStage.get(sample.pids.stage) ?? []), sample]);
    return [...byStage.values()].flatMap((of): [Sample, Sample][] =>
      of.length > 1 ? [[of[0] as Sample, of.at(-1) as Sample]] : [],
    );
  }
}
