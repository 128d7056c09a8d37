/** Times and shares move on while nothing happens. */
const SECOND_MS = 1000;

/** Wakes its owner for what changes without an event. */
export class Clock {
  private second: ReturnType<typeof setInterval> | undefined;
  private change: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wake: () => void) {}

  /** Once a second from now on, and in `next` ms too, if that is not null. */
  run(next: number | null): void {
    clearTimeout(this.change);
    this.second ??= setInterval(this.wake, SECOND_MS);
    if (next !== null) this.change = setTimeout(this.wake, next);
  }

  stop(): void {
    clearTimeout(this.change);
    clearInterval(this.second);
    this.second = undefined;
  }
}
