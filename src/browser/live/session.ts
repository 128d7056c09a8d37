import type { DemoManifest } from '../../demo/manifest.js';
import type { LogEvent } from '../../log/view.js';
import { EVENT_BYTES, type GatewayMessage, type OutputFrame, type StageCommand } from '../../protocol/messages.js';
import { restore } from '../../terminal/snapshot/index.js';
import type { Connection, ConnectionState, LogMessage } from './connection.js';
import { FoldedLog } from './folded-log.js';
import { piecesOf } from './pieces.js';

/** Acknowledge in steps that are few and stay far below what the gateway lets be under way; in bytes. */
const ACK_BYTES = 32 * 1024;

/** In characters. Each may be six bytes on the way, and the gateway's patience ends at 256 KiB. */
const PASTE_LIMIT = 32 * 1024;

/** The log of a stage, which this page follows through its connection, and the commands to that stage. */
export class Session extends FoldedLog {
  state: ConnectionState = 'connecting';
  refusal = '';
  /** Is `view` that of the log we follow? Not before the first snapshot, nor between a log's end and the next one's. */
  private isCurrent = false;
  private unacknowledged = 0;

  constructor(
    private readonly connection: Connection,
    manifests: Record<string, DemoManifest>,
  ) {
    super(manifests);
    connection.watch({ state: (state, why) => this.turn(state, why) });
    connection.follow({
      message: (message) => this.take(message),
      output: (frame) => this.output(frame),
      place: () => ({ epoch: this.epoch, have: this.view.next }),
    });
  }

  get mayCommand(): boolean {
    return this.connection.role !== null && this.connection.mayCommand;
  }

  get isAway(): boolean {
    return this.state !== 'live' || !this.isCurrent;
  }

  async do(command: StageCommand): Promise<boolean> {
    try {
      await this.connection.do(command);
      // The fault of a command to the demo is over when the demo has given way to its recording.
      if (command.do === 'recorded') this.notice.say('');
      return true;
    } catch (error) {
      this.notice.say((error as Error).message);
      return false;
    }
  }

  /** In pieces that the gateway takes. */
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
      if (this.isNext(message.event)) this.fold(message.event);
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

  /** False for an event that is known already, and for one before which some are missing: then the log is asked for again. */
  private isNext({ seq }: Pick<LogEvent, 'seq'>): boolean {
    if (seq > this.view.next) this.connection.resync();
    return seq === this.view.next;
  }

  private output({ channel, seq, at, data, by }: OutputFrame): void {
    const id = Object.keys(this.view.processes)[channel] ?? '';
    const shown = () => this.acknowledge(data.length);
    if (this.isNext({ seq })) this.foldOutput({ type: 'output', id, seq, at, data, ...(by && { by }) }, shown);
    else shown();
    this.changed('words');
  }

  /** Tells in lumps what was shown: the gateway stops sending to a page that shows nothing. */
  private acknowledge(bytes: number): void {
    this.unacknowledged += bytes;
    if (this.unacknowledged < ACK_BYTES) return;
    this.connection.acknowledge(this.unacknowledged);
    this.unacknowledged = 0;
  }
}
