import type { Demo } from '../demo/demo.js';
import { EventLog } from '../log/index.js';
import { recordingLabel } from '../log/recording.js';
import type { TalkRecording, TalkRecordingLine } from '../protocol/talk-recording.js';
import { ReplayedStage } from './replayed-stage.js';
import { ReplayedTalk } from './replayed-talk.js';

/** Plays the lines of a recorded talk at their own pace, into a log of the talk and a log of its stage. */
export class Player {
  /** ms of the recording, as far as it is played. */
  private time = 0;
  private next = 0;
  private readonly lines: readonly TalkRecordingLine[];
  private isPlaying = false;
  /** The ms of the recording at which the log of the stage began, because a stage counts from its own beginning. */
  private stageBegan: number | null = null;
  readonly stage: ReplayedStage;
  readonly talk = new ReplayedTalk(() => this.time);

  /** `clock`: ms of the recording that should be played by now. */
  constructor(
    { head, lines }: TalkRecording,
    demos: ReadonlyMap<string, Demo>,
    private readonly clock: () => number,
  ) {
    // Between two lines time goes on, and not beyond the next one.
    const now = () => (this.isPlaying ? this.time : Math.max(this.time, Math.min(this.clock(), this.nextAt)));
    this.stage = new ReplayedStage(new EventLog(now), demos, recordingLabel(head));
    this.lines = lines;
  }

  /** Plays what is due; returns the ms of the recording at which the next line is due, or null at the end. */
  play(): number | null {
    this.isPlaying = true;
    while (this.next < this.lines.length && this.nextAt <= this.clock())
      this.step(this.lines[this.next++] as TalkRecordingLine);
    this.isPlaying = false;
    return this.next < this.lines.length ? this.nextAt : null;
  }

  private get nextAt(): number {
    return this.lines[this.next]?.at ?? Number.POSITIVE_INFINITY;
  }

  private step(line: TalkRecordingLine): void {
    if ('talk' in line) {
      this.time = Math.max(this.time, line.at);
      const { seq: _, at: __, ...entry } = line.talk;
      this.talk.append(entry);
    } else if ('state' in line) this.talk.resume(line.state);
    else if ('epoch' in line) {
      this.stageBegan = null;
      this.stage.end();
    } else if ('stage' in line) {
      // Between two events of a stage passes what the stage has measured, and not what the recorder has seen.
      this.stageBegan ??= line.at - line.stage.at;
      this.time = Math.max(this.time, this.stageBegan + line.stage.at);
      this.stage.append(line.stage);
    }
  }
}
