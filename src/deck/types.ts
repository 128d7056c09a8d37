export interface SourceFile {
  path: string;
  text: string;
}

interface Picture {
  src: string;
  alt: string;
  /** The one spot ink it is printed in, if it says so. */
  ink?: string | undefined;
}

/** The names that a fence may use: every demo with its processes, each with the faults that it takes. */
export type Catalogue = Record<string, Record<string, string[]>>;

/** For each demo, whether its lesson has a question, and whether its processes answer it. */
export type Questions = Record<string, { isAsked: boolean; isAnswered: boolean }>;

/** Pictures by the name of their file. */
export type Pictures = Record<string, Picture>;

/** The front matter of a talk. */
export interface Front {
  title?: string;
  author?: string;
  date?: string;
  description?: string;
  /** The text alternative of the picture on the card of a link. */
  card?: string;
  /** The language of the slides, as HTML names languages. */
  lang?: string;
  /** A style sheet beside the slides, without its ending. */
  theme?: string;
}

export interface DeckOptions {
  catalogue: Catalogue;
  pictures: Pictures;
  /** Absent: the steps that ask and answer are not held against the lessons. */
  questions?: Questions | undefined;
  /** The style sheets beside the slides, without their ending. */
  themes?: readonly string[];
}

/**
 * The steps of one word. `predict` asks the room for a prediction before the fault: the question of the demo's lesson. `votes` shows
 * how the audience has voted. `answer` shows the question again, with the answer that the processes have given.
 */
export const PLAIN_STEPS = ['start', 'predict', 'votes', 'answer', 'reset', 'stop'] as const;
export type Step = { text: string } & (
  | { do: (typeof PLAIN_STEPS)[number] }
  | { do: 'fault'; name: string; id: string }
);

export const LAYOUTS = ['title', 'statement', 'picture', 'list', 'section', 'poster'] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface Demo {
  name: string;
  steps: Step[];
}

export interface Slide {
  html: string;
  notes: string;
  title: string;
  layout: Layout;
  /** Whether nothing but headings stands on it. */
  isAlone: boolean;
  /** The attributes that the author set on the slide itself. */
  attributes: { name: string; value: string }[];
  /** How many lines the slide's lists take: the theme picks the size of the type by it. */
  lines: number;
  /** The demos that can be played on it, one after the other. */
  demos: Demo[];
  source: { path: string; line: number };
}

export interface Problem {
  path: string;
  line: number;
  column: number;
  message: string;
}

export interface Deck {
  /** How long each slide is to take, in ms; null for a slide that is not planned. Absent: there is no plan. */
  planned?: readonly (number | null)[];
  front: Front;
  slides: Slide[];
  problems: Problem[];
}
