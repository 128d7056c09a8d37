import type { Clicked } from './lead.js';

/** A shop as its customer knows it. */
export class Shop {
  /** How long nobody answered when the primary last changed, in ms; null before that. */
  outageMs: number | null = null;
  /** The one that was disturbed least. */
  shortestMs: number | null = null;
  /** Clicks that were acknowledged and are not counted any more. */
  lost = 0;
  /** Answers of a primary after its successor had answered, or of two in the same term. */
  ghosts = 0;
  term = 0;
  clicks = 0;
  private pid = 0;
  private heardAt = 0;

  hear({ pid, term, clicks }: Clicked, now: number): void {
    const isNew = pid !== this.pid;
    if (term < this.term || (term === this.term && isNew)) {
      this.ghosts++;
      return;
    }
    if (isNew && this.pid !== 0) {
      this.outageMs = now - this.heardAt;
      this.shortestMs = Math.min(this.shortestMs ?? Number.POSITIVE_INFINITY, this.outageMs);
      this.lost += Math.max(0, this.clicks + 1 - clicks);
    }
    this.term = term;
    this.clicks = Math.max(this.clicks, clicks);
    this.pid = pid;
    this.heardAt = now;
  }
}
