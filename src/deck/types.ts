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

/** What a fence may name: every demo with its processes, each with the faults that it takes. */
export type Catalogue = Record<string, Record<string, string[]>>;

/** Pictures by stem: `vettel.jpg` and `vettel.svg` are both `vettel`. */
export type Pictures = Record<string, Picture>;

export interface DeckOptions {
  catalogue: Catalogue;
  pictures: Pictures;
}

export type Step = { text: string } & (
  | { do: 'start' | 'predict' | 'reset' | 'stop' }
  | { do: 'fault'; name: string; id: string }
);

export type Layout = 'title' | 'statement' | 'picture' | 'list' | 'section' | 'poster';

export interface Demo {
  name: string;
  steps: Step[];
}

export interface Slide {
  html: string;
  notes: string;
  title: string;
  layout: Layout;
  /** How many lines the slide's lists take: the theme picks the size of the type by it. */
  lines: number;
  /** What can be played on it, one after the other. */
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
  slides: Slide[];
  problems: Problem[];
}
