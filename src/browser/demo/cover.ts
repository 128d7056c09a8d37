import type { View } from '../../log/view.js';

/** Whether a demo lies over its slide. */
export class Cover {
  /** How it ended is left to be seen by those who saw it run; whoever comes later finds the slide. */
  private sawItRun = false;

  /** `begun`: by the names of demos, the covers that this page began. */
  constructor(
    private readonly demo: string,
    private readonly begun: Map<string, Cover>,
  ) {}

  /** The demo is begun here. */
  begin(): void {
    this.begun.set(this.demo, this);
  }

  /** The slide is taken out of the page. */
  leave(): void {
    if (this.begun.get(this.demo) === this) this.begun.delete(this.demo);
  }

  /** `view`: of the demo, or one in which nothing plays yet. */
  isOver({ demo, running }: View): boolean {
    const isElsewhere = (this.begun.get(this.demo) ?? this) !== this;
    this.sawItRun = demo !== null && !isElsewhere && (running || this.sawItRun);
    return this.sawItRun;
  }
}

/**
 * Tells a slide that one of its demos lies over it. Style sheets read it off the slide: `:has()` would be asked again
 * with each word that a terminal is given.
 */
export const markCovered = (slide: Element | null): void =>
  void slide?.toggleAttribute('data-covered', slide.querySelector(':scope > reboot-demo[playing]') !== null);
