import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { conditionInWords, type View } from '../../log/view.js';
import type { Question } from '../../workshop/lesson.js';

/** The question for the room, and later the answer of the processes: null before there is one. */
export type Asked = { step: 'predict' } | { step: 'answer'; outcome: View['outcome'] };

/** The question for the room, with its answer when that is known. The texts are our own files'. */
export function askView({ html: question, options }: Question, asked: Asked): unknown {
  const isHeld = asked.step === 'answer' && asked.outcome?.held === true;
  return html`
    <div class="ask" role="group" aria-label=${asked.step === 'predict' ? 'What do you predict?' : 'What happened?'} data-answered=${isHeld}>
      <div class="words">${unsafeHTML(question)}</div>
      <ol>${options.map(
        ({ html: option, isRight }, at) => html`
          <li data-right=${isHeld ? isRight : nothing}>
            <span class="key">${at + 1}</span><span>${unsafeHTML(option)}</span>
            ${isHeld && isRight ? html`<span class="visually-hidden">this happened</span>` : nothing}
          </li>
        `,
      )}</ol>
      ${asked.step === 'answer' && !isHeld ? html`<p class="state">${unanswered(asked.outcome)}</p>` : nothing}
    </div>
  `;
}

function unanswered(outcome: View['outcome']): string {
  if (!outcome) return 'The processes have not answered yet.';
  return `Not this time: ${outcome.failed.map(conditionInWords).join('; ')}.`;
}
