import { type Demo, workersOf } from '../demo/demo.js';
import type { EventLog, LogEvent } from '../log/index.js';
import type { Snapshot } from '../stage/stage.js';
import { Screen } from '../terminal/screen.js';

const ASIDE = { pressure: () => {}, answer: () => {} };

/** The stage of a recorded talk: its log, and what is on the screens of its processes. */
export class ReplayedStage {
  private readonly screens = new Map<string, Screen>();

  /** `demos`: those that the recording plays, by name. `label`: when and where it was made, in words. */
  constructor(
    readonly log: EventLog,
    private readonly demos: ReadonlyMap<string, Demo>,
    private readonly label: string,
  ) {}

  /** Appends what has happened on the stage of that day. */
  append({ seq: _, at: __, by, ...body }: LogEvent): void {
    if (body.type === 'scene') this.begin(body.demo);
    if (body.type !== 'output') {
      this.log.append(body.type === 'scene' ? { recorded: this.label, ...body } : body, by);
      return;
    }
    const data = Buffer.from(body.data);
    this.screens.get(body.id)?.write(data);
    this.log.append({ ...body, data }, by);
  }

  /** Another stage begins: the one before was killed. */
  end(): void {
    if (this.log.view.running) this.log.append({ type: 'stop', leftover: 0 });
  }

  async snapshot(): Promise<Snapshot> {
    const seq = this.log.next;
    const screens = [...this.screens].map(async ([id, screen]) => ({ id, data: await screen.snapshot() }));
    return { seq, screens: await Promise.all(screens) };
  }

  private begin(demo: string): void {
    for (const screen of this.screens.values()) screen.close();
    this.screens.clear();
    const known = this.demos.get(demo);
    for (const { id, cols, rows } of known ? workersOf(known.tree) : []) {
      this.screens.set(id, new Screen(cols, rows, ASIDE));
    }
  }
}
