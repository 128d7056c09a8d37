import sheets from 'virtual:demos';
import lessons from 'virtual:lessons';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { LogEvent } from '../../log/view.js';
import { type Lesson, recalledAt } from '../../workshop/lesson.js';
import { isAnswered, mayHurt, openSteps, STEPS, type Step } from '../../workshop/progress.js';
import type { DemoElement } from '../demo/element.js';
import type { Session } from '../live/session.js';
import { answerCard, notThisTime, pendingAnswer } from './answer.js';
import { Keeper } from './keeper.js';
import { questionCard } from './question.js';

const TITLES: Record<Step, string> = {
  recall: 'Recall',
  scene: 'Scene',
  predict: 'Predict',
  kill: 'Kill',
  see: 'See',
  why: 'Why',
};

/** The name of the talk, as the page has it before a lesson is opened. */
const TALK = document.title.split(' · ').at(-1);

/** The workshop: a list of lessons, the one that is open, and its demo beside it. */
export class WorkshopElement extends LitElement {
  static session: Session;

  private readonly session = WorkshopElement.session;
  private readonly keeper = new Keeper(() => this.requestUpdate());
  private lesson: Lesson = lessonAt(location.hash);
  /** How many steps were open when the page was last shown. */
  private shownSteps = 0;
  private shownLesson = '';
  /** The stage and the demo of which it was told; it is told once, what the learner stops stays stopped. */
  private told = '';

  /** The theme is the page's. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.turn());
    this.session.watch(
      (what) => what === 'state' && this.stateChanged(),
      (event) => this.note(event),
    );
  }

  private stateChanged(): void {
    this.setTheScene();
    this.readOutcome();
    this.requestUpdate();
  }

  private turn(): void {
    const lesson = lessonAt(location.hash);
    if (lesson === this.lesson) return;
    this.lesson = lesson;
    this.requestUpdate();
    this.setTheScene();
    void this.updateComplete.then(() => {
      document.title = `${lesson.title} · ${TALK}`;
      this.querySelector<HTMLElement>('.lesson')?.scrollTo(0, 0);
      this.querySelector<HTMLElement>('.lesson h1')?.focus();
    });
  }

  /** What the lesson is about runs when it is opened. */
  private setTheScene(): void {
    const { session, lesson } = this;
    const telling = `${session.epoch} ${lesson.name}`;
    if (session.isAway || !session.mayCommand || this.told === telling) return;
    this.told = telling;
    if (session.view.demo !== lesson.name || !session.view.running) void session.do({ do: 'start', demo: lesson.name });
  }

  /** An experiment is one after the prediction, and somebody was hurt in it. */
  private note(event: LogEvent): void {
    const { view } = this.session;
    if (event.type === 'fault' && view.demo !== null) this.keeper.do({ type: 'hurt', lesson: view.demo });
    if (event.type === 'outcome' || event.type === 'scene') this.stateChanged();
  }

  /** Keeps what the processes did as the answer of a learner who has predicted. */
  private readOutcome(): void {
    const { demo, outcome } = this.session.view;
    if (demo !== null && outcome?.held) this.keeper.do({ type: 'answered', lesson: demo, by: 'processes' });
  }

  private waitingForAnswer(): unknown {
    const { lesson, asks, session } = this;
    const outcome = session.view.demo === lesson.name ? session.view.outcome : null;
    return html`
      <div class="next">
        ${outcome && !outcome.held ? notThisTime(outcome) : nothing}
        <p>${asks.length > 0 ? pendingAnswer(asks) : nothing}</p>
        <button class="skip" @click=${() => this.keeper.do({ type: 'answered', lesson: lesson.name, by: 'lesson' })}>tell me the answer</button>
        ${this.again()}
      </div>
    `;
  }

  protected override render(): unknown {
    const { lesson } = this;
    const isLocked = !mayHurt(this.keeper.progress, lesson.name);
    return html`
      <nav class="lessons" aria-label="lessons" data-mode="stage">
        <a class="brand" href="/">Reboot <br>Camp</a>
        <ol>${lessons.map((one) => this.entry(one))}</ol>
      </nav>
      <header class="steps">${this.stepsView()}</header>
      <main class="lesson" tabindex="-1" @click=${this.press}>${this.lessonView()}</main>
      <aside class="bench" aria-label="the demo" data-mode="stage">
        <div class="board">${keyed(lesson.name, html`<reboot-demo name=${lesson.name} ?locked=${isLocked}></reboot-demo>`)}</div>
      </aside>
    `;
  }

  /** What the text says can be done is done where it says so. */
  private async press({ target }: Event): Promise<void> {
    const command = (target as Element).closest<HTMLElement>('.command');
    const demo = this.querySelector<DemoElement>('reboot-demo');
    if (!command || !demo) return;
    demo.play(command.dataset);
    await demo.updateComplete;
    this.showHurt();
  }

  /** Where the lesson stands among the others. */
  private showPlace(): void {
    this.querySelector('.lessons [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  /** Whoever is hurt is seen, whatever the page is scrolled to. */
  private showHurt(): void {
    this.querySelector('reboot-demo [data-aimed="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  /** A step that has just opened is brought into view, in a text that is scrolled by itself; those of another lesson are not news. */
  protected override updated(): void {
    const text = this.querySelector('.lesson');
    const steps = this.querySelectorAll('.lesson section');
    const { shownSteps, shownLesson, lesson } = this;
    this.shownSteps = steps.length;
    this.shownLesson = lesson.name;
    if (lesson.name !== shownLesson) this.showPlace();
    const opened = lesson.name === shownLesson ? steps[shownSteps] : undefined;
    if (!text || !opened) return;
    text.scrollTop += opened.getBoundingClientRect().bottom - text.getBoundingClientRect().bottom;
    // What is hurt opens two steps, which move a demo that stands below them.
    if (opened.matches('.see')) this.showHurt();
  }

  private entry(lesson: Lesson): unknown {
    const isDone = this.keeper.progress.hurt.includes(lesson.name);
    const isHere = lesson === this.lesson;
    return html`
      <li>
        <a href="#${lesson.name}" aria-current=${isHere ? 'page' : nothing}>
          <span class="mark" aria-hidden="true">${isHere ? '→' : isDone ? '✓' : ''}</span>
          <span>${lesson.title}</span>
          ${isDone ? html`<span class="visually-hidden">done</span>` : nothing}
        </a>
      </li>
    `;
  }

  private stepsView(): unknown {
    const { lesson, recalled } = this;
    const open = openSteps(this.keeper.progress, lesson.name, recalled !== null);
    const steps = STEPS.filter((step) => step !== 'recall' || recalled !== null);
    const now = open.at(-1);
    return html`
      <p class="principle">${lesson.principle}</p>
      <ol aria-label="steps">
        ${steps.map((step) => html`<li aria-current=${step === now ? 'step' : nothing} data-open=${open.includes(step)}>${step}</li>`)}
      </ol>
      <p class="place">${lessons.indexOf(lesson) + 1} of ${lessons.length} · about ${lesson.minutes} min</p>
    `;
  }

  /** The lesson whose question opens this one. */
  private get recalled(): Lesson | null {
    return recalledAt(lessons, lessons.indexOf(this.lesson));
  }

  private lessonView(): unknown {
    const { lesson, recalled, keeper } = this;
    const open = openSteps(keeper.progress, lesson.name, recalled !== null);
    const texts = { scene: lesson.scene, kill: lesson.kill, see: lesson.see, why: lesson.why };
    return html`
      <h1 tabindex="-1">${lesson.title}</h1>
      ${open.map(
        (step) => html`
          <section class=${step} aria-labelledby="step-${step}">
            <h2 id="step-${step}">${TITLES[step]}</h2>
            ${step === 'recall' && recalled ? this.recallView(recalled) : nothing}
            ${step === 'predict' ? this.predictView() : nothing}
            ${step === 'why' ? this.answerView() : nothing}
            ${step in texts ? unsafeHTML(texts[step as keyof typeof texts]) : nothing}
          </section>
        `,
      )}
      ${this.waitingFor(open.at(-1))}
    `;
  }

  private again(): unknown {
    const again = { type: 'again', lesson: this.lesson.name } as const;
    return html`<button class="skip" @click=${() => this.keeper.do(again)}>this one again</button>`;
  }

  private recallView(from: Lesson): unknown {
    const { lesson, keeper } = this;
    return html`
      <p class="from">From “${from.title}”:</p>
      ${questionCard({
        name: 'recall',
        question: from.recall,
        answer: keeper.progress.recalled[lesson.name],
        submit: 'Answer',
        answered: (answer) => keeper.do({ type: 'recalled', lesson: lesson.name, answer }),
      })}
    `;
  }

  private predictView(): unknown {
    const { lesson, keeper } = this;
    return questionCard({
      name: 'predict',
      question: lesson.predict,
      answer: keeper.progress.predicted[lesson.name],
      pending: isAnswered(keeper.progress, lesson.name) ? undefined : pendingAnswer(this.asks),
      submit: 'This is my prediction',
      answered: (answer) => keeper.do({ type: 'predicted', lesson: lesson.name, answer }),
    });
  }

  /** The faults after which the processes answer the question of this lesson. */
  private get asks() {
    return sheets[this.lesson.name]?.asks ?? [];
  }

  private answerView(): unknown {
    const { lesson, keeper } = this;
    const { progress } = keeper;
    return answerCard(lesson.predict, progress.predicted[lesson.name], progress.answered[lesson.name]);
  }

  /** What opens the next step. */
  private waitingFor(last: Step | undefined): unknown {
    if (last === 'predict') {
      return html`<p class="next">The faults wake up when you have predicted. A surprise teaches only those who had an opinion.</p>`;
    }
    if (last === 'kill')
      return html`<p class="next">Go on: break something. What to look for stands here afterwards.</p>`;
    if (last === 'see') return this.waitingForAnswer();
    const following = lessons[lessons.indexOf(this.lesson) + 1];
    return html`
      <p class="next">
        ${following ? html`<a class="main" href="#${following.name}">Next: ${following.title}</a>` : 'That was the last lesson.'}
        ${this.again()}
      </p>
    `;
  }
}

const lessonAt = (hash: string): Lesson => lessons.find(({ name }) => name === hash.slice(1)) ?? (lessons[0] as Lesson);
