import { html, nothing } from 'lit';
import type { Lesson } from '../../workshop/lesson.js';
import { type Progress, STEPS, type Step } from '../../workshop/progress.js';

/** All lessons: which one is open, and which are done; and, for those who use keys, a way past them. */
export const contents = (lessons: Lesson[], here: Lesson, progress: Progress, skip: () => void): unknown => html`
  <nav class="lessons" aria-label="lessons" data-mode="stage">
    <button type="button" class="go-to" @click=${skip}>Go to the lesson</button>
    <a class="brand" href="/">Reboot <br>Camp</a>
    <ol>${lessons.map((lesson) => entry(lesson, lesson === here, progress.hurt.includes(lesson.name)))}</ol>
  </nav>
`;

const entry = ({ name, title }: Lesson, isHere: boolean, isDone: boolean) => html`
  <li>
    <a href="#${name}" aria-current=${isHere ? 'page' : nothing}>
      <span class="mark" aria-hidden="true">${isHere ? '→' : isDone ? '✓' : ''}</span>
      <span>${title}</span>
      ${isDone ? html`<span class="visually-hidden">done</span>` : nothing}
    </a>
  </li>
`;

/** Where the learner stands in the lesson, and the lesson among the others. */
export function stepsBar(lessons: Lesson[], lesson: Lesson, open: Step[], hasRecall: boolean): unknown {
  const steps = STEPS.filter((step) => step !== 'recall' || hasRecall);
  return html`
    <header class="steps">
      <p class="principle">${lesson.principle}</p>
      <ol aria-label="steps">
        ${steps.map((step) => html`<li aria-current=${step === open.at(-1) ? 'step' : nothing} data-open=${open.includes(step)}>${step}</li>`)}
      </ol>
      <p class="place">${lessons.indexOf(lesson) + 1} of ${lessons.length} · about ${lesson.minutes} min</p>
    </header>
  `;
}
