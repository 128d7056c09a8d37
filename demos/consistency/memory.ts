/** What a reader remembers of one replica's answers. */
export class Memory {
  reads = 0;
  /** Answers with less than what he had seen when he asked. */
  stale = 0;
  /** The worst of them: how many entries it lacked. */
  oldest = 0;
  redirected = 0;

  hear(entries: number, seen: number): void {
    this.reads++;
    if (entries >= seen) return;
    this.stale++;
    this.oldest = Math.max(this.oldest, seen - entries);
  }
}
