import { type Demo, workersOf } from '../demo/demo.js';
import { askFor, inShort, type Lack } from '../demo/requirements.js';
import type { EventBody, EventLog, LogEvent } from '../log/index.js';
import { type Recording, recordingLabel } from '../log/recording.js';
import type { Command } from '../protocol/messages.js';
import { type Run, Screen } from '../terminal/screen.js';
import { Refusal, type Snapshot, type Stage } from './stage.js';

/** A stage that plays a demo, with its processes or from a recording. */
export type AnyStage = Pick<
  Stage,
  'demo' | 'log' | 'isOver' | 'start' | 'reset' | 'stop' | 'do' | 'snapshot' | 'lines'
>;

const ASIDE = { pressure: () => {}, answer: () => {} };

/** Plays a recording at its own pace, into the same log as a stage would: all that shows a demo shows it too, and says so. */
export class RecordedStage implements AnyStage {
  isOver = false;
  private readonly screens = new Map<string, Screen>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly demo: Demo,
    private readonly recording: Recording,
    /** Why it is played and not the demo. */
    private readonly lacks: Lack[],
    readonly log: EventLog,
  ) {}

  async start(): Promise<void> {
    this.begin();
  }

  async reset(): Promise<void> {
    this.begin();
  }

  async stop(by?: string): Promise<number> {
    this.end();
    if (!this.isOver) this.log.append({ type: 'stop', leftover: 0 }, by);
    this.isOver = true;
    return 0;
  }

  async do(command: Command, by?: string): Promise<void> {
    if (command.do === 'reset') return this.reset();
    if (command.do !== 'stop') throw new Refusal(`Nothing can be done to a recording. ${this.ask}`);
    await this.stop(by);
  }

  async snapshot(): Promise<Snapshot> {
    const seq = this.log.next;
    const screens = [...this.screens].map(async ([id, screen]) => ({ id, data: await screen.snapshot() }));
    return { seq, screens: await Promise.all(screens) };
  }

  lines(id: string): Run[][] {
    return this.screens.get(id)?.runs() ?? [];
  }

  private get ask(): string {
    return askFor(this.demo.name, this.lacks);
  }

  private begin(): void {
    this.end();
    for (const { id, cols, rows } of workersOf(this.demo.tree)) this.screens.set(id, new Screen(cols, rows, ASIDE));
    this.play(this.recording.events, `${recordingLabel(this.recording)} Here: ${inShort(this.lacks)}`);
  }

  private end(): void {
    clearTimeout(this.timer);
    for (const screen of this.screens.values()) screen.close();
    this.screens.clear();
  }

  private play([event, ...rest]: LogEvent[], label: string): void {
    if (!event) return;
    const { seq: _, at, ...body } = event;
    this.tell(body.type === 'scene' ? { ...body, recorded: label } : body);
    const next = rest[0];
    if (next) this.timer = setTimeout(() => this.play(rest, label), next.at - at);
  }

  private tell(body: EventBody): void {
    if (body.type !== 'output') {
      this.log.append(body);
      return;
    }
    const data = Buffer.from(body.data);
    this.screens.get(body.id)?.write(data);
    this.log.append({ ...body, data });
  }
}
