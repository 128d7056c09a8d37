import { html, nothing } from 'lit';
import type { Step } from '../../workshop/progress.js';
import { bringIntoView } from './into-view.js';

/** As much of a step has to be in view for it to be found, in px: its title and the first line. */
const FOUND_PX = 64;

export const TITLES: Record<Step, string> = {
  recall: 'Recall',
  scene: 'Scene',
  predict: 'Predict',
  kill: 'Kill',
  see: 'See',
  why: 'Why',
};

/** Steps that have opened below what is in view: the text does not move to them, a link at its lower edge leads there. */
export class Opened {
  private unseen: Step[] = [];

  constructor(
    private readonly text: Element,
    private readonly changed: () => void,
  ) {
    text.addEventListener('scroll', () => this.keep((step) => !this.isFound(step)), { passive: true });
  }

  add(step: Step): void {
    if (this.isFound(step)) return;
    this.unseen.push(step);
    this.changed();
  }

  /** Something in it was pressed. */
  found(section: Element | null): void {
    this.keep((step) => !section?.matches(`.${step}`));
  }

  /** Another lesson is open. */
  clear(): void {
    this.keep(() => false);
  }

  /** Before the first of them, so that Tab goes on to it from what was pressed: the link to it. */
  linkTo(step: Step): unknown {
    if (step !== this.unseen[0]) return nothing;
    const go = () => goTo(this.text.querySelector(`.${step}`), this.text);
    return html`
      <div class="opened">
        <button type="button" class="main" @click=${go}>${TITLES[step]} <span aria-hidden="true">↓</span></button>
      </div>
    `;
  }

  /** For those who do not see the link. */
  news(): unknown {
    const [step] = this.unseen;
    return html`<p class="visually-hidden" role="status">${step ? `${TITLES[step]} is open.` : nothing}</p>`;
  }

  private isFound(step: Step): boolean {
    const title = this.text.querySelector(`.${step} h2`);
    return !title || title.getBoundingClientRect().top < this.text.getBoundingClientRect().bottom - FOUND_PX;
  }

  private keep(isUnseen: (step: Step) => boolean): void {
    const unseen = this.unseen.filter(isUnseen);
    if (unseen.length === this.unseen.length) return;
    this.unseen = unseen;
    this.changed();
  }
}

/** Brings a step of the text into view, and the focus to its title. */
export function goTo(section: Element | null, text: Element | null): void {
  if (!section || !text) return;
  bringIntoView(text, section);
  section.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}
