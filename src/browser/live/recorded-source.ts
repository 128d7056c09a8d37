import type { DemoManifest } from '../../demo/manifest.js';
import { parseRecording, type Recording, recordingLabel } from '../../log/recording.js';
import { initialView, type LogEvent } from '../../log/view.js';
import { FoldedLog } from './folded-log.js';

/** Fetches a recording that lies beside the page. Rejects with an `Error` that names `address`. */
export async function fetchRecording(address: string): Promise<Recording> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: the recording cannot be fetched (status ${response.status}).`);
  return parseRecording(await response.text(), address);
}

/** Reads a recording that is written into the page itself, as the text of `element`. Throws an `Error` that names the line. */
export const recordingIn = (element: Element): Recording =>
  parseRecording((element.textContent ?? '').trim(), `#${element.id}`);

/** A log without processes: a recording, played at its own pace. No command can be given. */
export class RecordedSource extends FoldedLog {
  readonly state = 'live';
  readonly refusal = '';
  readonly isAway = false;
  readonly mayCommand = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rest: LogEvent[] = [];

  constructor(
    private readonly recording: Recording,
    manifests: Record<string, DemoManifest>,
  ) {
    super(manifests);
    this.epoch = recordingLabel(recording);
  }

  /** When all is told, time stands still. */
  override now(): number {
    return this.rest.length > 0 ? super.now() : this.view.at;
  }

  /** Plays the events at the pace at which they happened; those whose time is over come together. */
  play(): void {
    this.stop();
    this.view = initialView();
    this.rest = [...this.recording.events];
    this.clockOffset = performance.now();
    this.tellWhatIsDue();
  }

  /** Tells no more. */
  stop(): void {
    clearTimeout(this.timer);
    this.rest = [];
  }

  private tellWhatIsDue(): void {
    const now = this.now();
    const later = this.rest.findIndex(({ at }) => at > now);
    const due = this.rest.splice(0, later < 0 ? this.rest.length : later);
    for (const event of due) this.tell(event);
    const [next] = this.rest;
    if (next) this.timer = setTimeout(() => this.tellWhatIsDue(), next.at - this.now());
    if (due.length > 0) this.changed(due.every(({ type }) => type === 'output') ? 'words' : 'state');
  }

  private tell(event: LogEvent): void {
    if (event.type === 'output') this.foldOutput(event);
    else this.fold(event.type === 'scene' ? { ...event, recorded: recordingLabel(this.recording) } : event);
  }
}
