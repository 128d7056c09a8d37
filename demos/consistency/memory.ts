/** The memory that a reader has of one replica's answers. */
export class Memory {
  reads = 0;
  /** Answers with less than what he had seen when he asked. */
  stale = 0;
  /** The worst of them: how many entries it lacked. */
  oldest = 0;
  /** The entries in the first old answer after a right one, the last time; null before there was any. */
  first: number | null = null;
  redirected = 0;
  private wasStale = false;

  hear(entries: number, seen: number): void {
    this.reads++;
    const isStale = entries < seen;
    if (isStale && !this.wasStale) this.first = entries;
    this.wasStale = isStale;
    if (!isStale) return;
    this.stale++;
    this.oldest = Math.max(this.oldest, seen - entries);
  }
}
