import { html, nothing, render } from 'lit';
import type { AudienceQuestion, HostCommand, Poll } from '../../protocol/audience.js';
import type { TalkState } from '../../protocol/talk.js';
import { type Answer, drawId, type TalkConnection } from '../live/talk-connection.js';

type State = AudienceQuestion['state'];

/** The part of the presenter view that is about the audience: votes, kills, and the questions that wait. */
export class AudienceView {
  private trouble = '';

  /** `demo`: the demo of the slide that is shown; null when there is none. `backToQuestion`: resolves with whether the talk is where it is asked. */
  constructor(
    private readonly host: HTMLElement,
    private readonly talk: TalkConnection,
    private readonly demo: () => string | null,
    private readonly backToQuestion: () => Promise<Answer>,
  ) {}

  draw(): void {
    const { state } = this.talk;
    const demo = this.demo();
    if (!state) return;
    const poll = demo === null ? undefined : state.polls.findLast((one) => one.demo === demo);
    this.host.hidden = isEmpty(state, poll);
    render(
      html`
        ${poll && poll.votes > 0 ? this.pollView(poll) : nothing}
        ${this.killsView(state, demo)}
        <ul>${waiting(state.questions).map((question) => this.questionView(question))}</ul>
        <p class="trouble" role="status">${this.trouble}</p>
      `,
      this.host,
    );
  }

  private give = async (command: HostCommand): Promise<void> => this.tell(await this.talk.do(command));

  private tell(answer: Answer): void {
    this.trouble = answer === 'done' ? '' : answer === 'lost' ? 'The line is broken. Press once more.' : answer.refused;
    this.draw();
  }

  private pollView({ votes, split, demo, phase }: Poll): unknown {
    const again = async () => {
      const there = await this.backToQuestion();
      // Another device drives, or the line is broken: a round that nobody is asked for would be over at once.
      if (there === 'done') await this.give({ do: 'again', id: drawId(), demo });
      else this.tell(there);
    };
    return html`
      <p class="votes">
        <b>${votes}</b> ${votes === 1 ? 'vote' : 'votes'}: ${(split ?? []).map((count, at) => html`<span>${at + 1} → ${count}</span> `)}
        ${phase === 'split' ? html`<button type="button" @click=${again}>vote again</button>` : nothing}
      </p>
    `;
  }

  private killsView({ kills, presence }: TalkState, demo: string | null): unknown {
    if (kills.demo !== null) {
      return html`
        <p class="kills">
          <b>${kills.count}</b> killed by the audience in ${kills.demo}.
          <button type="button" class="armed" @click=${() => this.give({ do: 'allow-kills', demo: null })}>take the plug back</button>
        </p>
      `;
    }
    if (demo === null || presence.viewer + presence.learner === 0) return nothing;
    return html`<p class="kills"><button type="button" @click=${() => this.give({ do: 'allow-kills', demo })}>let the audience pull the plug</button></p>`;
  }

  private questionView({ id, text, state, support }: AudienceQuestion): unknown {
    const to = (next: State) => () => this.give({ do: 'moderate', question: id, state: next });
    return html`
      <li data-state=${state}>
        <span>${text}</span>
        ${state === 'new' ? html`<button type="button" @click=${to('shown')}>show</button>` : html`<b>${support}</b><button type="button" @click=${to('answered')}>answered</button>`}
        <button type="button" aria-label=${`Remove: ${text}`} @click=${to('removed')}>remove</button>
      </li>
    `;
  }
}

const isEmpty = ({ presence, questions, kills }: TalkState, poll: Poll | undefined): boolean =>
  presence.viewer + presence.learner === 0 && waiting(questions).length === 0 && kills.demo === null && !poll?.votes;

/** The new ones first, then those that most people ask. */
const waiting = (questions: readonly AudienceQuestion[]): AudienceQuestion[] =>
  questions
    .filter(({ state }) => state === 'new' || state === 'shown')
    .sort((one, other) => Number(other.state === 'new') - Number(one.state === 'new') || other.support - one.support);
