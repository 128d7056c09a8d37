import type { EventBody, LogEvent } from './events.js';
import { initialView, reduce, type View } from './reducer.js';

/** The bytes of events that are kept for readers that go on from an offset; the older past is a snapshot. */
const KEEP_BYTES = 1024 * 1024;
const KEEP_EVENTS = 20_000;
/** The memory of an event beside its data, roughly, in bytes. */
const EVENT_BYTES = 64;

const sizeOf = (event: LogEvent) => EVENT_BYTES + (event.type === 'output' ? event.data.length : 0);

/** An append-only log with offsets, bounded in memory; `view` is the fold of all that was ever appended. */
export class EventLog {
  view: View = initialView();
  private events: LogEvent[] = [];
  private bytes = 0;
  private readonly readers = new Set<(event: LogEvent) => void>();

  /** `now`: ms since the log began. */
  constructor(private readonly now: () => number) {}

  /** The offset the next event will have. */
  get next(): number {
    return this.view.next;
  }

  /** ms since it began. */
  get age(): number {
    return Math.round(this.now() * 10) / 10;
  }

  /** `by`: who asked for it. */
  append(body: EventBody, by?: string): LogEvent {
    const event: LogEvent = { seq: this.next, at: this.age, ...body, ...(by !== undefined && { by }) };
    this.accept(event);
    return event;
  }

  /** Takes over an event that another process appended to its log; offsets must follow each other. */
  accept(event: LogEvent): void {
    this.view = reduce(this.view, event);
    this.events.push(event);
    this.bytes += sizeOf(event);
    this.trim();
    for (const reader of this.readers) reader(event);
  }

  /** The events from offset `from` on, or null when they are not (or not yet, or no longer) here: take a snapshot then. */
  since(from: number): LogEvent[] | null {
    const first = this.next - this.events.length;
    if (from < first || from > this.next) return null;
    return this.events.slice(from - first);
  }

  /** The events of the scene that is on, as far back as they are kept. */
  recent(): LogEvent[] {
    const scene = this.events.findLastIndex((event) => event.type === 'scene');
    return scene < 0 ? [...this.events] : this.events.slice(scene);
  }

  /** Calls `reader` for each event from now on; returns how to stop that. */
  subscribe(reader: (event: LogEvent) => void): () => void {
    this.readers.add(reader);
    return () => this.readers.delete(reader);
  }

  private trim(): void {
    if (this.bytes <= KEEP_BYTES && this.events.length <= KEEP_EVENTS) return;
    // Half at a time, so that a flood does not shift a long list for each of its events.
    let drop = 0;
    for (let kept = this.bytes; drop < this.events.length; drop++) {
      if (kept <= KEEP_BYTES / 2 && this.events.length - drop <= KEEP_EVENTS / 2) break;
      const size = sizeOf(this.events[drop] as LogEvent);
      kept -= size;
      this.bytes -= size;
    }
    this.events.splice(0, drop);
  }
}
