/** The progress of a learner, which is kept in the learner's browser and nowhere else. Pure: a page stores it, this decides. */
import * as v from 'valibot';

/** The place of an option in its question, or that the learner did not want to say. */
const AnswerSchema = v.union([v.pipe(v.number(), v.integer(), v.minValue(0)), v.literal('skipped')]);
export type Answer = v.InferOutput<typeof AnswerSchema>;

const VERSION = 1;
const ProgressSchema = v.object({
  version: v.literal(VERSION),
  /** By the lesson that asked. */
  recalled: v.record(v.string(), AnswerSchema),
  predicted: v.record(v.string(), AnswerSchema),
  /** Lessons whose experiment was run: a process took a fault after the prediction. */
  hurt: v.array(v.string()),
  /** Lessons whose answer is marked: the processes gave it, or the learner asked for it. */
  answered: v.optional(v.record(v.string(), v.picklist(['processes', 'lesson'])), {}),
});
export type Progress = v.InferOutput<typeof ProgressSchema>;

export const noProgress = (): Progress => ({ version: VERSION, recalled: {}, predicted: {}, hurt: [], answered: {} });

/** The stored progress, or none when it cannot be parsed. */
export function readProgress(text: string | null): Progress {
  try {
    const result = v.safeParse(ProgressSchema, JSON.parse(text ?? ''));
    return result.success ? result.output : noProgress();
  } catch {
    return noProgress();
  }
}

export type ProgressAction =
  | { type: 'recalled' | 'predicted'; lesson: string; answer: Answer }
  | { type: 'hurt'; lesson: string }
  | { type: 'answered'; lesson: string; by: Progress['answered'][string] }
  | { type: 'again'; lesson: string };

export function reduceProgress(progress: Progress, action: ProgressAction): Progress {
  const { lesson } = action;
  switch (action.type) {
    case 'recalled':
    case 'predicted':
      // A prediction after the fact is none: the first one counts.
      if (lesson in progress[action.type]) return progress;
      return { ...progress, [action.type]: { ...progress[action.type], [lesson]: action.answer } };
    case 'hurt':
      if (progress.hurt.includes(lesson) || !(lesson in progress.predicted)) return progress;
      return { ...progress, hurt: [...progress.hurt, lesson] };
    case 'answered':
      // An answer of the processes counts more than one of the lesson.
      if (!(lesson in progress.predicted) || progress.answered[lesson] === 'processes') return progress;
      if (progress.answered[lesson] === action.by) return progress;
      return { ...progress, answered: { ...progress.answered, [lesson]: action.by } };
    case 'again':
      return {
        ...progress,
        recalled: without(progress.recalled, lesson),
        predicted: without(progress.predicted, lesson),
        hurt: progress.hurt.filter((name) => name !== lesson),
        answered: without(progress.answered, lesson),
      };
  }
}

const without = <T>(record: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

export const STEPS = ['recall', 'scene', 'predict', 'kill', 'see', 'why'] as const;
export type Step = (typeof STEPS)[number];

/** How far a lesson is open: the steps that can be read. A result that was seen first is not predicted any more. */
export function openSteps(progress: Progress, lesson: string, hasRecall: boolean): Step[] {
  const steps: Step[] = hasRecall ? ['recall', 'scene', 'predict'] : ['scene', 'predict'];
  if (!mayHurt(progress, lesson)) return steps;
  steps.push('kill');
  if (progress.hurt.includes(lesson)) steps.push('see');
  // The reasons come after the answer.
  return isAnswered(progress, lesson) ? [...steps, 'why'] : steps;
}

export const isAnswered = (progress: Progress, lesson: string) =>
  progress.hurt.includes(lesson) && lesson in progress.answered;

/** No fault before a prediction; a learner who skips it has decided to. */
export const mayHurt = (progress: Progress, lesson: string) => lesson in progress.predicted;
