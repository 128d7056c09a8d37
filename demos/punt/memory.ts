import type { Welcome } from './shop.js';

/** The knowledge that a visitor has of one shop. */
export class Memory {
  visits = 0;
  died = 0;
  forgot = 0;
  /** How long it was away the last time; null before that. */
  backMs: number | null = null;
  private pid = 0;
  private heardAt = 0;

  /** A visitor who was here before and is asked for the first visit again has been forgotten. */
  hear({ pid, visits }: Welcome, now: number): void {
    if (visits <= this.visits) this.forgot++;
    if (this.pid !== 0 && pid !== this.pid) {
      this.died++;
      this.backMs = now - this.heardAt;
    }
    this.pid = pid;
    this.visits = visits;
    this.heardAt = now;
  }
}
