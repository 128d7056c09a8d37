/** Hurts the gateway and the stage, and watches them come back. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Arena, hasBegun, isOn, waitFor } from './arena.js';
import { type Fault, faultsOf, WATCHDOG_MS } from './plan.js';
import { identityOf, send } from './proc.js';

const DEMO = 'isolation';
const WITHIN_MS = { gateway: 2000, stage: 5000 };
/** A process that dies within a second of its start is not started again before that second is over. */
const BACKOFF_MS = 1000;
const BEGINS_WITHIN_MS = 20_000;
/** The root takes 20 in 10 s, of both together. */
const BUDGET = 16;
const WINDOW_MS = 11_000;

type Service = 'gateway' | 'stage';

export class Services {
  private strikes: number[] = [];
  private readonly bornAt = { gateway: 0, stage: 0 };

  constructor(private readonly arena: Arena) {}

  async hurt(service: Service): Promise<void> {
    const { arena } = this;
    for (const fault of faultsOf(service, arena.seed)) {
      await waitFor(arena, () => isOn(arena, service) && this.hasBudget());
      if (arena.over) return;
      arena.atWork.add(service);
      await (fault.what === 'reset' ? this.reset() : this.suffer(service, fault)).finally(() =>
        arena.atWork.delete(service),
      );
      await pause(fault.restMs);
    }
  }

  /** The demo runs, whatever was killed before. */
  async begin(): Promise<void> {
    const { arena } = this;
    const end = performance.now() + BEGINS_WITHIN_MS * arena.patience;
    while (!arena.over && performance.now() < end) {
      await waitFor(arena, () => arena.reader.isLive, BEGINS_WITHIN_MS);
      const answer = await arena.reader.do({ do: 'start', demo: DEMO });
      if (answer === 'done') break;
    }
    const began = await waitFor(arena, () => hasBegun(arena), BEGINS_WITHIN_MS * arena.patience);
    if (!began && !arena.over) arena.wrong(`the demo does not begin within ${BEGINS_WITHIN_MS} ms`);
  }

  async reset(): Promise<void> {
    const { arena } = this;
    const { sceneAt } = arena.reader.view;
    const answer = await arena.reader.do({ do: 'reset' });
    if (answer !== 'done') return;
    // One whose answer was lost may be under way still, and answer for this one too: then there is no other scene.
    const began = await waitFor(arena, () => hasBegun(arena), BEGINS_WITHIN_MS * arena.patience);
    if (arena.reader.view.sceneAt !== sceneAt) arena.book.resets += 1;
    if (!began && !arena.over) arena.wrong(`a reset does not start over within ${BEGINS_WITHIN_MS} ms`);
  }

  private hasBudget(): boolean {
    const now = performance.now();
    this.strikes = this.strikes.filter((at) => at > now - WINDOW_MS);
    return this.strikes.length < BUDGET;
  }

  private async suffer(service: Service, fault: Fault): Promise<void> {
    const { arena } = this;
    const pid = arena.known[service];
    if (pid === undefined) return;
    const { epoch } = arena.reader;
    // A new process may by chance have the old number.
    const old = identityOf(pid);
    send(pid, fault.what as NodeJS.Signals);
    if (fault.after) await pause(fault.after === 'watchdog' ? WATCHDOG_MS : fault.pauseMs);
    if (fault.after === 'SIGKILL' || fault.after === 'SIGCONT') send(pid, fault.after);
    const struckAt = performance.now();
    if (service === 'stage') arena.book.excuse(fault.pauseMs);
    const isSame = fault.after === 'SIGCONT';
    if (!isSame) {
      this.strikes.push(struckAt);
      arena.book.count(service, fault.what);
    }
    const isNew = () => {
      const now = arena.world[service];
      return isSame || (now !== undefined && identityOf(now) !== old);
    };
    const isBack =
      service === 'gateway' ? () => this.answers(isNew) : () => isNew() && this.hasLog(isSame ? null : epoch);
    const young = struckAt - this.bornAt[service] < BACKOFF_MS ? BACKOFF_MS : 0;
    await this.back(service, isBack, struckAt, (WITHIN_MS[service] + young) * arena.patience);
    if (service === 'stage' && !isSame) await this.begin();
  }

  private async answers(isNew: () => boolean): Promise<boolean> {
    return isNew() && this.arena.world.answers();
  }

  /** The stage's log is there to be read, and is not the one of before. */
  private hasLog(before: string | null): boolean {
    const { reader } = this.arena;
    return reader.isLive && reader.epoch !== before;
  }

  private async back(
    service: Service,
    isBack: () => boolean | Promise<boolean>,
    since: number,
    within: number,
  ): Promise<void> {
    const { arena } = this;
    let late = false;
    while (!arena.over && !(await isBack())) {
      if (!late && performance.now() - since > within) arena.wrong(`the ${service} is not back within ${within} ms`);
      late ||= performance.now() - since > within;
      await pause(5);
    }
    const now = performance.now();
    arena.recoveries.push({ kind: service, ms: now - since });
    arena.known[service] = arena.world[service];
    this.bornAt[service] = now;
  }
}
