/** A leaky bucket for what one page may send: bursts of a paste, the pace of a typist. In bytes, ms. */
export class Budget {
  private level = 0;
  private at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.at = now;
  }

  /** False when it is too much. */
  take(bytes: number, now: number): boolean {
    this.level = Math.max(0, this.level - ((now - this.at) / 1000) * this.perSecond) + bytes;
    this.at = now;
    return this.level <= this.burst;
  }
}
