import type { Terminal } from '@xterm/xterm';
import type { DemoManifest } from '../../demo/manifest.js';
import { Past } from '../../log/past.js';
import { initialView, type LogEvent, reduce, type View } from '../../log/view.js';
import type { ConnectionState } from './connection.js';
import type { Change, LogSource } from './log-source.js';
import { Playback } from './playback.js';
import { closeEmulators, type Emulators, openEmulators, screensOf, terminalsOf } from './terminals.js';
import { TransientNotice } from './transient-notice.js';

type Output = Extract<LogEvent, { type: 'output' }>;

/** The work of every source of a log with its events: to fold them, to write them to terminals, and to keep their past. */
export abstract class FoldedLog implements LogSource {
  readonly past = new Past();
  readonly playback = new Playback(this, () => this.changed());
  readonly notice = new TransientNotice(() => this.changed());
  view: View = initialView();
  epoch: string | null = null;
  abstract readonly state: ConnectionState;
  abstract readonly refusal: string;
  abstract readonly isAway: boolean;
  abstract readonly mayCommand: boolean;
  protected emulators: Emulators = new Map();
  /** `performance.now()` when the log's clock was at 0, as near as the events tell. */
  protected clockOffset = Number.POSITIVE_INFINITY;
  private readonly watchers = new Set<(what: Change) => void>();
  private readonly readers = new Set<(event: LogEvent) => void>();

  /** `manifests`: of all demos, by their names. */
  constructor(private readonly manifests: Record<string, DemoManifest>) {}

  get terminals(): Map<string, Terminal> {
    return terminalsOf(this.emulators);
  }

  get manifest(): DemoManifest | undefined {
    return this.manifests[this.view.demo ?? ''];
  }

  now(): number {
    return Number.isFinite(this.clockOffset) ? performance.now() - this.clockOffset : this.view.at;
  }

  get end(): number {
    return this.view.running && !this.isAway ? this.now() : this.view.at;
  }

  watch(watcher: (what: Change) => void, reader: (event: LogEvent) => void = () => {}): () => void {
    this.watchers.add(watcher);
    this.readers.add(reader);
    return () => {
      this.watchers.delete(watcher);
      this.readers.delete(reader);
    };
  }

  until(holds: () => boolean, ms: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (held: boolean) => {
        clearTimeout(timer);
        stop();
        resolve(held);
      };
      const timer = setTimeout(() => finish(false), ms);
      const stop = this.watch((what) => what === 'state' && holds() && finish(true));
    });
  }

  protected changed(what: Change = 'state'): void {
    for (const watcher of this.watchers) watcher(what);
  }

  /** Takes the event with the offset `view.next`. */
  protected fold(event: LogEvent): void {
    this.view = reduce(this.view, event);
    this.clockOffset = Math.min(this.clockOffset, performance.now() - event.at);
    if (event.type === 'scene') {
      this.forgetPast();
      this.newTerminals();
    }
    if (this.past.append(event, this.view)) this.takeKeyframe();
    for (const reader of this.readers) reader(event);
  }

  /** The same for output, which is written to its terminal as well. `shown` is called when the terminal has taken it. */
  protected foldOutput(output: Output, shown: () => void = () => {}): void {
    const emulator = this.emulators.get(output.id);
    // Before it is told: a keyframe has on its screens all that its view has heard of.
    if (emulator) emulator.write(output.data, shown);
    else shown();
    this.fold(output);
  }

  protected forgetPast(): void {
    this.past.clear();
    this.playback.live();
  }

  protected newTerminals(): void {
    closeEmulators(this.emulators);
    this.emulators = this.manifest ? openEmulators(this.manifest, () => this.changed()) : new Map();
  }

  private takeKeyframe(): void {
    const { view } = this;
    void screensOf(this.emulators).then((screens) => this.past.cut({ view, screens }));
  }
}
