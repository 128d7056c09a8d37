import lessons from 'virtual:lessons';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { stepOf } from '../../deck/step-attributes.js';
import type { LogEvent } from '../../log/view.js';
import { type Lesson, recalledAt } from '../../workshop/lesson.js';
import { mayHurt, openSteps, type Step } from '../../workshop/progress.js';
import type { DemoElement } from '../demo/element.js';
import type { Connection } from '../live/connection.js';
import type { Session } from '../live/session.js';
import { contents, stepsBar } from './contents.js';
import { elsewhereNote } from './elsewhere.js';
import { bringIntoView, bringToMiddle, showHurt } from './into-view.js';
import { chooseByNumber } from './keys.js';
import { type Asking, lessonView } from './lesson.js';
import { goTo, Opened } from './opened.js';
import { PlaceKeeper } from './place.js';
import { ProgressStore } from './progress-store.js';
import { serverNote } from './server.js';
import { holdStill } from './still.js';

/** The name of the talk, as the page has it before a lesson is opened. */
const TALK = document.title.split(' · ').at(-1);

/** The workshop: a list of lessons, the one that is open, and its demo beside it. */
export class WorkshopElement extends LitElement {
  private readonly store = new ProgressStore(() => this.requestUpdate());
  private lesson: Lesson = lessonAt(location.hash);
  private readonly place = new PlaceKeeper(this.lesson.name);
  /** Counts how often a lesson is opened or taken again, because its text is a new one each time. */
  private opening = 0;
  private shownOpening = -1;
  /** How many steps were open when the page was last shown. */
  private shownSteps = 0;
  private opened: Opened | null = null;
  /** The fault in the text that was pressed last. */
  private pressed: Element | null = null;
  /** The question that has just been answered, and with what: a key, or a pointer that lies where it lay. */
  private answering: Asking | null = null;
  private byKeyboard = false;
  private letGo = () => {};
  private hadFocus = false;
  /**
   * The stage and the demo of the last start command; the command
   * is sent once, so a demo that the learner stops stays stopped.
   */
  private told = '';
  /** The same as `told`, as soon as the demo plays here; if another one plays then, another tab has started it. */
  private played = '';
  /** The pid of the gateway. */
  private server: number | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {
    super();
  }

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
    document.addEventListener('keydown', (event) => {
      const text = this.querySelector('.lesson');
      if (text) chooseByNumber(event, text);
    });
    this.connection.watch({ beat: ({ pid }) => this.hear(pid) });
    this.session.watch(
      (what) => what === 'state' && this.stateChanged(),
      (event) => this.note(event),
    );
  }

  private hear(pid: number): void {
    if (pid === this.server) return;
    this.server = pid;
    this.requestUpdate();
  }

  private stateChanged(): void {
    this.setTheScene();
    if (this.isPlaying) this.played = this.told;
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

  /** Scrolls text and bench to their tops. */
  private async beginAtTop(): Promise<void> {
    this.place.begin(this.lesson.name);
    this.opening++;
    this.requestUpdate();
    await this.updateComplete;
    for (const part of this.querySelectorAll('.lesson, .bench')) part.scrollTo(0, 0);
    this.focusTitle();
  }

  private readonly focusTitle = () => this.querySelector<HTMLElement>('.lesson h1')?.focus();

  /** The one bench of this learner shows this lesson. */
  private get isPlaying(): boolean {
    const { view } = this.session;
    return view.running && view.demo === this.lesson.name;
  }

  private readonly playHere = () => void this.session.do({ do: 'start', demo: this.lesson.name });

  /** Starts the demo of the lesson when the lesson is opened. */
  private setTheScene(): void {
    const { session, lesson } = this;
    const telling = `${session.epoch} ${lesson.name}`;
    if (session.isAway || !session.mayCommand || this.told === telling) return;
    this.told = telling;
    if (!this.isPlaying) this.playHere();
  }

  /** An experiment counts after the prediction, when a fault was done. */
  private note(event: LogEvent): void {
    const { view } = this.session;
    if (event.type === 'fault' && view.demo !== null) this.store.do({ type: 'hurt', lesson: view.demo });
    if (event.type === 'outcome' || event.type === 'scene') this.stateChanged();
  }

  /** Keeps what the processes did as the answer of a learner who has predicted. */
  private readOutcome(): void {
    const { demo, outcome } = this.session.view;
    if (demo !== null && outcome?.held) this.store.do({ type: 'answered', lesson: demo, by: 'processes' });
  }

  protected override render(): unknown {
    const { lesson, recalled, open, session } = this;
    const { progress } = this.store;
    const isElsewhere = session.view.running && !this.isPlaying && this.told === this.played;
    return html`
      ${contents(lessons, lesson, progress, this.focusTitle)}
      ${stepsBar(lessons, lesson, open, recalled !== null)}
      <main class="lesson" tabindex="-1" @click=${this.press}>
        ${keyed(this.opening, this.lessonView())}
        ${serverNote(this.server)}
        ${this.opened?.news()}
      </main>
      <aside class="bench" aria-label="the demo" data-mode="stage">
        ${isElsewhere ? elsewhereNote(session.view, lessons, this.playHere) : nothing}
        <div class="board">${keyed(lesson.name, html`<reboot-demo name=${lesson.name} ?locked=${!mayHurt(progress, lesson.name)}></reboot-demo>`)}</div>
      </aside>
    `;
  }

  /** A command in the text is carried out where the text names it. */
  private async press({ target }: Event): Promise<void> {
    const command = (target as Element).closest<HTMLElement>('.command');
    const demo = this.querySelector<DemoElement>('reboot-demo');
    const step = command && stepOf(command.dataset);
    if (!step || !demo) return;
    this.pressed = command;
    this.opened?.found(command.closest('section'));
    demo.play(step);
    await demo.updateComplete;
    const bench = this.querySelector('.bench');
    if (bench) showHurt(bench);
  }

  protected override firstUpdated(): void {
    const text = this.querySelector('.lesson');
    if (!text) return;
    this.opened = new Opened(text, () => this.requestUpdate());
    const { scrollTop } = this.place;
    text.scrollTo(0, scrollTop);
    const reached = text.scrollTop;
    // With another font a text is longer, or shorter.
    void document.fonts.ready.then(() => text.scrollTop === reached && text.scrollTo(0, scrollTop));
    text.addEventListener('scroll', () => this.place.scrolled(text.scrollTop), { passive: true });
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
      this.showPlace();
      return;
    }
    this.letGo();
    const news = open.slice(shownSteps);
    this.moveFocus(this.querySelector(`.lesson .${news[0]}`));
    for (const step of news) this.opened?.add(step);
  }

  /** Where the lesson stands among the others. */
  private showPlace(): void {
    const list = this.querySelector('.lessons ol');
    const entry = list?.querySelector('[aria-current]');
    if (!list?.parentElement || !entry) return;
    bringIntoView(list.parentElement, entry);
    bringToMiddle(list, entry);
  }

  /** The button that was pressed may be gone: the focus goes to the part that has opened, or to the feedback on the answer. */
  private moveFocus(opened: Element | null): void {
    const { answering } = this;
    this.answering = null;
    const isLost = this.hadFocus && document.activeElement === document.body;
    if (answering === null && !isLost) return;
    if (opened && this.byKeyboard) {
      goTo(opened, this.querySelector('.lesson'));
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
    return openSteps(this.store.progress, this.lesson.name, this.recalled !== null);
  }

  private lessonView(): unknown {
    const { lesson, recalled, open, opened, place, store, session } = this;
    return lessonView({
      ...{ lesson, recalled, open, opened, place },
      progress: store.progress,
      outcome: session.view.demo === lesson.name ? session.view.outcome : null,
      do: (deed) => store.do(deed),
      answer: (question, deed) => {
        this.answering = question;
        store.do(deed);
      },
      again: () => {
        store.do({ type: 'again', lesson: lesson.name });
        // The answer of the scene before is none of this one, and what was killed for good is to be there again.
        if (session.view.demo === lesson.name && session.view.running) void session.do?.({ do: 'reset' });
        void this.beginAtTop();
      },
    });
  }
}

const lessonAt = (hash: string): Lesson => lessons.find(({ name }) => name === hash.slice(1)) ?? (lessons[0] as Lesson);
