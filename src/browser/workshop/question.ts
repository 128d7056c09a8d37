import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Question } from '../../workshop/lesson.js';
import type { Answer } from '../../workshop/progress.js';

interface QuestionContext {
  /** The name of the form, which no other form of the page has. */
  name: string;
  question: Question;
  /** The answer, if there is one. */
  answer: Answer | undefined;
  /** The answer is not known yet: nothing is marked, and this stands where the feedback will be. */
  pending?: unknown;
  /** The option that is chosen and not sent. */
  chosen: number | undefined;
  choose(option: number): void;
  /** The words on the button. */
  submit: string;
  answered(answer: Answer): void;
}

/**
 * One question with its options, and after the answer the feedback
 * for the option that was chosen. The texts are our own files'.
 */
export function questionCard(context: QuestionContext): unknown {
  const { name, question, answer, pending, chosen, choose, submit, answered } = context;
  const isOpen = answer === undefined;
  const isMarked = !isOpen && pending === undefined;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement).get(name);
    if (chosen !== null) answered(Number(chosen));
  };
  return html`
    <form class="question" data-answered=${!isOpen} @submit=${send}>
      <fieldset>
        <legend>${unsafeHTML(question.html)}</legend>
        ${question.options.map(
          (option, at) => html`
            <label class="option" data-right=${isMarked ? option.isRight : nothing} data-chosen=${answer === at}>
              <input type="radio" name=${name} value=${at} required ?disabled=${!isOpen} .checked=${(answer ?? chosen) === at} @change=${() => choose(at)}>
              <kbd aria-hidden="true">${at + 1}</kbd>
              <span>${unsafeHTML(option.html)}</span>
              ${isOpen ? nothing : html`<span class="mark">${markOf(isMarked && option.isRight, answer === at)}</span>`}
            </label>
          `,
        )}
      </fieldset>
      ${
        isOpen
          ? html`
            <div class="answer">
              <button class="main" type="submit">${submit}</button>
              <button class="skip" type="button" @click=${() => answered('skipped')}>skip</button>
            </div>
          `
          : nothing
      }
      <div class="feedback" role="status" tabindex="-1">${isOpen ? nothing : isMarked ? feedback(question, answer) : html`<p>${answer === 'skipped' ? 'Skipped.' : 'Your prediction stands.'}</p>${pending}`}</div>
    </form>
  `;
}

const markOf = (isRight: boolean, isChosen: boolean) =>
  isRight ? html`<span aria-hidden="true">✓</span> right` : isChosen ? 'yours' : '';

function feedback({ options }: Question, answer: Answer): unknown {
  if (answer === 'skipped') return html`<p>Skipped. The answer is marked.</p>`;
  return unsafeHTML(options[answer]?.feedback ?? '');
}
