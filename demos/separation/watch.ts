/** The rate is that of the last second, in ms; who has waited longer than that was not served, but remembered. */
const WINDOW_MS = 1000;

/** Times answers: how many come soon, how many late, how long one waits, how many never come. */
export class Watch {
  private readonly waiting = new Set<{ since: number }>();
  private answeredAt: number[] = [];
  private longestMs = 0;
  private late = 0;
  private lost = 0;

  constructor(private readonly now = () => performance.now()) {}

  time(answer: Promise<unknown>): void {
    const wait = { since: this.now() };
    this.waiting.add(wait);
    const over = (): number => {
      const ms = this.now() - wait.since;
      this.waiting.delete(wait);
      this.longestMs = Math.max(this.longestMs, ms);
      return ms;
    };
    answer.then(
      () => {
        if (over() <= WINDOW_MS) this.answeredAt.push(this.now());
        else this.late++;
      },
      () => {
        over();
        this.lost++;
      },
    );
  }

  /** Forgets what was; those who wait now still count. */
  reset(): void {
    this.longestMs = 0;
    this.late = 0;
    this.lost = 0;
  }

  /** The longest wait may still go on, and who waits may be late already; `oldestMs` is the longest wait of those who wait right now. */
  read(): { perMinute: number; longestMs: number; oldestMs: number; late: number; lost: number } {
    const now = this.now();
    this.answeredAt = this.answeredAt.filter((at) => at > now - WINDOW_MS);
    const waits = [...this.waiting].map(({ since }) => now - since);
    const oldestMs = Math.max(0, ...waits);
    return {
      perMinute: this.answeredAt.length * (60_000 / WINDOW_MS),
      longestMs: Math.round(Math.max(this.longestMs, oldestMs)),
      oldestMs: Math.round(oldestMs),
      late: this.late + waits.filter((ms) => ms > WINDOW_MS).length,
      lost: this.lost,
    };
  }
}
