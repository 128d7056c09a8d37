import manifests from 'virtual:demos';
import questions from 'virtual:questions';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { DemoManifest } from '../../demo/manifest.js';
import { nextChange } from '../../demo/view-model/tree-rows.js';
import type { View } from '../../log/view.js';
import type { StageCommand } from '../../protocol/messages.js';
import type { Change, LogSource } from '../live/log-source.js';
import { measuresOf, type Plan, planOf } from './arrangement.js';
import { askView } from './ask.js';
import { CHART_MEASURES } from './chart/place.js';
import { chartView } from './chart/view.js';
import { type DemoContext, demoContext } from './context.js';
import { DemoController, type PageStep } from './controller.js';
import { markCovered } from './cover.js';
import { faultBar } from './faults.js';
import { figures } from './figures.js';
import { rowsOf } from './format.js';
import { MonitorCanvas } from './monitor/canvas.js';
import { panesView } from './panes/pane.js';
import { Reading } from './panes/reading.js';
import type { BoxEvents } from './panes/terminal-box.js';
import { TerminalBoxes } from './panes/terminal-boxes.js';
import { showAimed } from './reach.js';
import type { Shown } from './shown.js';
import { summary } from './summary.js';
import { Clock } from './time/clock.js';
import { scrubBar } from './time/scrub.js';
import { squeezeTitle, TITLE_MEASURES } from './title.js';
import { treeView } from './tree/view.js';
import { troublesOf } from './troubles.js';

const squeeze = (title?: Element) => void (title && squeezeTitle(title as HTMLElement));

/** The parts of a demo once it has a context: its state, its place and its drawing. */
interface Parts {
  context: DemoContext;
  controller: DemoController;
  plan: Plan;
  boxes: TerminalBoxes;
}

/** A demo on its board: panes, tree, monitor and figures, all of them read off the log. */
export class DemoElement extends LitElement {
  static override properties = { locked: { type: Boolean } };

  /** No fault yet: somebody is to predict first what it will do. */
  declare locked: boolean;

  private parts: Parts | null = null;
  private monitor: MonitorCanvas | null = null;
  private wasSeen = false;
  private readonly reading = new Reading(() => this.requestUpdate());
  private readonly clock = new Clock(() => this.requestUpdate());
  private stop = () => {};

  /** The theme is the page's, and so are the fonts and the inks. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const manifest = manifests[this.getAttribute('name') ?? ''];
    if (manifest) this.stop = demoContext.take(this, (context) => this.begin(manifest, context));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** Null before the element has a context. */
  get log(): LogSource | null {
    return this.parts?.context.log ?? null;
  }

  get isPlaying(): boolean {
    return this.parts?.controller.isPlaying ?? false;
  }

  /** Stops the picture, or lets it go on. */
  toggleHold(): void {
    this.parts?.controller.toggleHold();
  }

  /** Resets the demo. False when this page may not. */
  reset(): boolean {
    const controller = this.parts?.controller;
    if (!controller?.canCommand) return false;
    void controller.command({ do: 'reset' });
    return true;
  }

  /** Plays the recording in the place of the demo, or the demo again. Resolves with whether the demo itself begins again. */
  async switchRecording(): Promise<boolean> {
    return (await this.parts?.controller.switchRecording()) ?? false;
  }

  play(step: PageStep): void {
    if (!this.parts?.controller.play(step)) return;
    // The question stands at the top.
    this.scrollTop = 0;
    void this.updateComplete.then(() => showAimed(this));
  }

  /** Shows a step that another page plays. */
  show(step: PageStep): void {
    this.parts?.controller.show(step);
  }

  private begin(manifest: DemoManifest, context: DemoContext): () => void {
    const before = this.parts;
    const { log, board } = context;
    const changed = () => this.requestUpdate();
    // An element that is moved within its board is at what it was.
    const controller =
      before?.context === context
        ? before.controller
        : new DemoController(manifest, context, { isSeen: () => board.isSeen(this), changed });
    this.arrange(context, controller);
    const stops = [
      log.watch(
        (what) => this.changed(what),
        (event) => controller.read(event),
      ),
      board.watch(() => this.boardChanged()),
      context.polls.watch(changed),
    ];
    changed();
    return () => {
      for (const stop of stops) stop();
      controller.leave();
      this.clock.stop();
      this.reading.follow(undefined);
      this.close();
    };
  }

  private arrange(context: DemoContext, controller: DemoController): void {
    const { board } = context;
    const plan = planOf(controller.manifest, board.format);
    const { panes, format } = plan;
    this.toggleAttribute('grows', format.mayGrow);
    const measures = Object.entries({ ...measuresOf(plan), ...CHART_MEASURES, ...TITLE_MEASURES });
    const properties = [...measures.map(([name, px]) => [name, `${px}px`] as const), ...Object.entries(rowsOf(format))];
    for (const [name, value] of properties) this.style.setProperty(name, value);
    const boxes = new TerminalBoxes(board, panes.font, (id) => boxEvents(controller, id));
    this.parts = { context, controller, plan, boxes };
  }

  /** The parts that are drawn outside of the template. */
  private close(): void {
    this.parts?.boxes.close();
    this.monitor?.stop();
    this.monitor = null;
  }

  private boardChanged(): void {
    const { parts } = this;
    if (parts && parts.plan.format !== parts.context.board.format) {
      this.close();
      this.arrange(parts.context, parts.controller);
    }
    this.requestUpdate();
  }

  private changed(what: Change): void {
    const { parts } = this;
    if (!parts?.context.board.isSeen(this)) return;
    if (what === 'state') this.requestUpdate();
    // Output of now changes nothing in a picture of the past.
    else if (parts.context.log.playback.at === null) this.clock.soon();
  }

  /** At most once a frame, however much happens. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  protected override render(): unknown {
    const { parts } = this;
    // A talk has many demos: each is built when it is first seen.
    this.wasSeen ||= parts?.context.board.isSeen(this) ?? false;
    if (!parts || !this.wasSeen) return nothing;
    const { controller, plan, context } = parts;
    const { selectedId, asking, isExpanded, expandedPanes, typingId } = controller;
    const { manifest } = plan;
    const { log } = context;
    const { shown } = controller;
    const { view, now } = shown;
    controller.isLocked = this.locked;
    const isOver = controller.look(view);
    this.toggleAttribute('playing', isOver);
    markCovered(this.closest('section'));
    this.toggleAttribute('data-past', log.playback.at !== null);
    const inHand = controller.canInjectFaults;
    const command = (one: StageCommand) => void controller.command(one);
    const select = (id: string) => controller.select(id);
    const question = questions[manifest.name];
    return html`
      ${keyed(plan, html`<h2 class="headline" ${ref(squeeze)}>${manifest.title}</h2>`)}
      ${figures(view, now)}
      ${panesView({ plan, shown, selectedId, expandedPanes, typingId, select })}
      ${asking && question ? askView(question, { step: asking, outcome: view.outcome, poll: context.polls.of(manifest.name) }) : nothing}
      ${manifest.chart && plan.chart ? chartView(manifest.chart, plan.chart, view) : nothing}
      ${this.reading.view(selectedId, shown.terminals.get(selectedId))}
      <div class="dock">
        <div class="troubles" role="status">${isOver ? this.smallPrint(view) : nothing}${troublesOf(log, view, controller.hasConnected).map((words) => html`<p class="trouble" title=${words}>${words}</p>`)}</div>
        ${faultBar({
          manifest,
          view,
          selectedId,
          inHand,
          isLocked: this.locked,
          isExpanded,
          isTyping: typingId === selectedId,
          command,
          expand: (on) => controller.expand(on),
          type: () => this.parts?.boxes.type(selectedId),
        })}
      </div>
      <div class="monitor">
        ${treeView({ plan, shown, inHand, command })}
        <canvas class="lanes" aria-hidden="true"></canvas>
      </div>
      ${summary(view)}
      <div class="time">
        ${scrubBar(log, controller.hasPast)}
        <div class="actions">${this.action(controller)}</div>
      </div>
      <p class="visually-hidden" role="status" aria-live="polite">${controller.liveAnnouncement}</p>
    `;
  }

  /** The room reads the one word; the rest is for those who ask where the recording is from. */
  private smallPrint({ recorded }: View): unknown {
    if (recorded === null) return nothing;
    if (this.dataset.mode !== 'stage') return html`<p class="trouble">${recorded}</p>`;
    return html`<p class="recorded" title=${recorded}>recorded<span class="visually-hidden">. ${recorded}</span></p>`;
  }

  private action(controller: DemoController): unknown {
    if (controller.isPlaying) {
      const reset = () => void controller.command({ do: 'reset' });
      return html`<button @click=${reset} ?disabled=${!controller.canCommand}>reset</button>`;
    }
    // Each of several demos on a slide says which one it is, while the slide can be seen.
    const isOneOfMany = this.closest('section')?.querySelector(':scope > reboot-demo ~ reboot-demo') != null;
    const which = isOneOfMany && !this.hasAttribute('playing') ? ` ${controller.manifest.title}` : '';
    const start = () => void controller.start();
    const play = () => void controller.switchRecording();
    return html`
      ${controller.offersRecording ? html`<button @click=${play} ?disabled=${!controller.canStart}>recording</button>` : nothing}
      <button class="start" @click=${start} ?disabled=${!controller.canStart}>start${which}</button>
    `;
  }

  protected override updated(): void {
    const { parts } = this;
    if (!parts) return;
    const { controller, plan, boxes, context } = parts;
    const { shown } = controller;
    const hasRun = shown.view.running || shown.view.leftover !== null;
    boxes.fill(this, hasRun ? shown.terminals : new Map());
    this.reading.follow(shown.isLive ? shown.terminals.get(controller.selectedId) : undefined);
    this.keepTime(parts, shown);
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    this.monitor ??= new MonitorCanvas(canvas, context.board, plan, () => controller.shown);
    if (context.board.isSeen(this)) this.monitor.wake();
  }

  private keepTime({ context: { board, log }, plan }: Parts, { isLive, view, now }: Shown): void {
    const isPast = board.isSeen(this) && log.playback.at !== null;
    const next = isLive ? nextChange(plan.manifest, view, now) : null;
    if (isLive || isPast) this.clock.run(next === null ? null : next - now);
    else this.clock.stop();
  }
}

const boxEvents = (controller: DemoController, id: string): BoxEvents => ({
  input: (data, isBinary) => controller.log.type?.(id, data, isBinary),
  mayType: () => controller.canType(id),
  typing: (on) => controller.typing(id, on),
});
