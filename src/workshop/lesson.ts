/** A lesson, as data; texts are HTML. */
export interface Option {
  html: string;
  isRight: boolean;
  /** The words for a learner who chose this option. */
  feedback: string;
}

export interface Question {
  html: string;
  options: Option[];
}

export interface Lesson {
  /** The demo that it is about. */
  name: string;
  title: string;
  principle: string;
  minutes: number;
  scene: string;
  predict: Question;
  kill: string;
  see: string;
  why: string;
  /** Asked at the beginning of a later lesson. */
  recall: Question;
}

/** The order of the headings in a lesson. */
export const PARTS = ['Scene', 'Predict', 'Kill', 'See', 'Why', 'Recall'] as const;
export type Part = (typeof PARTS)[number];

/** How many lessons ago a question was learnt that is forgotten just enough to be worth asking. */
const SPACING = 2;

/** The lesson whose question opens the lesson at `index`; null for the first ones. */
export function recalledAt(lessons: Lesson[], index: number): Lesson | null {
  return lessons[index - SPACING] ?? null;
}
