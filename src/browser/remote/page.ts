import { html, nothing, render } from 'lit';
import { type Outline, type OutlinePlace, type OutlineStep, placeAfter, placeBefore } from '../../deck/outline.js';
import { stepOf } from '../../deck/step-attributes.js';
import type { TalkStep } from '../../protocol/messages.js';
import { Connection } from '../live/connection.js';
import { type Answer, TalkConnection } from '../live/talk-connection.js';

/** A second press that comes sooner is that of a nervous finger. In ms. */
const PRESS_PAUSE_MS = 300;
/** A finger that goes so far sideways, and not further up or down, swipes. In CSS pixels. */
const SWIPE_PX = 60;

/** As long as a finger rests to give or to take the plug: nobody does that by a slip. In ms. */
const HOLD_MS = 700;

const NOWHERE = 'No deck has said where the talk is. Open the slides first.';
const LOST = 'That press was lost with the line. Look where the talk is, then press once more.';
const HOME: OutlinePlace = { slide: 0, step: 0 };

/** The remote: back and next under the thumb; above them the step, the title and the notes of the slide. */
export class Remote {
  private readonly connection = new Connection('/ticket');
  private readonly talk = new TalkConnection(() => null, true);
  private refusal = '';
  private lastPlace = HOME;
  private isBroken = false;
  private why = '';
  private isResting = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private touch: { x: number; y: number } | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly outline: Outline,
  ) {
    this.talk.watch((_, event) => {
      // Something was done since: a refusal is of the past.
      if (event) this.refusal = '';
      this.draw();
    });
    this.connection.watch({
      state: (state, why) => {
        this.isBroken = state !== 'live';
        this.why = why;
        this.draw();
      },
    });
    // The wheel of a clicker, or a keyboard that is paired with the phone.
    addEventListener('keydown', ({ key }) => {
      if (key === 'PageDown' || key === 'ArrowRight') void this.next();
      if (key === 'PageUp' || key === 'ArrowLeft') void this.back();
    });
    this.draw();
  }

  private get place(): OutlinePlace {
    // A talk process that has just started is told by the decks where the talk is.
    this.lastPlace = this.talk.state?.place ?? this.lastPlace;
    return this.lastPlace;
  }

  private next = async (): Promise<void> => {
    const { to, step } = this.following();
    if ((await this.move(to)) && step) await this.play(step);
  };

  /** The place after the next press, and the step that is taken then. The step that shows the votes is left out if nobody has voted. */
  private following(from = this.place): { to: OutlinePlace; step: OutlineStep | undefined } {
    const to = placeAfter(this.outline, from);
    const step = this.outline.slides[from.slide]?.steps[from.step];
    const { demo, data } = step?.plays ?? {};
    const votes = this.talk.state?.polls.findLast((poll) => poll.demo === demo)?.votes;
    return data?.do === 'votes' && !votes ? this.following(to) : { to, step };
  }

  private back = async (): Promise<void> => {
    await this.move(placeBefore(this.outline, this.place));
  };

  private black = async (): Promise<void> => {
    this.tell(await this.talk.do({ do: 'black', isBlack: !this.talk.state?.isBlack }));
  };

  /** Resolves with whether the talk is there now, by this press. */
  private async move(to: OutlinePlace): Promise<boolean> {
    if (this.isResting) return false;
    if (this.talk.isLive && this.talk.state?.place === null) {
      this.refusal = NOWHERE;
      this.draw();
      return false;
    }
    this.isResting = true;
    setTimeout(() => {
      this.isResting = false;
      this.draw();
    }, PRESS_PAUSE_MS);
    const answer = await this.talk.move(to);
    this.tell(answer);
    return answer === 'done';
  }

  private tell(answer: Answer): void {
    if (answer === 'done') this.refusal = '';
    else this.refusal = answer === 'lost' ? LOST : answer.refused;
    this.draw();
  }

  /** The decks are led, and play nothing: who presses plays. */
  private async play({ plays }: OutlineStep): Promise<void> {
    const step = plays && stepOf(plays.data);
    // The decks show a question, and what the processes have answered, by themselves.
    if (!step || step.do === 'predict' || step.do === 'votes' || step.do === 'answer') return;
    const played: TalkStep = step.do === 'fault' ? step : { do: step.do };
    await this.connection.do({ do: 'play', demo: plays.demo, step: played }).catch((error: Error) => {
      this.refusal = error.message;
      this.draw();
    });
  }

  /** The demo of the step that was taken last, or the first on the slide; null when there is none. */
  private get demo(): string | null {
    const { steps = [] } = this.outline.slides[this.place.slide] ?? {};
    const taken = steps.slice(0, this.place.step);
    return (taken.findLast(({ plays }) => plays) ?? steps.find(({ plays }) => plays))?.plays?.demo ?? null;
  }

  private readonly rest = (): void => {
    const demo = this.talk.state?.kills.demo == null ? this.demo : null;
    this.resting = setTimeout(async () => this.tell(await this.talk.do({ do: 'allow-kills', demo })), HOLD_MS);
  };

  private readonly lift = (): void => clearTimeout(this.resting);

  /** Lets the audience kill, or no longer. */
  private plugView(): unknown {
    const { kills, presence } = this.talk.state ?? {};
    const isArmed = kills?.demo != null;
    if (!isArmed && (this.demo === null || !presence || presence.viewer + presence.learner === 0)) return nothing;
    return html`<button type="button" class="plug" aria-pressed=${isArmed} @pointerdown=${this.rest} @pointerup=${this.lift}
      @pointerleave=${this.lift}>${isArmed ? `hold: take the plug back (${kills.count})` : 'hold: plug to the room'}</button>`;
  }

  private readonly onTouchStart = ({ touches }: TouchEvent): void => {
    const [first] = touches;
    this.touch = first ? { x: first.clientX, y: first.clientY } : null;
  };

  private readonly onTouchEnd = (event: TouchEvent): void => {
    const [last] = event.changedTouches;
    if (!this.touch || !last) return;
    const [x, y] = [last.clientX - this.touch.x, last.clientY - this.touch.y];
    if (Math.abs(x) < SWIPE_PX || Math.abs(x) < Math.abs(y)) return;
    // Or the button under the finger is pressed as well.
    event.preventDefault();
    void (x < 0 ? this.next() : this.back());
  };

  private draw(): void {
    const { outline, place, talk } = this;
    const slide = outline.slides[place.slide];
    const { to, step } = this.following();
    const isLast = to.slide === place.slide && to.step === place.step;
    const next = to.slide === place.slide ? step?.text || 'next' : outline.slides[to.slide]?.title;
    const trouble = this.isBroken ? this.why || 'Reconnecting …' : talk.isLive ? this.refusal : 'Reconnecting …';
    render(
      html`
        <header>
          <p class="at">
            <b>${place.slide + 1}</b>/${outline.slides.length}
            <button type="button" class="black" aria-pressed=${talk.state?.isBlack ?? false} @click=${this.black}>black</button>
            ${slide && slide.steps.length > 0 ? html`<span>${place.step} of ${slide.steps.length}</span>` : nothing}
          </p>
          <h1>${slide?.title ?? ''}</h1>
          <p class="trouble" role="status">${trouble}</p>
          ${this.plugView()}
        </header>
        <section class="notes" aria-label="Notes" tabindex="0" .innerHTML=${slide?.notes ?? ''}></section>
        <div class="pad" data-resting=${this.isResting} @touchstart=${this.onTouchStart} @touchend=${this.onTouchEnd}>
          <button type="button" class="back" @click=${this.back}>back</button>
          <button type="button" class="next" ?disabled=${isLast} @click=${this.next}>
            <span class="what">${isLast ? 'the end' : next}</span>
          </button>
        </div>
      `,
      this.host,
    );
  }
}
