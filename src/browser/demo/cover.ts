import type { View } from '../../log/view.js';

/** The covers by the names of demos: two slides may play the same demo, and it covers the slide on which this page started it. */
const begun = new Map<string, Cover>();

/** Whether a demo lies over its slide. */
export class Cover {
  /** The end of a demo stays visible on a page that saw the demo run; a page that comes later shows the slide. */
  private sawItRun = false;

  constructor(private readonly demo: string) {}

  /** The demo is started here. */
  begin(): void {
    begun.set(this.demo, this);
  }

  /** The slide is taken out of the page. */
  leave(): void {
    if (begun.get(this.demo) === this) begun.delete(this.demo);
  }

  /** `view`: of the demo, or one in which nothing plays yet. */
  isOver({ demo, running }: View): boolean {
    const isElsewhere = (begun.get(this.demo) ?? this) !== this;
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
