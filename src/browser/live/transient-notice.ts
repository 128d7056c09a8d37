/** Long enough to read twice, in ms. */
const READING_MS = 6000;

/** The fault of a command, in words for the presenter, which go when there was time to read them. */
export class TransientNotice {
  words = '';
  private isHeld = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: () => void) {}

  say(words: string): void {
    this.words = words;
    this.giveTime();
    this.changed();
  }

  /** Held, it stays: while the line is broken nobody can follow it up. */
  hold(on: boolean): void {
    this.isHeld = on;
    this.giveTime();
  }

  private giveTime(): void {
    clearTimeout(this.timer);
    if (this.words !== '' && !this.isHeld) this.timer = setTimeout(() => this.say(''), READING_MS);
  }
}
