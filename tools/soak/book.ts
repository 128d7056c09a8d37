/** The log, checked event by event: every exit has a cause, every death is followed by another start. */
import type { LogEvent, View } from '../../src/log/index.js';
import { type Kind, kindOf } from './plan.js';

/** From the end of a process to the next one's readiness, beside the delay that its supervisor announced. In ms. */
export const REBORN_WITHIN_MS = 2000;
/** How long a supervisor remembers a restart, in ms, and some more: the log hears of a restart after it was counted. */
const WINDOW_MS = 11_500;

export interface Recovery {
  kind: Kind;
  ms: number;
}

interface Outage {
  pid: number;
  at: number;
  /** Counted only while we could have seen the end of it. */
  waitedMs: number;
  allowedMs: number;
}

export class Book {
  /** Kind and cause, like `line SIGKILL` → how often. */
  readonly kills = new Map<string, number>();
  readonly recoveries: Recovery[] = [];
  giveups = 0;
  resets = 0;
  vanished = 0;
  reloads = 0;
  private readonly causes = new Map<number, string>();
  private outages = new Map<string, Outage>();
  private restarts: number[] = [];
  /** Lines that ended, and whose supervisor has not yet got round to it. */
  private readonly pending = new Set<string>();

  /** `patience`: how many times the usual deadline. */
  constructor(
    private readonly wrong: (what: string) => void,
    private readonly patience = 1,
  ) {}

  get killed(): number {
    return [...this.kills.values()].reduce((sum, count) => sum + count, 0);
  }

  get down(): number {
    return this.outages.size;
  }

  /** We are about to do this to process `pid`. */
  strike(pid: number, what: string): void {
    this.causes.set(pid, what);
  }

  /** Takes the cause back, because the process survived the fault. */
  forgive(pid: number): void {
    this.causes.delete(pid);
  }

  count(kind: Kind, what: string): void {
    const key = `${kind} ${what}`;
    this.kills.set(key, (this.kills.get(key) ?? 0) + 1);
  }

  /** Another log, or the same one from another beginning: nobody of before is waited for. */
  startOver(): void {
    this.outages.clear();
    this.causes.clear();
    this.pending.clear();
    this.restarts = [];
  }

  /** Restarts that the supervisor of the lines remembers, and those it will have to make. */
  spent(now: number): number {
    this.restarts = this.restarts.filter((at) => at > now - WINDOW_MS);
    return this.restarts.length + this.pending.size;
  }

  /** `ms` have passed in which news of the workers could reach us. */
  waited(ms: number): void {
    for (const [id, outage] of this.outages) {
      outage.waitedMs += ms;
      if (outage.waitedMs <= outage.allowedMs) continue;
      this.outages.delete(id);
      this.wrong(`${id} (was ${outage.pid}) is not reborn after ${Math.round(outage.waitedMs)} ms`);
    }
  }

  /** The stage could do nothing for so long. */
  excuse(ms: number): void {
    for (const id of this.outages.keys()) this.allow(id, ms);
  }

  take(event: LogEvent, before: View, now: number): void {
    switch (event.type) {
      case 'scene':
        this.startOver();
        return;
      case 'fault':
        if (!this.causes.has(event.pid)) this.causes.set(event.pid, event.name);
        return;
      case 'exit':
        this.exited(event, before);
        return;
      case 'restart':
        this.pending.delete(event.id);
        if (kindOf(event.id) === 'line') this.restarts.push(now);
        this.allow(event.id, event.delayMs);
        return;
      case 'start':
        this.started(event, before);
        return;
      case 'ready':
        this.ready(event);
        return;
      case 'giveup':
        this.giveups += 1;
    }
  }

  private exited(event: Extract<LogEvent, { type: 'exit' }>, before: View): void {
    const { id, pid, at, expected, signal, code } = event;
    const cause = this.causes.get(pid);
    this.causes.delete(pid);
    if (before.processes[id]?.pid !== pid) this.wrong(`${id} ended as ${pid}, which it was not`);
    if (expected) return;
    if (cause) this.count(kindOf(id), cause);
    else this.wrong(`${id} (${pid}) ended by itself: ${signal ?? code}`);
    if (kindOf(id) !== 'line') return;
    this.pending.add(id);
    this.outages.set(id, { pid, at, waitedMs: 0, allowedMs: REBORN_WITHIN_MS * this.patience });
  }

  /** A process that is started by a command was down until then; from then on it counts. */
  private started({ id, at, because, incarnation }: Extract<LogEvent, { type: 'start' }>, before: View): void {
    const outage = this.outages.get(id);
    // Lives are counted, not pids: the kernel may hand out a number twice.
    const next = (before.processes[id]?.lives ?? 0) + 1;
    if (incarnation !== next) this.wrong(`${id} begins life ${incarnation}, and it is its life ${next}`);
    if (because === 'command')
      this.outages.set(id, { pid: outage?.pid ?? 0, at, waitedMs: 0, allowedMs: REBORN_WITHIN_MS * this.patience });
  }

  private ready({ id, at }: Extract<LogEvent, { type: 'ready' }>): void {
    const outage = this.outages.get(id);
    if (!outage) return;
    this.outages.delete(id);
    const ms = at - outage.at;
    this.recoveries.push({ kind: kindOf(id), ms });
    if (ms > outage.allowedMs) this.wrong(`${id} took ${Math.round(ms)} ms to be reborn`);
  }

  private allow(id: string, ms: number): void {
    const outage = this.outages.get(id);
    if (outage) outage.allowedMs += ms;
  }
}
