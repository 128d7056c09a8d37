/** Looks at everything every 50 ms: who is there, who died without our doing, who does not come back. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Arena, isStageAwake, processOf } from './arena.js';
import { Availability } from './availability.js';
import { kindOf, WORKERS } from './plan.js';
import { isAwake, rssOf } from './proc.js';

const EVERY_MS = 50;
/** A look that came late because this very process was busy says no more than one. */
const LONGEST_MS = 2 * EVERY_MS;
const RSS_EVERY_MS = 1000;

export class Watch {
  readonly availability = new Availability();
  /** Memory of each process that was root or stage, in MB, once a second. */
  readonly memory = { root: new Map<number, number[]>(), stage: new Map<number, number[]>() };
  private rssAt = 0;
  /** While nobody is to be watched: the root is being killed, or begins. */
  isBlind = false;

  constructor(private readonly arena: Arena) {}

  async run(): Promise<void> {
    let last = performance.now();
    while (!this.arena.over) {
      await pause(EVERY_MS);
      const answers = await this.arena.world.answers();
      const now = performance.now();
      // A process that was being killed when the soak ended is not missed any more.
      if (!this.isBlind && !this.arena.over) this.look(answers, Math.min(LONGEST_MS, now - last), now - last);
      last = now;
    }
  }

  private look(answers: boolean, seenMs: number, ms: number): void {
    const { arena } = this;
    const stage = isStageAwake(arena);
    const isThere = (id: string) => {
      const process = processOf(arena, id);
      return stage && process?.state === 'up' && process.pid !== null && isAwake(process.pid);
    };
    this.availability.add('gateway', Number(answers), 1, ms);
    this.availability.add('stage', Number(stage && arena.reader.epoch !== null), 1, ms);
    for (const id of WORKERS) this.availability.add(kindOf(id), Number(isThere(id)), 1, ms);
    if (answers && stage && arena.reader.isLive) arena.book.waited(seenMs);
    this.lookForAccidents('gateway');
    this.lookForAccidents('stage');
    if (performance.now() - this.rssAt > RSS_EVERY_MS) this.weigh();
  }

  private lookForAccidents(service: 'gateway' | 'stage'): void {
    const { world, known, atWork, wrong } = this.arena;
    const pid = world[service];
    if (atWork.has(service) || pid === known[service]) return;
    wrong(`the ${service} (${known[service]}) is gone by itself; now it is ${pid ?? 'nobody'}`);
    known[service] = pid;
  }

  private weigh(): void {
    this.rssAt = performance.now();
    const { root, stage } = this.arena.world;
    this.note(this.memory.root, root);
    if (stage !== undefined) this.note(this.memory.stage, stage);
  }

  private note(of: Map<number, number[]>, pid: number): void {
    of.set(pid, [...(of.get(pid) ?? []), rssOf(pid)]);
  }
}
