import type { DemoManifest } from '../../demo/manifest.js';
import type { Moment, Past } from '../../log/past.js';
import type { View } from '../../log/view.js';
import { Replay } from './replay.js';

/** The past that can be shown, and where it ends right now. */
interface Source {
  readonly past: Past;
  readonly manifest: DemoManifest | undefined;
  readonly end: number;
}

/** Which moment of the log is looked at: the one that is now, or a past one, while the processes run on. */
export class Playback {
  /** In ms on the log's clock; null: now. */
  at: number | null = null;
  /** When the present was left; null while it is not. */
  leftAt: number | null = null;
  private moment: Moment | null = null;
  private replay: Replay | null = null;

  constructor(
    private readonly source: Source,
    private readonly changed: () => void,
  ) {}

  /** The view and the terminals of that moment; null: those of now. */
  get shown(): { view: View; terminals: Replay['terminals'] } | null {
    return this.moment && this.replay && { view: this.moment.view, terminals: this.replay.terminals };
  }

  /** Stops the picture where it is. */
  hold(): void {
    this.seek(this.source.end);
  }

  /** Shows the moment `at`, or the nearest one that is held. */
  seek(at: number): void {
    const { past, manifest, end } = this.source;
    const nearest = Math.max(past.from ?? 0, Math.min(at, end));
    const moment = past.moment(nearest);
    if (!moment || !manifest) return;
    this.at = nearest;
    this.leftAt ??= end;
    this.moment = moment;
    this.replay ??= new Replay(manifest, this.changed);
    this.replay.show(moment);
    this.changed();
  }

  live(): void {
    if (this.at === null) return;
    this.replay?.close();
    this.replay = null;
    this.moment = null;
    this.at = null;
    this.leftAt = null;
    this.changed();
  }
}
