/** Times and shares move on while nothing happens. */
const SECOND_MS = 1000;
/** Changes within this time are drawn together; in ms. */
const SOON_MS = 100;

/** Wakes its owner for what changes without an event. */
export class Clock {
  private second: ReturnType<typeof setInterval> | undefined;
  private change: ReturnType<typeof setTimeout> | undefined;
  private chatter: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wake: () => void) {}

  /** Once a second from now on, and in `next` ms too, if that is not null. */
  run(next: number | null): void {
    clearTimeout(this.change);
    this.second ??= setInterval(this.wake, SECOND_MS);
    if (next !== null) this.change = setTimeout(this.wake, next);
  }

  /** Not at once, but in a moment. */
  soon(): void {
    this.chatter ??= setTimeout(() => {
      this.chatter = undefined;
      this.wake();
    }, SOON_MS);
  }

  stop(): void {
    clearTimeout(this.change);
    clearTimeout(this.chatter);
    this.chatter = undefined;
    clearInterval(this.second);
    this.second = undefined;
  }
}
