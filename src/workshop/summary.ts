/** The result of all lessons, for the end of the last one. Pure. */
import type { Lesson } from './lesson.js';
import type { Progress } from './progress.js';

export interface Summary {
  /** Predictions that were compared with an answer. */
  predicted: number;
  right: number;
  /** How many of these answers the processes gave; the lessons told the rest. */
  byProcesses: number;
  /** Lessons with a wrong prediction, in which there is most to learn. */
  wrong: Lesson[];
  /** Lessons without a fault so far. */
  left: Lesson[];
}

export function summaryOf(lessons: readonly Lesson[], { predicted, answered, hurt }: Progress): Summary {
  const compared = lessons.filter(({ name }) => typeof predicted[name] === 'number' && name in answered);
  const isRight = ({ name, predict }: Lesson) => predict.options[Number(predicted[name])]?.isRight === true;
  return {
    predicted: compared.length,
    right: compared.filter(isRight).length,
    byProcesses: compared.filter(({ name }) => answered[name] === 'processes').length,
    wrong: compared.filter((lesson) => !isRight(lesson)),
    left: lessons.filter(({ name }) => !hurt.includes(name)),
  };
}
