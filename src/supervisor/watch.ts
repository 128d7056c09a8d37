/** Watches the beats and the memory of processes. Time and memory are read here; the core decides what follows. */
import { residentBytes } from './processes.js';

export interface Watched {
  pid: number;
  /** How long the process may be silent, in ms; 0: no limit. */
  watchdog: number;
  /** How much memory the process may have, in bytes; 0: no limit. */
  memoryMax: number;
  hung(silentMs: number): void;
  overweight(bytes: number): void;
}

export const TICK_MS = 50;
/** The memory of a process is read once in so many ticks: four times a second. */
const TICKS_PER_MEMORY_CHECK = 5;

/**
 * How long this process itself was stopped or busy between two ticks, in ms. In that time it has received no beat, so the
 * silence is its own stall and does not count against a child.
 */
export const ownStallMs = (lastTick: number, now: number): number => Math.max(0, now - lastTick - 2 * TICK_MS);

/**
 * Calls `late` when the time of a child, in ms, is over. When this process was stopped or busy as it ran out, the child has
 * its time once more, because what the child did in time may be unread, and may have taken longer because of the same stop.
 */
export function limitTime(ms: number, late: () => void): NodeJS.Timeout {
  let dueAt = performance.now() + ms;
  const timeout = setTimeout(() => {
    const wasStalled = ownStallMs(dueAt, performance.now()) > 0;
    dueAt = Number.POSITIVE_INFINITY;
    if (wasStalled) timeout.refresh();
    else late();
  }, ms);
  return timeout;
}

export class Watch {
  private readonly heardAt = new Map<Watched, number>();
  private timer: NodeJS.Timeout | null = null;
  private lastTick = 0;
  private ticks = 0;

  add(watched: Watched): void {
    if (watched.watchdog === 0 && watched.memoryMax === 0) return;
    this.heardAt.set(watched, performance.now());
    if (this.timer) return;
    this.lastTick = performance.now();
    this.timer = setInterval(() => this.tick(performance.now()), TICK_MS).unref();
  }

  heard(watched: Watched): void {
    if (this.heardAt.has(watched)) this.heardAt.set(watched, performance.now());
  }

  remove(watched: Watched): void {
    this.heardAt.delete(watched);
    if (this.heardAt.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private tick(now: number): void {
    const away = ownStallMs(this.lastTick, now);
    this.lastTick = now;
    this.ticks += 1;
    for (const [watched, heard] of this.heardAt) {
      const heardAt = heard + away;
      this.heardAt.set(watched, heardAt);
      if (watched.watchdog > 0 && now - heardAt > watched.watchdog)
        this.report(watched, () => watched.hung(now - heardAt));
    }
    if (this.ticks % TICKS_PER_MEMORY_CHECK === 0) this.checkMemory();
  }

  private checkMemory(): void {
    for (const watched of this.heardAt.keys()) {
      if (watched.memoryMax === 0) continue;
      const bytes = residentBytes(watched.pid) ?? 0;
      if (bytes > watched.memoryMax) this.report(watched, () => watched.overweight(bytes));
    }
  }

  /** Each process is reported once, because it is about to end. */
  private report(watched: Watched, tell: () => void): void {
    this.remove(watched);
    tell();
  }
}
