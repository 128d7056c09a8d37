/** The state of a demo on a board, and what may be done to the demo: all that is not drawing. No DOM. */
import type { DemoManifest } from '../../demo/manifest.js';
import type { LogEvent, View } from '../../log/view.js';
import type { StageCommand, TalkStep } from '../../protocol/messages.js';
import type { LogSource } from '../live/log-source.js';
import { announce } from './announce.js';
import { ASKING, type Asking } from './ask.js';
import { Cover } from './cover.js';
import { NOTHING_YET, type Shown, shownBy } from './shown.js';
import type { Steps } from './steps.js';

/** A step of the talk, or one that is the page's alone. */
export type PageStep = TalkStep | { do: Asking };
const isAsked = (step: PageStep): step is { do: Asking } => ASKING.some((asking) => asking === step.do);

/** How long a step waits for a stage, or a process, that is being reborn, in ms. */
const REBIRTH_MS = 10_000;

/** The commands that start a demo which does not play. */
const STARTS: readonly StageCommand['do'][] = ['start', 'play', 'live'];

/** The things that the demos of one board share. */
export interface Shared {
  log: LogSource;
  /** The steps of the talk that wait for their turn. */
  steps: Steps;
  /** By the names of demos: two slides may play the same one, and it covers the slide on which this page began it. */
  started: Map<string, Cover>;
}

/** The element that shows the demo. */
interface Owner {
  isSeen(): boolean;
  changed(): void;
}

export class DemoController {
  /** The process that the faults are for. */
  selectedId: string;
  /** The panes with several processes that show a terminal, by number, and whose terminal it is. */
  readonly expandedPanes = new Map<number, string>();
  /** The process that takes what is typed. */
  typingId: string | null = null;
  /** No fault yet: somebody is to predict first what it will do. */
  isLocked = false;
  isStarting = false;
  /** The last start of the demo was refused. */
  couldNotStart = false;
  /** The step of the question that was played last: the room predicts, or sees who was right. */
  asking: Asking | null = null;
  /** The latest event that a screen reader is told, as a sentence. */
  liveAnnouncement = '';
  /** Once it was all there: before that, nothing is missing. */
  hasConnected = false;
  private readonly cover: Cover;

  constructor(
    readonly manifest: DemoManifest,
    private readonly shared: Shared,
    private readonly owner: Owner,
  ) {
    this.selectedId = manifest.panes[0]?.processes[0] ?? '';
    this.cover = new Cover(manifest.name, shared.started);
  }

  get log(): LogSource {
    return this.shared.log;
  }

  get shown(): Shown {
    return shownBy(this.log, this.manifest.name, this.owner.isSeen());
  }

  /** Is its demo the one that runs on the stage? */
  get isPlaying(): boolean {
    const { view } = this.log;
    return view.running && view.demo === this.manifest.name;
  }

  get canCommand(): boolean {
    const { log } = this;
    return log.mayCommand && !log.isAway && log.playback.at === null;
  }

  get canInjectFaults(): boolean {
    const { running, recorded } = this.shown.view;
    return this.canCommand && !this.isLocked && running && recorded === null;
  }

  get canStart(): boolean {
    return this.canCommand && !this.isStarting;
  }

  canType(id: string): boolean {
    const { processes, recorded } = this.shown.view;
    return this.canCommand && recorded === null && processes[id]?.pid != null;
  }

  /** Is its recording offered, because the demo could not start? */
  get offersRecording(): boolean {
    return this.couldNotStart && this.manifest.hasRecording;
  }

  /** Is there a past to look at? */
  get hasPast(): boolean {
    return this.shown !== NOTHING_YET && this.log.past.from !== null;
  }

  /** The number of the pane in which the selected process is. */
  get selectedPane(): number {
    return this.paneOf(this.selectedId);
  }

  /** Whether a pane with several processes shows the terminal of the selected one; null for a pane with one process. */
  get isExpanded(): boolean | null {
    const place = this.selectedPane;
    const isGroup = (this.manifest.panes[place]?.processes.length ?? 0) > 1;
    return isGroup ? this.expandedPanes.has(place) : null;
  }

  /** Takes note of what is about to be shown. Returns whether the demo lies over its slide. */
  look(view: View): boolean {
    if (view.running) this.isStarting = this.couldNotStart = false;
    if (!this.log.isAway) this.hasConnected = true;
    return this.cover.isOver(view) || this.isStarting;
  }

  /** Takes note of an event of the log. */
  read(event: LogEvent): void {
    // The answer of the scene before is none of this one.
    if (event.type === 'scene' && this.asking !== 'predict') this.asking = null;
    this.liveAnnouncement = announce(event, this.log.view) ?? this.liveAnnouncement;
  }

  /** The slide is taken out of the page. */
  leave(): void {
    this.cover.leave();
  }

  /** Plays a step of the talk. False when this page may not. */
  play(step: PageStep): boolean {
    const { log } = this;
    if (!log.mayCommand && log.state === 'live') return false;
    this.show(step);
    if (isAsked(step)) return true;
    // A presenter who has gone on to another slide meanwhile does not want the step any more.
    this.shared.steps.add(async () => this.owner.isSeen() && this.send(step));
    return true;
  }

  /** Shows a step of the talk that is played already, by another page, or is about to be. */
  show(step: PageStep): void {
    this.log.playback.live();
    this.asking = isAsked(step) ? step.do : null;
    if (step.do === 'fault') this.select(step.id);
    this.owner.changed();
  }

  /** Stops the picture, or lets it go on. */
  toggleHold(): void {
    const { playback } = this.log;
    if (playback.at !== null) playback.live();
    else if (this.hasPast) playback.hold();
  }

  /** Resolves with whether it was done. */
  async start(): Promise<boolean> {
    this.cover.begin();
    this.isStarting = true;
    return this.command({ do: 'start', demo: this.manifest.name });
  }

  /** Plays the recording in the place of the demo, or the demo again. Resolves with whether the demo itself begins again. */
  async switchRecording(): Promise<boolean> {
    const { log } = this;
    // The steps of the talk are not waited for: one of them may wait for a process that does not come.
    await log.until(() => !log.isAway, REBIRTH_MS);
    if (!log.mayCommand || !this.owner.isSeen()) return false;
    log.playback.live();
    const isLiveNext = this.isPlaying && log.view.recorded !== null;
    const done = await this.command({ do: isLiveNext ? 'live' : 'recorded', demo: this.manifest.name });
    // A demo that has no recording does not cover its slide.
    if (done) this.cover.begin();
    this.owner.changed();
    return done && isLiveNext;
  }

  /** Resolves with whether it was done. */
  async command(command: StageCommand): Promise<boolean> {
    this.owner.changed();
    const done = (await this.log.do?.(command)) ?? false;
    if (!done) this.isStarting = false;
    if (STARTS.includes(command.do)) this.couldNotStart = !done && !this.isPlaying;
    this.owner.changed();
    return done;
  }

  /** Aims the faults at a process. */
  select(id: string): void {
    this.selectedId = id;
    const place = this.paneOf(id);
    if (this.expandedPanes.has(place)) this.expandedPanes.set(place, id);
    this.owner.changed();
  }

  /** Shows the terminal of the selected process in place of the cells of its pane, or the cells again. */
  expand(on: boolean): void {
    const place = this.selectedPane;
    if (on) this.expandedPanes.set(place, this.selectedId);
    else this.expandedPanes.delete(place);
    this.owner.changed();
  }

  /** A process takes what is typed from now on, or no longer. */
  typing(id: string, on: boolean): void {
    this.typingId = on ? id : null;
    if (on) this.select(id);
    this.owner.changed();
  }

  private async send(step: TalkStep): Promise<void> {
    const { log } = this;
    await log.until(() => !log.isAway, REBIRTH_MS);
    const begins = !this.isPlaying && step.do !== 'stop';
    if (begins || step.do === 'start') this.cover.begin();
    if (begins) this.isStarting = true;
    await this.command({ do: 'play', demo: this.manifest.name, step });
  }

  private paneOf(id: string): number {
    return this.manifest.panes.findIndex(({ processes }) => processes.includes(id));
  }
}
