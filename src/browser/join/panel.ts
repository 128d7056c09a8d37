import polls from 'virtual:polls';
import { html, nothing, render } from 'lit';
import {
  type AudienceCommand,
  type AudienceQuestion,
  KILL_PAUSE_MS,
  type Poll,
  QUESTION_LIMIT,
} from '../../protocol/audience.js';
import { drawId, type TalkConnection } from '../live/talk-connection.js';
import { KeptStore } from './kept.js';

const LOST = 'The line is broken. This page connects by itself; then press once more.';
const AWAY = 'Reconnecting …';

/** Votes, the button that kills, and questions: all that the audience can do, for one thumb. */
export class AudiencePanel {
  private store: KeptStore | null = null;
  private trouble = '';
  private isResting = false;
  private isAsking = false;

  private epoch: string | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly talk: TalkConnection,
  ) {
    talk.watch((_, event) => {
      // The line is back. Other news may come many times a second, and a refusal is to be read.
      if (event === null && talk.isLive) this.trouble = '';
      this.recall();
      this.draw();
    });
    talk.refused = (reason) => {
      this.trouble = reason;
      this.draw();
    };
    this.recall();
    this.draw();
  }

  /** Tells a talk process that knows nothing yet what this device has done. */
  private recall(): void {
    const { talk } = this;
    if (!talk.isLive || talk.epoch === this.epoch) return;
    this.epoch = talk.epoch;
    this.store ??= new KeptStore(talk.began);
    if (this.store.recall) void talk.do(this.store.recall);
  }

  /** The poll that is asked or was asked last. */
  get poll(): Poll | null {
    return this.talk.state?.polls.at(-1) ?? null;
  }

  /** Words for what waits for this device; empty when nothing does. */
  get call(): string {
    const { poll } = this;
    if (this.talk.state?.kills.demo != null) return 'pull the plug';
    return poll?.phase === 'open' && this.store?.voteIn(poll.id) == null ? 'vote now' : '';
  }

  private async give(command: AudienceCommand): Promise<boolean> {
    const answer = await this.talk.do(command);
    if (answer === 'done') this.store?.note(command);
    this.trouble = answer === 'done' ? '' : answer === 'lost' ? LOST : answer.refused;
    this.draw();
    return answer === 'done';
  }

  private kill = async (): Promise<void> => {
    const demo = this.talk.state?.kills.demo;
    if (this.isResting || demo == null) return;
    this.isResting = true;
    setTimeout(() => {
      this.isResting = false;
      this.draw();
    }, KILL_PAUSE_MS);
    await this.give({ do: 'kill', demo });
  };

  private ask = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (text === '' || this.isAsking) return;
    this.isAsking = true;
    if (await this.give({ do: 'ask', id: drawId(), text })) form.reset();
    this.isAsking = false;
  };

  private draw(): void {
    const { talk, trouble } = this;
    const { state } = talk;
    render(
      html`
        <p class="trouble" role="status">${trouble || (state && !talk.isLive ? AWAY : '')}</p>
        ${this.killView()}
        ${this.pollView()}
        ${this.questionsView(state?.questions ?? [])}
        <p class="who">${talk.nickname && html`You are <b>${talk.nickname}</b>.`}</p>
      `,
      this.host,
    );
  }

  private killView(): unknown {
    const { kills } = this.talk.state ?? {};
    if (!kills || kills.demo === null) return nothing;
    return html`
      <section class="kill" aria-label="Pull the plug">
        <button type="button" ?disabled=${this.isResting} @click=${this.kill}>${this.isResting ? 'wait …' : 'pull the plug'}</button>
        <p>It kills a process on the stage, and everybody sees your name. ${kills.count} killed so far.</p>
      </section>
    `;
  }

  private pollView(): unknown {
    const { poll } = this;
    const question = poll && polls[poll.demo];
    if (!question)
      return html`<section class="poll"><p>Nothing to vote on yet. The next question comes from the stage.</p></section>`;
    const mine = this.store?.voteIn(poll.id) ?? null;
    const isOpen = poll.phase === 'open';
    const right = poll.phase === 'answered' ? poll.right : null;
    return html`
      <section class="poll" aria-label="Vote" data-phase=${poll.phase}>
        <div class="words" .innerHTML=${question.html}></div>
        <ol>${question.options.map(
          (option, at) => html`
            <li>
              <button type="button" aria-pressed=${mine === at} ?disabled=${!isOpen} data-right=${right === null ? nothing : right === at}
                @click=${() => this.give({ do: 'vote', poll: poll.id, option: at })}>
                <span .innerHTML=${option}></span>
                ${poll.split && poll.votes > 0 && !isOpen ? html`<span class="votes" style="--share: ${(poll.split[at] ?? 0) / poll.votes}"><b>${poll.split[at] ?? 0}</b></span>` : nothing}
              </button>
            </li>
          `,
        )}</ol>
        <p class="state" role="status">${wordsFor(poll, mine)}</p>
      </section>
    `;
  }

  private questionsView(questions: readonly AudienceQuestion[]): unknown {
    const shown = questions.filter(({ state }) => state === 'shown').sort((one, other) => other.support - one.support);
    const known = new Set(questions.map(({ id }) => id));
    const waiting = this.store?.asked.filter(({ id }) => !known.has(id)) ?? [];
    return html`
      <section class="questions" aria-label="Questions">
        <form @submit=${this.ask}>
          <label>Ask the speaker <input name="text" maxlength=${QUESTION_LIMIT} autocomplete="off" required></label>
          <button>ask</button>
        </form>
        <ul>
          ${shown.map(
            ({ id, text, support }) => html`
              <li>
                <span>${text}</span>
                <button type="button" aria-pressed=${this.store?.hasSupported(id) ?? false} ?disabled=${this.store?.hasSupported(id) ?? false}
                  aria-label=${`me too · ${support}: ${text}`} @click=${() => this.give({ do: 'support', question: id })}>me too · ${support}</button>
              </li>
            `,
          )}
          ${waiting.map(({ text }) => html`<li class="waiting"><span>${text}</span><em>with the speaker</em></li>`)}
        </ul>
      </section>
    `;
  }
}

function wordsFor({ phase, votes, right }: Poll, mine: number | null): string {
  const count = `${votes} ${votes === 1 ? 'vote' : 'votes'}`;
  if (phase === 'open') return mine === null ? `${count} so far.` : `${count} so far. Yours is in; you may change it.`;
  if (phase !== 'answered') return `${count}. Watch what happens.`;
  if (right === null) return 'This time it did not happen.';
  if (mine === null) return 'This happened.';
  return mine === right ? 'You were right.' : 'You were wrong, and now you know.';
}
