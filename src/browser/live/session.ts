import manifests from 'virtual:demos';
import type { Terminal } from '@xterm/xterm';
import type { DemoManifest } from '../../demo/manifest.js';
import { Past } from '../../log/past.js';
import { initialView, type LogEvent, reduce, type View } from '../../log/view.js';
import { EVENT_BYTES, type GatewayMessage, type OutputFrame, type StageCommand } from '../../protocol/messages.js';
import { restore } from '../../terminal/snapshot/index.js';
import type { Connection, ConnectionState, LogMessage } from './connection.js';
import { piecesOf } from './pieces.js';
import { Playback } from './playback.js';
import { closeEmulators, type Emulators, openEmulators, screensOf, terminalsOf } from './terminals.js';
import { TransientNotice } from './transient-notice.js';

/** Acknowledge in steps that are few and stay far below what the gateway lets be under way; in bytes. */
const ACK_BYTES = 32 * 1024;

/** In characters. Each may be six bytes on the way, and the gateway's patience ends at 256 KiB. */
const PASTE_LIMIT = 32 * 1024;

/** Words are many, and nobody waits for them. */
export type Change = 'state' | 'words';

/** What this page knows of the stage: the fold of its log, the terminals of the demo that runs, and their past. */
export class Session {
  readonly past = new Past();
  readonly playback = new Playback(this, () => this.changed());
  view: View = initialView();
  state: ConnectionState = 'connecting';
  /** What to do about a refused connection; empty when it is not. */
  refusal = '';
  readonly notice = new TransientNotice(() => this.changed());
  /** The log that is followed, one for each life of a stage; null while there is none. */
  epoch: string | null = null;
  /** Is `view` that of the log we follow? Not before the first snapshot, nor between a log's end and the next one's. */
  private isCurrent = false;
  private emulators: Emulators = new Map();
  private clockOffset = Number.POSITIVE_INFINITY;
  private unacknowledged = 0;
  private readonly watchers = new Set<(what: Change) => void>();
  private readonly readers = new Set<(event: LogEvent) => void>();

  constructor(private readonly connection: Connection) {
    connection.watch({ state: (state, why) => this.turn(state, why) });
    connection.follow({
      message: (message) => this.take(message),
      output: (frame) => this.output(frame),
      place: () => ({ epoch: this.epoch, have: this.view.next }),
    });
  }

  get terminals(): Map<string, Terminal> {
    return terminalsOf(this.emulators);
  }

  /** May this page give orders? */
  get mayCommand(): boolean {
    return this.connection.role !== null && this.connection.mayCommand;
  }

  /** The way to the processes is broken, and being mended. */
  get isAway(): boolean {
    return this.state !== 'live' || !this.isCurrent;
  }

  /** ms on the log's clock, as near as this page can know. */
  now(): number {
    return Number.isFinite(this.clockOffset) ? performance.now() - this.clockOffset : this.view.at;
  }

  /** The last moment there is to look at, in ms on the log's clock. */
  get end(): number {
    return this.view.running && !this.isAway ? this.now() : this.view.at;
  }

  /** Of the demo that the log is of. */
  get manifest(): DemoManifest | undefined {
    return manifests[this.view.demo ?? ''];
  }

  /** Resolves with whether it was done; if not, the notice says why. */
  async do(command: StageCommand): Promise<boolean> {
    try {
      await this.connection.do(command);
      return true;
    } catch (error) {
      this.notice.say((error as Error).message);
      return false;
    }
  }

  /** What was typed or pasted, in pieces that the gateway takes. `isBinary`: each character is one byte. */
  type(id: string, data: string, isBinary = false): void {
    if (data.length > PASTE_LIMIT) {
      this.notice.say(`That is too much to paste at once: ${data.length} characters; ${PASTE_LIMIT} is the most.`);
      return;
    }
    const binary = isBinary || undefined;
    // Words that are typed between two processes are for the next one.
    const pid = this.view.processes[id]?.pid ?? undefined;
    for (const piece of piecesOf(data)) void this.do({ do: 'input', id, data: piece, binary, pid });
  }

  /** Calls `watcher` after each change, and `reader` with each event as it happens. Returns how to stop. */
  watch(watcher: (what: Change) => void, reader: (event: LogEvent) => void = () => {}): () => void {
    this.watchers.add(watcher);
    this.readers.add(reader);
    return () => {
      this.watchers.delete(watcher);
      this.readers.delete(reader);
    };
  }

  /** Resolves with true as soon as `holds`; with false when it does not within `ms`. */
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

  private changed(what: Change = 'state'): void {
    for (const watcher of this.watchers) watcher(what);
  }

  private turn(state: ConnectionState, why: string): void {
    this.state = state;
    this.refusal = why;
    this.notice.hold(state === 'reconnecting');
    this.changed();
  }

  private take(message: LogMessage): void {
    if (message.type === 'epoch') {
      if (message.epoch !== this.epoch) this.forgetPast();
      this.epoch = message.epoch;
      this.isCurrent = false;
      this.clockOffset = Number.POSITIVE_INFINITY;
    } else if (message.type === 'snapshot') this.restore(message);
    else {
      this.fold(message.event);
      this.acknowledge(EVENT_BYTES);
    }
    this.changed();
  }

  private restore({ view, screens }: Extract<GatewayMessage, { type: 'snapshot' }>): void {
    if (view.sceneAt !== this.view.sceneAt) this.forgetPast();
    this.view = view;
    this.isCurrent = true;
    this.newTerminals();
    const isSound = screens.every(({ id, data }) => {
      const emulator = this.emulators.get(id);
      return !emulator || restore(emulator, data);
    });
    if (!isSound) this.connection.resync();
    this.past.resume({ view, screens: new Map(screens.map(({ id, data }) => [id, data])) });
  }

  private forgetPast(): void {
    this.past.clear();
    this.playback.live();
  }

  private newTerminals(): void {
    closeEmulators(this.emulators);
    this.emulators = this.manifest ? openEmulators(this.manifest, () => this.changed()) : new Map();
  }

  private fold(event: LogEvent): void {
    if (event.seq < this.view.next) return;
    if (event.seq > this.view.next) {
      this.connection.resync();
      return;
    }
    this.view = reduce(this.view, event);
    this.clockOffset = Math.min(this.clockOffset, performance.now() - event.at);
    if (event.type === 'scene') {
      this.forgetPast();
      this.newTerminals();
    }
    if (this.past.append(event, this.view)) this.takeKeyframe();
    for (const reader of this.readers) reader(event);
  }

  private output({ channel, seq, at, data }: OutputFrame): void {
    const id = Object.keys(this.view.processes)[channel] ?? '';
    const emulator = seq === this.view.next ? this.emulators.get(id) : undefined;
    const shown = () => this.acknowledge(data.length);
    // Before it is told: a keyframe has on its screens all that its view has heard of.
    if (emulator) emulator.write(data, shown);
    else shown();
    this.fold({ type: 'output', id, seq, at, data });
    this.changed('words');
  }

  private takeKeyframe(): void {
    const { view } = this;
    void screensOf(this.emulators).then((screens) => this.past.cut({ view, screens }));
  }

  /** Tells in lumps what was shown: the gateway stops sending to a page that shows nothing. */
  private acknowledge(bytes: number): void {
    this.unacknowledged += bytes;
    if (this.unacknowledged < ACK_BYTES) return;
    this.connection.acknowledge(this.unacknowledged);
    this.unacknowledged = 0;
  }
}
