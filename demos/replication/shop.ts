import type { Clicked } from './lead.js';

/** A shop as its customer knows it. */
export class Shop {
  /** How long nobody answered when the primary last changed, in ms; null before that. */
  outageMs: number | null = null;
  /** The one that was disturbed least, of those after a death. */
  shortestMs: number | null = null;
  /** And of those after a silence. */
  silentMs: number | null = null;
  /** Clicks that were acknowledged and are not counted any more. */
  lost = 0;
  /** Answers of a term that was over: a primary of a later one had answered before. */
  refused = 0;
  /** Answers of a second primary in one term, which must never be. */
  splitBrain = 0;
  term = 0;
  clicks = 0;
  private pid = 0;
  private heardAt = 0;
  private isSilent = false;

  /** Somebody had the click, and said nothing: a dead one would have broken the line. */
  wait(): void {
    this.isSilent = true;
  }

  /**
   * Fencing: a primary cannot know that its term is still on when its answer arrives, so the receiver, who knows of a later
   * term, refuses the answer. Returns whether the answer was taken.
   */
  hear({ pid, term, clicks }: Clicked, now: number): boolean {
    const isNew = pid !== this.pid;
    if (term < this.term) {
      this.refused++;
      return false;
    }
    if (term === this.term && isNew) {
      this.splitBrain++;
      return false;
    }
    if (isNew && this.pid !== 0) {
      this.outageMs = now - this.heardAt;
      const which = this.isSilent ? 'silentMs' : 'shortestMs';
      this[which] = Math.min(this[which] ?? Number.POSITIVE_INFINITY, this.outageMs);
      this.lost += Math.max(0, this.clicks + 1 - clicks);
    }
    this.term = term;
    this.clicks = Math.max(this.clicks, clicks);
    this.pid = pid;
    this.heardAt = now;
    this.isSilent = false;
    return true;
  }
}
