import { type Demo, workersOf } from '../demo/demo.js';
import { askFor, inShort, type Lack } from '../demo/requirements.js';
import type { EventBody, EventLog } from '../log/index.js';
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
    /** The requirements that this machine does not meet: none if the recording is played because somebody asks for it. */
    private readonly lacks: Lack[],
    readonly log: EventLog,
  ) {}

  async start(by?: string): Promise<void> {
    this.begin(by);
  }

  async reset(by?: string): Promise<void> {
    this.begin(by);
  }

  async stop(by?: string): Promise<number> {
    this.end();
    if (!this.isOver) this.log.append({ type: 'stop', leftover: 0 }, by);
    this.isOver = true;
    return 0;
  }

  async do(command: Command, by?: string): Promise<void> {
    if (command.do === 'reset') return this.reset(by);
    if (command.do !== 'stop') throw new Refusal(`Nothing can be done to a recording. ${this.advice}`);
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

  private get advice(): string {
    return this.lacks.length > 0 ? askFor(this.demo.name, this.lacks) : 'Play the demo itself first.';
  }

  private get label(): string {
    const label = recordingLabel(this.recording);
    return this.lacks.length > 0 ? `${label} Here: ${inShort(this.lacks)}` : label;
  }

  private begin(by?: string): void {
    this.end();
    for (const { id, cols, rows } of workersOf(this.demo.tree)) this.screens.set(id, new Screen(cols, rows, ASIDE));
    this.play(0, performance.now() - (this.recording.events[0]?.at ?? 0), by);
  }

  private end(): void {
    clearTimeout(this.timer);
    for (const screen of this.screens.values()) screen.close();
    this.screens.clear();
  }

  /** Plays the events from number `next` on, of a recording that began at `began`. On a slow machine those that are due come together. */
  private play(next: number, began: number, by?: string): void {
    const { events } = this.recording;
    for (let event = events[next]; event; event = events[++next]) {
      const { seq: _, at, ...body } = event;
      const waitMs = began + at - performance.now();
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.play(next, began), waitMs);
        return;
      }
      this.tell(body, by);
    }
  }

  private tell(body: EventBody, by?: string): void {
    if (body.type === 'scene') this.log.append({ ...body, recorded: this.label }, by);
    // A verdict is about the machine on which it is read.
    if (body.type === 'scene' || body.type === 'verdict') return;
    if (body.type !== 'output') {
      this.log.append(body);
      return;
    }
    const data = Buffer.from(body.data);
    this.screens.get(body.id)?.write(data);
    this.log.append({ ...body, data });
  }
}
