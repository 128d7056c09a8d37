import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { conditionInWords, type View } from '../../log/view.js';
import type { Poll } from '../../protocol/audience.js';
import type { Question } from '../../workshop/lesson.js';

/** The steps that show the question: for the room to predict, with the votes, with the answer of the processes. */
export const ASKING = ['predict', 'votes', 'answer'] as const;
export type Asking = (typeof ASKING)[number];

export interface Asked {
  step: Asking;
  /** Null before the processes have answered. */
  outcome: View['outcome'];
  /** Null without a talk process. */
  poll: Poll | null;
}

/** The question for the room, with its votes and its answer when those are known. The texts are our own files'. */
export function askView({ html: question, options }: Question, { step, outcome, poll }: Asked): unknown {
  const isHeld = step === 'answer' && outcome?.held === true;
  const split = step === 'predict' ? null : (poll?.split ?? null);
  const hasVotes = poll !== null && poll.votes > 0;
  return html`
    <div class="ask" role="group" aria-label=${step === 'answer' ? 'What happened?' : 'What do you predict?'} data-answered=${isHeld}>
      <div class="words">${unsafeHTML(question)}</div>
      <ol>${options.map(
        ({ html: option, isRight }, at) => html`
          <li data-right=${isHeld ? isRight : nothing}>
            <span class="key">${at + 1}</span>
            <span class="option">
              ${unsafeHTML(option)}
              ${hasVotes && split ? votesView(split[at] ?? 0, poll.votes, poll.before && (poll.before[at] ?? 0)) : nothing}
            </span>
            ${isHeld && isRight ? html`<span class="visually-hidden">this happened</span>` : nothing}
          </li>
        `,
      )}</ol>
      ${step === 'answer' && !isHeld ? html`<p class="state">${unanswered(outcome)}</p>` : nothing}
      ${step !== 'answer' && hasVotes ? html`<p class="state">${votesInWords(poll.votes)}</p>` : nothing}
    </div>
  `;
}

export const votesInWords = (votes: number): string => `${votes} ${votes === 1 ? 'vote' : 'votes'}`;

/** The votes for one option of `all`, as a bar with its number, and the number of the round before. */
function votesView(votes: number, all: number, before: number | null): unknown {
  return html`
    <span class="votes" style="--share: ${votes / all}">
      <span class="bar"></span>
      <b>${votes}<span class="visually-hidden"> of ${votesInWords(all)}</span></b>
      ${before === null ? nothing : html`<span class="before">before: ${before}</span>`}
    </span>
  `;
}

function unanswered(outcome: View['outcome']): string {
  if (!outcome) return 'The processes have not answered yet.';
  return `Not this time: ${outcome.failed.map(conditionInWords).join('; ')}.`;
}
