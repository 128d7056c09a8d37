import { type LogEvent, Past, type View } from '../../log/index.js';
import type { AnyStage } from '../../stage/recorded-stage.js';
import { Refusal } from '../../stage/stage.js';
import type { Question } from '../../workshop/lesson.js';
import type { Frame } from './frame.js';
import type { Action, KeyContext, Order } from './keys.js';
import { shownProcesses } from './layout.js';
import type { Marks } from './marks.js';
import { momentsOf, type Step, stepped } from './past.js';
import { type Rebirth, withRebirth } from './rebirths.js';
import { lineOf } from './screen-lines.js';
import { type ScreenRows, Screens } from './screens.js';

/** Long enough to read a refusal twice. */
const MESSAGE_MS = 6000;
/** So long after the last bytes the emulator has certainly taken them in. */
const SETTLED_MS = 500;

/** Rows of the screens are kept beside (`Screens`): they are shown in part, and in another size. */
const NO_SCREENS = new Map<string, string>();

const IN_THE_PAST = 'The past cannot be changed. end: live again';

/** The choices of the viewer, the messages to the viewer, and the commands that keys send to the stage. */
export class Player {
  private chosen: string;
  private stunts = 0;
  private mode: Frame['mode'] = 'panes';
  private answer: number | null = null;
  private message: { text: string; until: number } | null = null;
  private resetting = false;
  /** The moment that is shown, ms since the log began; null: the present. */
  private moment: number | null = null;
  private readonly past = new Past();
  private readonly screens = new Screens();
  private rebirths: readonly Rebirth[] = [];
  /** The view before the event that is being told. */
  private before: View;
  /** When each terminal was last written to. */
  private readonly heard = new Map<string, number>();
  /** When the log began, on this process's clock: no event can be seen before it happened. */
  private began = performance.now();

  constructor(
    private readonly stage: AnyStage,
    private readonly marks: Marks,
    private readonly question: Question | null,
    private readonly on: { change(kind: 'talk' | 'news'): void; suspend(): void; quit(): void },
  ) {
    this.chosen = shownProcesses(stage.demo)[0] as string;
    this.before = stage.log.view;
    stage.log.subscribe((event) => this.follow(event));
  }

  private follow(event: LogEvent): void {
    const { stage } = this;
    this.began = Math.min(this.began, performance.now() - event.at);
    const { view } = stage.log;
    if (this.past.append(event, view)) this.past.cut({ view, screens: NO_SCREENS });
    this.rebirths = withRebirth(this.rebirths, this.before, event);
    this.before = view;
    if (event.type === 'scene') this.startOver();
    if (event.type === 'output') this.heard.set(event.id, event.at);
    if (event.type === 'error') this.say(event.message);
    if (event.type === 'outcome' && this.answer !== null)
      this.say(`${event.held ? 'The processes have answered.' : 'Not the answer this time.'} p: see`);
    this.on.change(event.type === 'output' || event.type === 'metric' ? 'talk' : 'news');
  }

  private startOver(): void {
    this.stunts = 0;
    this.moment = null;
    for (const id of Object.keys(this.stage.log.view.processes)) this.heard.set(id, this.now);
  }

  private get now(): number {
    return performance.now() - this.began;
  }

  get keyContext(): KeyContext {
    const { stage, chosen, mode, moment } = this;
    return { demo: stage.demo, chosen, mode, isPast: moment !== null };
  }

  frame(): Frame {
    const { stage, chosen, stunts, mode, marks, rebirths, now } = this;
    this.readScreens(now);
    if (this.message && now > this.message.until) this.message = null;
    const message = this.message?.text ?? null;
    const asked = this.question && { question: this.question, answer: this.answer };
    const shared = { demo: stage.demo, rebirths, chosen, stunts, message, asked, mode, marks };
    if (this.moment === null) {
      return { ...shared, view: stage.log.view, now, past: null, screens: this.screens.latest };
    }
    // The oldest part of the past is forgotten, also while somebody looks at it.
    const from = this.past.from ?? now;
    this.moment = Math.max(this.moment, from);
    return {
      ...shared,
      view: this.past.moment(this.moment)?.view ?? stage.log.view,
      now: this.moment,
      past: { from, present: now },
      screens: this.screens.at(this.moment),
    };
  }

  /** Also while the past is shown: it goes on. */
  private readScreens(now: number): void {
    const changed = new Map<string, ScreenRows>();
    for (const [id, at] of this.heard) {
      changed.set(id, this.stage.lines(id).map(lineOf));
      if (now - at > SETTLED_MS) this.heard.delete(id);
    }
    this.screens.add(now, changed);
  }

  act(action: Action): void {
    if (action.do === 'quit') {
      this.on.quit();
      return;
    }
    if (action.do === 'suspend') {
      this.on.suspend();
      return;
    }
    this.message = null;
    if (this.mode === 'help') this.mode = 'panes';
    else this.carryOut(action);
    this.on.change('news');
  }

  private carryOut(action: Action): void {
    switch (action.do) {
      case 'choose':
        this.chosen = action.id;
        return;
      case 'answer':
        // A prediction after the first is none.
        if (action.option < (this.question?.options.length ?? 0)) this.answer ??= action.option;
        return;
      case 'show':
        if (action.mode === 'question' && !this.question) return;
        this.mode = action.mode;
        return;
      case 'panes':
        this.mode = 'panes';
        return;
      case 'pause':
        this.moment = this.now;
        return;
      case 'live':
        this.moment = null;
        return;
      case 'travel':
        this.travel(action.step);
        return;
      case 'fault':
      case 'step':
      case 'restart':
      case 'reset':
        this.command(action);
    }
  }

  private travel(step: Step): void {
    const { past, stage, now } = this;
    const moments = momentsOf(stage.log.view);
    this.moment = stepped(this.moment ?? now, step, { from: past.from ?? now, present: now, moments });
  }

  private command(action: Order): void {
    const { stage, chosen: id } = this;
    if (this.moment !== null) {
      this.say(IN_THE_PAST);
      return;
    }
    switch (action.do) {
      case 'fault':
        this.tell(stage.do({ do: 'fault', id, name: action.name }, 'terminal'));
        return;
      case 'step':
        this.tell(stage.do({ do: 'step' }, 'terminal').then(() => void this.stunts++));
        return;
      case 'restart':
        this.tell(stage.do({ do: 'restart', id }, 'terminal'));
        return;
      case 'reset':
        this.reset();
    }
  }

  private reset(): void {
    // A key that is held down asks once.
    if (this.resetting) return;
    this.resetting = true;
    const over = () => {
      this.resetting = false;
    };
    this.tell(this.stage.reset().finally(over));
  }

  /** A refused command changes nothing; any other error is shown too, and the viewer decides. */
  private tell(done: Promise<void>): void {
    done.catch((error: Error) => {
      if (this.stage.isOver) return;
      this.say(error instanceof Refusal ? error.message : `That failed: ${error.message}`);
      this.on.change('news');
    });
  }

  say(text: string): void {
    // The message has one row.
    this.message = { text: text.replace(/\s*\n\s*/g, ' '), until: this.now + MESSAGE_MS };
  }
}
