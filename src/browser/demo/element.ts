import sheets from 'virtual:demos';
import { html, LitElement, nothing } from 'lit';
import type { RevealApi } from 'reveal.js';
import { initialView, type View } from '../../log/view.js';
import type { StageCommand } from '../../protocol.js';
import type { DemoSheet } from '../../stage/sheet.js';
import { onDeck } from '../deck/events.js';
import type { Session } from '../live/session.js';
import { announce } from './announce.js';
import { figures } from './figures.js';
import { laneLabels, lanePlaces } from './lanes.js';
import { MonitorCanvas, type Place } from './monitor-canvas.js';
import { type PaneContext, paneView } from './pane.js';
import { TerminalBox } from './terminal-box.js';
import { spentRestarts, treeStrip } from './tree-strip.js';

/** Times and shares move on while nothing happens. */
const CLOCK_MS = 1000;

function every(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
}

/** A demo on its slide: panes, tree, monitor and figures, all of them read off the log. */
export class DemoElement extends LitElement {
  static session: Session;
  static deck: RevealApi;

  private readonly session = DemoElement.session;
  private readonly deck = DemoElement.deck;
  private sheet: DemoSheet | undefined;
  private monitor: MonitorCanvas | null = null;
  private readonly boxes = new Map<string, TerminalBox>();
  /** In a pane of several: which process the faults are for, and whose terminal is shown large. */
  private readonly chosen = new Map<number, string>();
  private readonly large = new Set<number>();
  private typing: string | null = null;
  private starting = false;
  /** Once it was all there: before that, nothing is missing. */
  private wasHere = false;
  private news = '';
  /** For the moment when a restart counts no more: nothing else happens then. */
  private relief: ReturnType<typeof setTimeout> | undefined;
  private stopListening: (() => void)[] = [];

  /** The theme is the page's, and so are the fonts and the inks. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sheet = sheets[this.getAttribute('name') ?? ''];
    this.stopListening = [
      this.session.watch(
        () => this.isShown && this.requestUpdate(),
        (event) => {
          this.news = announce(event, this.view) ?? this.news;
        },
      ),
      onDeck(this.deck, 'slidechanged', () => this.requestUpdate()),
      onDeck(this.deck, 'resize', () => this.monitor?.wake()),
      every(CLOCK_MS, () => this.isShown && this.requestUpdate()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stopListening) stop();
    clearTimeout(this.relief);
    for (const box of this.boxes.values()) box.close();
    this.boxes.clear();
    this.monitor?.stop();
    this.monitor = null;
  }

  /** Plays a step of the talk: the data of its fragment. */
  play({ do: what, fault, process }: DOMStringMap): void {
    if (!this.session.isPresenter && this.session.state === 'live') return;
    if (what === 'start') this.begin();
    if (what === 'reset' || what === 'stop') this.command({ do: what });
    // What is down already cannot be hurt: the step was played before.
    const isDown = this.view.processes[process ?? '']?.state === 'off';
    if (what === 'fault' && fault && process && !isDown) this.command({ do: 'fault', id: process, name: fault });
  }

  /** At most once a frame, however much happens. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  protected override render(): unknown {
    const { sheet, view } = this;
    if (!sheet) return nothing;
    this.closest('section')?.classList.toggle('playing', this.starting || view.running);
    if (view.running) this.starting = false;
    if (!this.session.isAway) this.wasHere = true;
    return html`
      ${figures(view, this.session.now())}
      <div class="panes" style="--panes: ${sheet.panes.length}">
        ${sheet.panes.map((pane, index) => paneView(pane, this.paneContext(index)))}
      </div>
      ${treeStrip(sheet, view, this.session.now())}
      <div class="monitor">
        ${laneLabels(sheet, view)}
        <canvas class="lanes" aria-hidden="true"></canvas>
      </div>
      <div class="actions">
        ${
          view.running
            ? html`<button @click=${() => this.command({ do: 'reset' })} ?disabled=${!this.isInHand}>reset</button>`
            : html`<button class="start" @click=${() => this.start()} ?disabled=${!this.isInHand || this.starting}>start</button>`
        }
      </div>
      <div class="troubles">${this.troubles.map((words) => html`<p class="trouble" title=${words}>${words}</p>`)}</div>
      <p class="visually-hidden" role="status" aria-live="polite">${this.news}</p>
    `;
  }

  protected override updated(): void {
    this.openBoxes();
    this.awaitRelief();
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    this.monitor ??= new MonitorCanvas(
      canvas,
      this.session,
      this.deck,
      () => this.lanePlaces(canvas),
      () => this.isShown,
    );
    if (this.isShown) this.monitor.wake();
  }

  /** This demo's view; while another one runs, that of one that has not begun. */
  private get view(): View {
    const { view } = this.session;
    return view.demo === this.sheet?.name ? view : initialView();
  }

  private get isShown(): boolean {
    return this.closest('section') === this.deck.getCurrentSlide();
  }

  private get isInHand(): boolean {
    return this.session.isPresenter && !this.session.isAway;
  }

  /** Each thing that is wrong, as long as it is. */
  private get troubles(): string[] {
    const { session, view, wasHere } = this;
    const isMending = session.state === 'reconnecting' || (session.state === 'live' && session.isAway);
    const { gaveUp } = session.isAway ? initialView() : view;
    const troubles = [
      session.refusal,
      isMending && wasHere ? 'Reconnecting …' : '',
      gaveUp ? `Given up: ${gaveUp} Reset to begin again.` : '',
      session.complaint.words,
    ];
    return troubles.filter((words) => words !== '');
  }

  /** The talk's first step leads to the beginning, also when the demo was played before. */
  private begin(): void {
    if (this.view.running && this.view.kills > 0) this.command({ do: 'reset' });
    else this.start();
  }

  private start(): void {
    this.starting = true;
    if (this.sheet) this.command({ do: 'start', demo: this.sheet.name });
  }

  private command(command: StageCommand): void {
    void this.session.do(command).then((done) => {
      if (!done) this.starting = false;
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  private paneContext(index: number): PaneContext {
    const { sheet, view, session } = this;
    const pane = (sheet as DemoSheet).panes[index];
    return {
      sheet: sheet as DemoSheet,
      view,
      now: session.now(),
      terminals: view.running ? session.terminals : new Map(),
      inHand: this.isInHand && view.running,
      chosen: this.chosen.get(index) ?? (pane?.processes[0] as string),
      isLarge: this.large.has(index),
      typing: this.typing,
      command: (command) => this.command(command),
      choose: (id) => {
        this.chosen.set(index, id);
        this.requestUpdate();
      },
      enlarge: (on) => {
        if (on) this.large.add(index);
        else this.large.delete(index);
        this.requestUpdate();
      },
      type: (id) => this.boxes.get(id)?.startTyping(),
    };
  }

  /** Terminals live outside Lit's templates: each host is given the terminal that belongs into it. */
  private openBoxes(): void {
    const hosts = new Map(
      [...this.querySelectorAll<HTMLElement>('[data-terminal]')].map((host) => [host.dataset.terminal as string, host]),
    );
    for (const [id, box] of this.boxes) {
      if (hosts.has(id) && this.session.terminals.get(id) === box.terminal) continue;
      box.close();
      this.boxes.delete(id);
    }
    for (const [id, host] of hosts) {
      const terminal = this.view.running || this.view.leftover !== null ? this.session.terminals.get(id) : undefined;
      if (!terminal || this.boxes.has(id)) continue;
      const box = new TerminalBox(host, terminal, this.deck, {
        input: (data) => this.session.type(id, data),
        mayType: () => this.isInHand && this.view.processes[id]?.pid !== null,
        typing: (on) => {
          this.typing = on ? id : null;
          this.requestUpdate();
        },
      });
      this.boxes.set(id, box);
    }
  }

  private awaitRelief(): void {
    clearTimeout(this.relief);
    const now = this.session.now();
    const spent = this.sheet && spentRestarts(this.sheet, this.view, now);
    if (spent) this.relief = setTimeout(() => this.requestUpdate(), spent.until - now);
  }

  private lanePlaces(canvas: HTMLCanvasElement): Place[] {
    return this.sheet ? lanePlaces(this.sheet, canvas.offsetWidth, canvas.offsetHeight) : [];
  }
}
