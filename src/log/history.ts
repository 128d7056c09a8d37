/** The past of a log: what the view was at any moment of the scene that is on. */
import type { LogEvent } from './events.js';
import { initialView, reduce, type View } from './reducer.js';

/** Some minutes of a demo in which fourteen processes talk all the time; a few MB. */
const EVENTS_KEPT = 20_000;
/** From each such number of events to the next a view is kept: any moment is that far from one, and takes about 1 ms. */
const CHAPTER_EVENTS = 250;

/** The events that follow each other from one kept view to the next. */
interface Chapter {
  before: View;
  events: LogEvent[];
}

/** Bounded in memory: the oldest chapter goes when there are too many events. A scene is a beginning, here too. */
export class History {
  private chapters: Chapter[] = [{ before: initialView(), events: [] }];
  private count = 0;
  private latest = initialView();

  constructor(private readonly limits: { events: number } = { events: EVENTS_KEPT }) {}

  add(event: LogEvent): void {
    if (event.type === 'scene') this.begin();
    if (this.last.events.length === CHAPTER_EVENTS) this.chapters.push({ before: this.latest, events: [] });
    // The fold never looks at what was written, and a flood of it would not be bounded by the number of events.
    this.last.events.push(event.type === 'output' ? { ...event, data: '' } : event);
    this.latest = reduce(this.latest, event);
    this.count++;
    this.forget();
  }

  /** The oldest moment that is still known, in ms since the log began. */
  get from(): number {
    const [first] = this.chapters;
    return first?.events[0]?.at ?? this.latest.at;
  }

  /** When the last event happened, in ms since the log began. */
  get to(): number {
    return this.latest.at;
  }

  /** The view when all that had happened by `ms` had happened, and nothing later; before `from`, as it was then. */
  at(ms: number): View {
    const moment = Math.max(ms, this.from);
    const { before, events } = this.chapters.findLast((chapter) => (chapter.events[0]?.at ?? 0) <= moment) ?? this.last;
    const later = events.findIndex((event) => event.at > moment);
    return (later < 0 ? events : events.slice(0, later)).reduce(reduce, before);
  }

  private get last(): Chapter {
    return this.chapters.at(-1) as Chapter;
  }

  private begin(): void {
    this.chapters = [{ before: this.latest, events: [] }];
    this.count = 0;
  }

  private forget(): void {
    const oldest = this.chapters[0] as Chapter;
    if (this.count <= this.limits.events || this.chapters.length === 1) return;
    this.chapters.shift();
    this.count -= oldest.events.length;
  }
}
