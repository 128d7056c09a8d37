/** The outline of a talk: what a page needs of the slides that does not show them. Pure. */
import { textOfHtml } from './text.js';
import type { Deck, Slide } from './types.js';

/** A step of a slide: that of a demo, with the `data-` attributes of its fragment; or one that only shows something. */
export interface OutlineStep {
  /** In the words of the fence; empty for a step that only shows something. */
  text: string;
  /** The demo that the step plays, and the attributes that `stepOf` reads; null for a step that only shows something. */
  plays: { demo: string; data: Record<string, string> } | null;
}

export interface OutlineSlide {
  title: string;
  /** HTML. */
  notes: string;
  steps: OutlineStep[];
  /** How long the slide is to take, in ms; null when it is not planned. */
  plannedMs: number | null;
}

export interface Outline {
  title: string;
  slides: OutlineSlide[];
}

export const outlineOf = ({ front, slides, planned = [] }: Pick<Deck, 'front' | 'slides' | 'planned'>): Outline => ({
  title: front.title ?? slides[0]?.title ?? '',
  slides: slides.map((slide, at) => ({
    title: slide.title,
    notes: slide.notes,
    steps: stepsOf(slide),
    plannedMs: planned[at] ?? null,
  })),
});

const FRAGMENT = /<[a-z][^>]*\sclass="(?:[^"]*\s)?fragment(?:\s[^"]*)?"[^>]*>/g;
const DATA = /\sdata-([a-z-]+)="([^"]*)"/g;

/** As reveal.js orders fragments: those with an index first, those of one index together, then the others, each by itself. */
function stepsOf({ html }: Slide): OutlineStep[] {
  const fragments = [...html.matchAll(FRAGMENT)].map(([tag]) =>
    Object.fromEntries([...tag.matchAll(DATA)].map(([, name = '', value = '']) => [name, textOfHtml(value)])),
  );
  const placed = new Map<number, Record<string, string>>();
  for (const data of fragments) {
    const at = Number.parseInt(data['fragment-index'] ?? '', 10);
    if (!Number.isNaN(at) && !placed.has(at)) placed.set(at, data);
  }
  const first = [...placed].sort(([a], [b]) => a - b).map(([, data]) => data);
  const others = fragments.filter((data) => Number.isNaN(Number.parseInt(data['fragment-index'] ?? '', 10)));
  return [...first, ...others].map(({ demo, step = '', 'fragment-index': _, ...data }) => ({
    text: step,
    plays: demo === undefined ? null : { demo, data },
  }));
}

/** A place in the talk: the slide (from 0), and how many of its steps are taken. */
export interface OutlinePlace {
  slide: number;
  step: number;
}

/** The place after one press of the clicker; the same one at the end of the talk. */
export function placeAfter({ slides }: Outline, { slide, step }: OutlinePlace): OutlinePlace {
  if (step < (slides[slide]?.steps.length ?? 0)) return { slide, step: step + 1 };
  return slide + 1 < slides.length ? { slide: slide + 1, step: 0 } : { slide, step };
}

/** The place before it, as reveal.js goes back: to the last step of the slide before. */
export function placeBefore({ slides }: Outline, { slide, step }: OutlinePlace): OutlinePlace {
  if (step > 0) return { slide, step: step - 1 };
  return slide > 0 ? { slide: slide - 1, step: slides[slide - 1]?.steps.length ?? 0 } : { slide, step };
}
