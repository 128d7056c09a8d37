import manifests from 'virtual:demos';
import lessons from 'virtual:lessons';
import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { View } from '../../log/view.js';
import type { Lesson } from '../../workshop/lesson.js';
import { isAnswered, type Progress, type ProgressAction, type Step } from '../../workshop/progress.js';
import { answerCard, notThisTime, pendingAnswer } from './answer.js';
import { finishView } from './finish.js';
import { type Opened, TITLES } from './opened.js';
import type { PlaceKeeper } from './place.js';
import { questionCard } from './question.js';

/** The two questions of a lesson, by their steps. */
export type Asking = 'recall' | 'predict';

export interface LessonContext {
  lesson: Lesson;
  /** The lesson whose question opens this one. */
  recalled: Lesson | null;
  open: Step[];
  progress: Progress;
  place: PlaceKeeper;
  /** Null before the page was shown. */
  opened: Opened | null;
  /** The outcome of the processes, if they play this lesson's demo. */
  outcome: View['outcome'];
  do(deed: ProgressAction): void;
  /** `question` has just been answered. */
  answer(question: Asking, deed: ProgressAction): void;
  again(): void;
}

/** A lesson as far as it is open. The texts are our own files'. */
export function lessonView(context: LessonContext): unknown {
  const { lesson, open } = context;
  const texts = { scene: lesson.scene, kill: lesson.kill, see: lesson.see, why: lesson.why };
  return html`
    <h1 tabindex="-1">${lesson.title}</h1>
    ${open.map(
      (step) => html`
        ${context.opened?.linkTo(step)}
        <section class=${step} aria-labelledby="step-${step}">
          <h2 id="step-${step}" tabindex="-1">${TITLES[step]}</h2>
          ${step === 'recall' ? recallView(context) : nothing}
          ${step === 'predict' ? predictView(context) : nothing}
          ${step === 'why' ? answerView(context) : nothing}
          ${step in texts ? unsafeHTML(texts[step as keyof typeof texts]) : nothing}
        </section>
      `,
    )}
    ${waitingFor(open.at(-1), context)}
  `;
}

const draftOf = (name: Asking, { place }: LessonContext) => ({
  name,
  chosen: place.chosen(name),
  choose: (option: number) => place.choose(name, option),
});

function recallView(context: LessonContext): unknown {
  const { lesson, recalled: from, progress } = context;
  if (!from) return nothing;
  return html`
    <p class="from">From “${from.title}”:</p>
    ${questionCard({
      ...draftOf('recall', context),
      question: from.recall,
      answer: progress.recalled[lesson.name],
      submit: 'Answer',
      answered: (answer) => context.answer('recall', { type: 'recalled', lesson: lesson.name, answer }),
    })}
  `;
}

function predictView(context: LessonContext): unknown {
  const { lesson, progress } = context;
  return questionCard({
    ...draftOf('predict', context),
    question: lesson.predict,
    answer: progress.predicted[lesson.name],
    pending: isAnswered(progress, lesson.name) ? undefined : pendingAnswer(asksOf(lesson)),
    submit: 'This is my prediction',
    answered: (answer) => context.answer('predict', { type: 'predicted', lesson: lesson.name, answer }),
  });
}

/** The faults after which the processes answer the question of a lesson. */
const asksOf = ({ name }: Lesson) => manifests[name]?.asks ?? [];

const answerView = ({ lesson, progress }: LessonContext) =>
  answerCard(lesson.predict, progress.predicted[lesson.name], progress.answered[lesson.name]);

const againButton = ({ again }: LessonContext) => html`<button class="skip" @click=${again}>this one again</button>`;

/** The sentence or button that opens the next step. */
function waitingFor(last: Step | undefined, context: LessonContext): unknown {
  if (last === 'predict') {
    return html`<p class="next">The faults wake up when you have predicted. A surprise teaches only those who had an opinion.</p>`;
  }
  if (last === 'kill')
    return html`<p class="next">Go on: break something. What to look for stands here afterwards.</p>`;
  if (last === 'see') return waitingForAnswer(context);
  const following = lessons[lessons.indexOf(context.lesson) + 1];
  return html`
    ${following ? nothing : finishView(lessons, context.progress)}
    <p class="next">
      ${following ? html`<a class="main" href="#${following.name}">Next: ${following.title}</a>` : nothing}
      ${againButton(context)}
    </p>
  `;
}

function waitingForAnswer(context: LessonContext): unknown {
  const { lesson, outcome } = context;
  const asks = asksOf(lesson);
  return html`
    <div class="next">
      ${outcome && !outcome.held ? notThisTime(outcome) : nothing}
      <p>${asks.length > 0 ? pendingAnswer(asks) : nothing}</p>
      <button class="skip" @click=${() => context.do({ type: 'answered', lesson: lesson.name, by: 'lesson' })}>tell me the answer</button>
      ${againButton(context)}
    </div>
  `;
}
