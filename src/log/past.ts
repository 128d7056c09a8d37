/** The latest stretch of the log as a page holds it: each of its moments can be seen again. */
import type { LogEvent } from './events.js';
import { reduce, type View } from './reducer.js';

/** The memory of the past, in bytes: ten minutes of a demo that prints without a pause. The oldest chapters go first. */
const KEEP_BYTES = 8 * 1024 * 1024;
/** The memory of an event beside its data, roughly, in bytes. */
const EVENT_BYTES = 160;
/** A chapter is at its end after so much; to show a moment, no more than that is folded and written again. */
const CHAPTER_BYTES = 128 * 1024;

/** All there is at one offset: the fold of the log, and what is on each screen. */
export interface Keyframe {
  view: View;
  screens: ReadonlyMap<string, string>;
}

type Output = Extract<LogEvent, { type: 'output' }>;

/** A moment of the past: the view, and how to come to its screens. */
export interface Moment {
  view: View;
  from: Keyframe;
  /** The outputs since then, in order. */
  outputs: Output[];
}

interface Chapter {
  begin: Keyframe;
  events: LogEvent[];
  deaths: number[];
  bytes: number;
  isFull: boolean;
}

function newChapter(begin: Keyframe, events: LogEvent[] = []): Chapter {
  const chapter: Chapter = { begin, events: [], deaths: [], bytes: 0, isFull: false };
  for (const event of events) write(chapter, event);
  return chapter;
}

function write(chapter: Chapter, event: LogEvent): void {
  chapter.events.push(event);
  chapter.bytes += EVENT_BYTES + (event.type === 'output' ? event.data.length : 0);
  if (event.type === 'exit' && !event.expected) chapter.deaths.push(event.at);
}

/** Chapters of one scene, each a keyframe and the events after it. Between two of them events may be missing. */
export class Past {
  private chapters: Chapter[] = [];

  /** When it begins, in ms; null when there is none. */
  get from(): number | null {
    return this.chapters[0]?.begin.view.at ?? null;
  }

  /** When processes ended that nobody had asked to. */
  get deaths(): number[] {
    return this.chapters.flatMap((chapter) => chapter.deaths);
  }

  clear(): void {
    this.chapters = [];
  }

  /** A snapshot of the log came from elsewhere: the log is read on from there. */
  resume(begin: Keyframe): void {
    const last = this.chapters.at(-1)?.begin.view;
    if (last?.sceneAt !== begin.view.sceneAt) this.clear();
    this.chapters.push(newChapter(begin));
    this.trim();
  }

  /** `view`: the fold with this event. True when a keyframe is wanted, to be given to `cut`. */
  append(event: LogEvent, view: View): boolean {
    // A scene is a beginning; what was before it belongs to another play.
    if (event.type === 'scene') this.chapters = [newChapter({ view, screens: new Map() })];
    const chapter = this.chapters.at(-1);
    if (!chapter || event.type === 'scene') return false;
    write(chapter, event);
    this.trim();
    const isDue = chapter.bytes > CHAPTER_BYTES && !chapter.isFull;
    chapter.isFull ||= isDue;
    return isDue;
  }

  /** A new chapter from this keyframe on, which may have taken a while to make. */
  cut(begin: Keyframe): void {
    const chapter = this.chapters.at(-1);
    const offset = begin.view.next;
    if (!chapter || chapter.begin.view.sceneAt !== begin.view.sceneAt || chapter.begin.view.next >= offset) return;
    const place = chapter.events.findIndex((event) => event.seq >= offset);
    const after = place < 0 ? [] : chapter.events.splice(place);
    this.chapters.splice(-1, 1, newChapter(chapter.begin, chapter.events), newChapter(begin, after));
  }

  /** As it was `at` that time, or at the beginning of what is held; null when there is nothing. */
  moment(at: number): Moment | null {
    const chapter = this.chapters.findLast(({ begin }) => begin.view.at <= at) ?? this.chapters[0];
    if (!chapter) return null;
    const end = chapter.events.findIndex((event) => event.at > at);
    const events = end < 0 ? chapter.events : chapter.events.slice(0, end);
    const { begin } = chapter;
    return {
      view: events.reduce(reduce, begin.view),
      from: begin,
      outputs: events.filter((event) => event.type === 'output'),
    };
  }

  private trim(): void {
    let bytes = this.chapters.reduce((sum, chapter) => sum + chapter.bytes, 0);
    while (bytes > KEEP_BYTES && this.chapters.length > 1) bytes -= this.chapters.shift()?.bytes ?? 0;
  }
}
