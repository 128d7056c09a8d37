/** A death is seen late, and late by more on a busy machine, in ms; an earlier death was longer ago. */
const LATE_MS = 1000;

/** When somebody died last, as seen by who keeps looking. */
export class Grave {
  private wasAlive = false;
  private diedAt: number | null = null;

  look(isAlive: boolean, now: number): void {
    if (this.wasAlive && !isAlive) this.diedAt = now;
    this.wasAlive = isAlive;
  }

  /** ms from the death to `at`, when somebody noticed one; null if it was not this one. */
  noticedMs(at: number | undefined): number | null {
    if (this.diedAt === null || at === undefined || at < this.diedAt - LATE_MS) return null;
    return Math.max(0, at - this.diedAt);
  }
}
