import sheets from 'virtual:demos';
import lessons from 'virtual:lessons';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { LogEvent } from '../../log/view.js';
import { type Lesson, recalledAt } from '../../workshop/lesson.js';
import { type Deed, isAnswered, mayHurt, openSteps, type Step } from '../../workshop/progress.js';
import type { DemoElement } from '../demo/element.js';
import type { Session } from '../live/session.js';
import { answerCard, notThisTime, pendingAnswer } from './answer.js';
import { contents, stepsBar } from './contents.js';
import { Keeper } from './keeper.js';
import { goTo, Opened, TITLES } from './opened.js';
import { questionCard } from './question.js';
import { holdStill } from './still.js';

/** The name of the talk, as the page has it before a lesson is opened. */
const TALK = document.title.split(' · ').at(-1);

/** The workshop: a list of lessons, the one that is open, and its demo beside it. */
export class WorkshopElement extends LitElement {
  static session: Session;

  private readonly session = WorkshopElement.session;
  private readonly keeper = new Keeper(() => this.requestUpdate());
  private lesson: Lesson = lessonAt(location.hash);
  /** How often a lesson was opened or begun once more: each time its text is a new one. */
  private opening = 0;
  private shownOpening = -1;
  /** How many steps were open when the page was last shown. */
  private shownSteps = 0;
  private opened: Opened | null = null;
  /** The fault in the text that was pressed last. */
  private pressed: Element | null = null;
  /** The question that has just been answered, and with what: a key, or a pointer that lies where it lay. */
  private answering: 'recall' | 'predict' | null = null;
  private byKeyboard = false;
  private letGo = () => {};
  private hadFocus = false;
  /** The stage and the demo of which it was told; it is told once, what the learner stops stays stopped. */
  private told = '';

  /** The theme is the page's. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.turn());
    // A press by key has no number of clicks.
    const note = ({ detail }: MouseEvent) => {
      this.byKeyboard = detail === 0;
    };
    this.addEventListener('click', note, { capture: true });
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
    document.title = `${lesson.title} · ${TALK}`;
    this.setTheScene();
    void this.beginAtTop();
  }

  /** Of text and bench. */
  private async beginAtTop(): Promise<void> {
    this.opening++;
    this.requestUpdate();
    await this.updateComplete;
    for (const part of this.querySelectorAll('.lesson, .bench')) part.scrollTo(0, 0);
    this.querySelector<HTMLElement>('.lesson h1')?.focus();
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

  /** What the processes did is the answer, for whoever has predicted. */
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
    const { lesson, recalled, open } = this;
    const { progress } = this.keeper;
    return html`
      ${contents(lessons, lesson, progress)}
      ${stepsBar(lessons, lesson, open, recalled !== null)}
      <main class="lesson" tabindex="-1" @click=${this.press}>
        ${keyed(this.opening, this.lessonView())}
        ${this.opened?.link()}
      </main>
      <aside class="bench" aria-label="the demo" data-mode="stage">
        <div class="board">${keyed(lesson.name, html`<reboot-demo name=${lesson.name} ?locked=${!mayHurt(progress, lesson.name)}></reboot-demo>`)}</div>
      </aside>
    `;
  }

  /** What the text says can be done is done where it says so. */
  private async press({ target }: Event): Promise<void> {
    const command = (target as Element).closest<HTMLElement>('.command');
    const demo = this.querySelector<DemoElement>('reboot-demo');
    if (!command || !demo) return;
    this.pressed = command;
    this.opened?.found(command.closest('section'));
    demo.play(command.dataset);
    await demo.updateComplete;
    // Who restarts is seen, if there is room for that, and whoever is hurt in any case.
    for (const part of ['.monitor', '[data-aimed="true"]'])
      demo.querySelector(part)?.scrollIntoView({ block: 'nearest' });
  }

  protected override firstUpdated(): void {
    const text = this.querySelector('.lesson');
    if (text) this.opened = new Opened(text, () => this.requestUpdate());
  }

  protected override willUpdate(): void {
    const text = this.querySelector('.lesson');
    this.hadFocus = text?.contains(document.activeElement) ?? false;
    if (text) this.letGo = holdStill(text, this.pressed);
  }

  /** A step that has just opened moves nothing; those of another lesson are not news. */
  protected override updated(): void {
    const { open, opening, shownOpening, shownSteps } = this;
    this.shownSteps = open.length;
    this.shownOpening = opening;
    if (opening !== shownOpening) {
      this.opened?.clear();
      // Where the lesson stands among the others.
      this.querySelector('.lessons [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
      return;
    }
    this.letGo();
    const news = open.slice(shownSteps);
    this.moveFocus(this.querySelector(`.lesson .${news[0]}`));
    for (const step of news) this.opened?.add(step);
  }

  /** What was pressed may be gone: the focus goes to what has opened, or to what was said to the answer. */
  private moveFocus(opened: Element | null): void {
    const { answering } = this;
    this.answering = null;
    const isLost = this.hadFocus && document.activeElement === document.body;
    if (answering === null && !isLost) return;
    if (opened && this.byKeyboard) {
      goTo(opened);
      return;
    }
    const place = opened?.querySelector('h2') ?? this.querySelector(`.${answering ?? 'lesson'} :is(.feedback, h1)`);
    (place as HTMLElement | null)?.focus({ preventScroll: !this.byKeyboard });
  }

  /** The lesson whose question opens this one. */
  private get recalled(): Lesson | null {
    return recalledAt(lessons, lessons.indexOf(this.lesson));
  }

  private get open(): Step[] {
    return openSteps(this.keeper.progress, this.lesson.name, this.recalled !== null);
  }

  private lessonView(): unknown {
    const { lesson, recalled, open } = this;
    const texts = { scene: lesson.scene, kill: lesson.kill, see: lesson.see, why: lesson.why };
    return html`
      <h1 tabindex="-1">${lesson.title}</h1>
      ${open.map(
        (step) => html`
          <section class=${step} aria-labelledby="step-${step}">
            <h2 id="step-${step}" tabindex="-1">${TITLES[step]}</h2>
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
    const again = () => {
      this.keeper.do({ type: 'again', lesson: this.lesson.name });
      void this.beginAtTop();
    };
    return html`<button class="skip" @click=${again}>this one again</button>`;
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
        answered: (answer) => this.answer('recall', { type: 'recalled', lesson: lesson.name, answer }),
      })}
    `;
  }

  private answer(question: 'recall' | 'predict', deed: Deed): void {
    this.answering = question;
    this.keeper.do(deed);
  }

  private predictView(): unknown {
    const { lesson, keeper } = this;
    return questionCard({
      name: 'predict',
      question: lesson.predict,
      answer: keeper.progress.predicted[lesson.name],
      pending: isAnswered(keeper.progress, lesson.name) ? undefined : pendingAnswer(this.asks),
      submit: 'This is my prediction',
      answered: (answer) => this.answer('predict', { type: 'predicted', lesson: lesson.name, answer }),
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
