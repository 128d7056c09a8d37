import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { parseTalkRecording, type TalkRecordingLine } from '../protocol/talk-recording.js';
import { reasonOf } from '../system-error.js';
import type { LastStage } from './stage-reader.js';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;
/** A line before the file gives it a time. */
export type NewLine = WithoutTime<TalkRecordingLine>;

/** Some hours of a talk whose demos print without a pause. In bytes. */
const MOST_BYTES = 200 * 1024 * 1024;
const NO_STAGE: LastStage = { epoch: '', seq: -1 };

/** The file of a talk that is recorded: its head is there already; lines are appended in lumps, up to a limit. */
export class RecordingFile {
  /** Where the recorder that was killed before this one had come. */
  readonly lastStage: LastStage;
  private readonly began: number;
  private bytes: number;
  private waiting: string[] = [];
  private isOver = false;

  /** `now`: ms since the epoch. Throws an `Error` that names `path` and the line when the file is not a recorded talk. */
  constructor(
    private readonly path: string,
    private readonly now: () => number,
    private readonly most = MOST_BYTES,
  ) {
    const whole = readFileSync(path, 'utf8');
    // A killed recorder, or a full disk, may have cut off the last line.
    const text = whole.slice(0, whole.lastIndexOf('\n') + 1);
    if (text !== whole) truncateSync(path, Buffer.byteLength(text));
    const { head, lines } = parseTalkRecording(text, path);
    this.began = head.began;
    this.bytes = Buffer.byteLength(text);
    const begins = lines.findLast((line) => 'epoch' in line);
    const last = lines.findLast((line) => 'stage' in line || 'epoch' in line);
    const seq = last && 'stage' in last ? last.stage.seq : -1;
    this.lastStage = begins && 'epoch' in begins ? { epoch: begins.epoch, seq } : NO_STAGE;
    this.isOver = lines.some((line) => 'isFull' in line);
  }

  write(line: NewLine | null): void {
    if (!line || this.isOver) return;
    const at = Math.max(0, this.now() - this.began);
    const text = JSON.stringify({ at, ...line });
    this.bytes += Buffer.byteLength(text) + 1;
    this.isOver = this.bytes > this.most;
    this.waiting.push(this.isOver ? JSON.stringify({ at, isFull: true }) : text);
    if (this.isOver) console.error(`The recording is as long as it may become, and ends here: ${this.path}`);
  }

  /** Appends what waits. A disk that takes no more ends the recording, and not the talk. */
  flush(): void {
    if (this.waiting.length === 0) return;
    const text = this.waiting.map((line) => `${line}\n`).join('');
    this.waiting = [];
    try {
      appendFileSync(this.path, text);
    } catch (error) {
      this.isOver = true;
      console.error(`The recording ends here, and the talk goes on: ${this.path} ${reasonOf(error)}.`);
    }
  }
}
