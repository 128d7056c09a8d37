import type { View } from '../../log/view.js';

/** Whether a demo lies over its slide. */
export class Cover {
  /** The end of the demo stays in sight for a page that saw the demo run; a page that comes later shows the slide. */
  private sawItRun = false;

  /** `started`: the covers that this page removed, by the names of their demos. */
  constructor(
    private readonly demo: string,
    private readonly started: Map<string, Cover>,
  ) {}

  /** The demo starts here. */
  begin(): void {
    this.started.set(this.demo, this);
  }

  /** The slide is taken out of the page. */
  leave(): void {
    if (this.started.get(this.demo) === this) this.started.delete(this.demo);
  }

  /** `view`: of the demo, or one in which nothing plays yet. */
  isOver({ demo, running }: View): boolean {
    const isElsewhere = (this.started.get(this.demo) ?? this) !== this;
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
