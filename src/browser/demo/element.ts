import manifests from 'virtual:demos';
import questions from 'virtual:questions';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { DemoManifest } from '../../demo/manifest.js';
import type { StageCommand, TalkStep } from '../../protocol/messages.js';
import type { Change, LogSource } from '../live/log-source.js';
import { announce } from './announce.js';
import { type Plan, planOf } from './arrangement.js';
import { type Asked, askView } from './ask.js';
import type { Board } from './board.js';
import { chartView } from './chart/view.js';
import { Cover, markCovered } from './cover.js';
import { faultBar } from './faults.js';
import { figures } from './figures.js';
import { MonitorCanvas } from './monitor/canvas.js';
import { panesView } from './panes/pane.js';
import { Reading } from './panes/reading.js';
import { TerminalBoxes } from './panes/terminal-boxes.js';
import { showAimed } from './reach.js';
import { NOTHING_YET, type Shown, shownBy } from './shown.js';
import { Steps, talkStepOf } from './steps.js';
import { summary } from './summary.js';
import { Clock } from './time/clock.js';
import { scrubBar } from './time/scrub.js';
import { squeezeTitle } from './title.js';
import { nextChange } from './tree/rows.js';
import { treeView } from './tree/view.js';
import { troublesOf } from './troubles.js';

/** How long a step waits for a stage, or a process, that is being reborn, in ms. */
const REBIRTH_MS = 10_000;
const steps = new Steps();

const squeeze = (title?: Element) => void (title && squeezeTitle(title as HTMLElement));

/** A demo on its board: panes, tree, monitor and figures, all of them read off the log. */
export class DemoElement extends LitElement {
  static override properties = { locked: { type: Boolean } };
  static session: LogSource;
  static board: Board;

  /** No fault yet: somebody is to predict first what it will do. */
  declare locked: boolean;

  private readonly session = DemoElement.session;
  private readonly board = DemoElement.board;
  private plan: Plan | null = null;
  private boxes: TerminalBoxes | null = null;
  private monitor: MonitorCanvas | null = null;
  /** The process that the faults are for. */
  private aim = '';
  /** Of panes with several processes, by number, those that show a terminal: whose. */
  private readonly large = new Map<number, string>();
  private typing: string | null = null;
  private starting = false;
  /** The step of the question that was played last: the room predicts, or sees who was right. */
  private asking: Asked['step'] | null = null;
  private wasSeen = false;
  private readonly cover = new Cover(this.getAttribute('name') ?? '');
  /** Once it was all there: before that, nothing is missing. */
  private hasConnected = false;
  private news = '';
  private readonly reading = new Reading(() => this.requestUpdate());
  private readonly clock = new Clock(() => this.requestUpdate());
  private stopListening: (() => void)[] = [];

  /** The theme is the page's, and so are the fonts and the inks. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const manifest = manifests[this.getAttribute('name') ?? ''];
    if (!manifest) return;
    this.aim ||= manifest.panes[0]?.processes[0] ?? '';
    this.arrange(manifest);
    this.stopListening = [
      this.session.watch(
        (what) => this.changed(what),
        (event) => {
          this.news = announce(event, this.session.view) ?? this.news;
        },
      ),
      this.board.watch(() => this.boardChanged()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stopListening) stop();
    this.cover.leave();
    this.clock.stop();
    this.reading.follow(undefined);
    this.boxes?.close();
    this.monitor?.stop();
    this.monitor = null;
  }

  private arrange(manifest: DemoManifest): void {
    this.plan = planOf(manifest, this.board.format);
    const { panes, lanes, chart, faults, format } = this.plan;
    this.toggleAttribute('grows', format.mayGrow);
    this.style.setProperty('--panes-height', `${panes.height}px`);
    this.style.setProperty('--lanes-height', `${lanes.height}px`);
    this.style.setProperty('--print', `${format.print}px`);
    this.style.setProperty('--faults-height', `${faults}px`);
    if (chart) this.style.setProperty('--chart-row', `${chart.height}px`);
    this.boxes = new TerminalBoxes(this.board, panes.font, (id) => this.boxEvents(id));
  }

  private boardChanged(): void {
    if (this.plan && this.plan.format !== this.board.format) {
      this.boxes?.close();
      this.monitor?.stop();
      this.monitor = null;
      this.arrange(this.plan.manifest);
    }
    this.requestUpdate();
  }

  /** Plays a step of the talk: the data of its fragment. */
  play(step: DOMStringMap): void {
    const { session } = this;
    if (!session.mayCommand && session.state === 'live') return;
    session.playback.live();
    this.asking = step.do === 'predict' || step.do === 'answer' ? step.do : null;
    // The question stands at the top.
    this.scrollTop = 0;
    this.requestUpdate();
    if (step.process) this.take(step.process);
    void this.updateComplete.then(() => showAimed(this));
    const talkStep = talkStepOf(step);
    // Who has gone on to another slide meanwhile does not want it any more.
    if (talkStep) steps.add(async () => this.isCurrent && this.send(talkStep));
  }

  private async send(step: TalkStep): Promise<void> {
    const { session, plan } = this;
    if (!plan) return;
    await session.until(() => !session.isAway, REBIRTH_MS);
    const begins = !this.isPlaying && step.do !== 'stop';
    if (begins || step.do === 'start') this.cover.begin();
    if (begins) this.starting = true;
    await this.command({ do: 'play', demo: plan.manifest.name, step });
  }

  /** Is its demo the one that runs on the stage? */
  get isPlaying(): boolean {
    const { view } = this.session;
    return view.running && view.demo === this.plan?.manifest.name;
  }

  /** Stops the picture, or lets it go on. */
  toggleHold(): void {
    const { playback } = this.session;
    if (playback.at !== null) playback.live();
    else if (this.isOpen) playback.hold();
  }

  private changed(what: Change): void {
    if (!this.isCurrent) return;
    if (what === 'state') this.requestUpdate();
    // What is said now changes nothing in a picture of the past.
    else if (this.session.playback.at === null) this.clock.soon();
  }

  /** At most once a frame, however much happens. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  protected override render(): unknown {
    const { plan, shown, session, aim, asking } = this;
    // A talk has many demos: each is built when it is first seen.
    this.wasSeen ||= this.isCurrent;
    if (!plan || !this.wasSeen) return nothing;
    const { view, now } = shown;
    const command = (one: StageCommand) => void this.command(one);
    if (view.running) this.starting = false;
    if (!session.isAway) this.hasConnected = true;
    this.toggleAttribute('playing', this.cover.isOver(view) || this.starting);
    markCovered(this.closest('section'));
    this.toggleAttribute('data-past', session.playback.at !== null);
    const place = this.paneOf(aim);
    const question = questions[plan.manifest.name];
    return html`
      ${keyed(plan, html`<h2 class="headline" ${ref(squeeze)}>${plan.manifest.title}</h2>`)}
      ${figures(view, now)}
      ${panesView({ plan, shown, aim, large: this.large, typing: this.typing, take: (id) => this.take(id) })}
      ${asking && question ? askView(question, { step: asking, outcome: view.outcome }) : nothing}
      ${plan.manifest.chart && plan.chart ? chartView(plan.manifest.chart, plan.chart, view) : nothing}
      ${this.reading.view(aim, shown.terminals.get(aim))}
      <div class="dock">
        <div class="troubles" role="status">${troublesOf(session, view, this.hasConnected).map((words) => html`<p class="trouble" title=${words}>${words}</p>`)}</div>
        ${faultBar({
          manifest: plan.manifest,
          view,
          aim,
          inHand: this.mayHurt && view.running,
          isLocked: this.locked,
          isLarge: (plan.manifest.panes[place]?.processes.length ?? 0) > 1 ? this.large.has(place) : null,
          isTyping: this.typing === aim,
          command,
          enlarge: (on) => this.enlarge(place, on),
          type: () => this.boxes?.type(aim),
        })}
      </div>
      <div class="monitor">
        ${treeView({ plan, shown, inHand: this.mayHurt && view.running, command })}
        <canvas class="lanes" aria-hidden="true"></canvas>
      </div>
      ${summary(view)}
      <div class="time">
        ${scrubBar(session, this.isOpen)}
        <div class="actions">${this.action(command)}</div>
      </div>
      <p class="visually-hidden" role="status" aria-live="polite">${this.news}</p>
    `;
  }

  protected override updated(): void {
    const { plan, shown } = this;
    if (!plan) return;
    const hasRun = shown.view.running || shown.view.leftover !== null;
    this.boxes?.fill(this, hasRun ? shown.terminals : new Map());
    this.reading.follow(shown.isLive ? shown.terminals.get(this.aim) : undefined);
    this.keepTime(plan);
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    this.monitor ??= new MonitorCanvas(canvas, this.board, plan, () => this.shown);
    if (this.isCurrent) this.monitor.wake();
  }

  private get shown(): Shown {
    return shownBy(this.session, this.plan?.manifest.name, this.isCurrent);
  }

  private get isCurrent(): boolean {
    return this.board.isSeen(this);
  }

  private get canCommand(): boolean {
    return this.session.mayCommand && !this.session.isAway && this.session.playback.at === null;
  }

  private get isOneOfMany(): boolean {
    return this.closest('section')?.querySelector(':scope > reboot-demo ~ reboot-demo') != null;
  }

  private get mayHurt(): boolean {
    return this.canCommand && !this.locked;
  }

  /** Is there a past to look at? */
  private get isOpen(): boolean {
    return this.shown !== NOTHING_YET && this.session.past.from !== null;
  }

  private action(command: (one: StageCommand) => void): unknown {
    const { canCommand, starting } = this;
    if (this.isPlaying) {
      return html`<button @click=${() => command({ do: 'reset' })} ?disabled=${!canCommand}>reset</button>`;
    }
    // Of several demos on a slide each says which one it is.
    const which = this.isOneOfMany ? ` ${this.plan?.manifest.title}` : '';
    return html`<button class="start" @click=${() => void this.start()} ?disabled=${!canCommand || starting}>start${which}</button>`;
  }

  private async start(): Promise<boolean> {
    if (!this.plan) return false;
    this.cover.begin();
    this.starting = true;
    return this.command({ do: 'start', demo: this.plan.manifest.name });
  }

  /** Resolves with whether it was done. */
  private async command(command: StageCommand): Promise<boolean> {
    this.requestUpdate();
    const done = (await this.session.do?.(command)) ?? false;
    if (!done) this.starting = false;
    this.requestUpdate();
    return done;
  }

  private paneOf(id: string): number {
    return this.plan?.manifest.panes.findIndex(({ processes }) => processes.includes(id)) ?? -1;
  }

  /** Aims the faults at a process. */
  private take(id: string): void {
    this.aim = id;
    const place = this.paneOf(id);
    if (this.large.has(place)) this.large.set(place, id);
    this.requestUpdate();
  }

  private enlarge(place: number, on: boolean): void {
    if (on) this.large.set(place, this.aim);
    else this.large.delete(place);
    this.requestUpdate();
  }

  private boxEvents(id: string) {
    return {
      input: (data: string, isBinary: boolean) => this.session.type?.(id, data, isBinary),
      mayType: () => this.canCommand && this.shown.view.processes[id]?.pid != null,
      typing: (on: boolean) => {
        this.typing = on ? id : null;
        if (on) this.take(id);
        this.requestUpdate();
      },
    };
  }

  private keepTime(plan: Plan): void {
    const { isLive, view, now } = this.shown;
    const isPast = this.isCurrent && this.session.playback.at !== null;
    const next = isLive ? nextChange(plan.manifest, view, now) : null;
    if (isLive || isPast) this.clock.run(next === null ? null : next - now);
    else this.clock.stop();
  }
}
