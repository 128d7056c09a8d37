/** The figures that one life told of its boot. */
export interface Life {
  pid: number;
  nodeMs: number;
  loadMs: number;
  nodeCpuMs: number;
  loadCpuMs: number;
}

/** The knowledge that a customer has of a shop: how often it was born again, and how long it was away for that. */
export class Outages {
  life: Life | null = null;
  lives = 0;
  missed = 0;
  /** From the last answer of one life to the first of the next, the last time; null before that. */
  awayMs: number | null = null;
  private heardAt = 0;

  answered(life: Life, now: number): void {
    if (life.pid !== this.life?.pid) {
      if (this.life) this.awayMs = now - this.heardAt;
      this.lives++;
    }
    this.life = life;
    this.heardAt = now;
  }
}
