/** How far a learner is. It lives in the learner's browser, and nowhere else. Pure: a page keeps it, this decides. */
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
  /** Lessons whose experiment was run: something was hurt after the prediction. */
  hurt: v.array(v.string()),
  /** Lessons whose answer is marked: the processes gave it, or the learner asked for it. */
  answered: v.optional(v.record(v.string(), v.picklist(['processes', 'lesson'])), {}),
});
export type Progress = v.InferOutput<typeof ProgressSchema>;

export const noProgress = (): Progress => ({ version: VERSION, recalled: {}, predicted: {}, hurt: [], answered: {} });

/** What was kept, or a fresh start when it is not ours to understand. */
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

export function reduceProgress(progress: Progress, deed: ProgressAction): Progress {
  const { lesson } = deed;
  switch (deed.type) {
    case 'recalled':
    case 'predicted':
      // A prediction after the fact is none: the first one counts.
      if (lesson in progress[deed.type]) return progress;
      return { ...progress, [deed.type]: { ...progress[deed.type], [lesson]: deed.answer } };
    case 'hurt':
      if (progress.hurt.includes(lesson) || !(lesson in progress.predicted)) return progress;
      return { ...progress, hurt: [...progress.hurt, lesson] };
    case 'answered':
      // What the processes have shown counts more than what the lesson says.
      if (!(lesson in progress.predicted) || progress.answered[lesson] === 'processes') return progress;
      if (progress.answered[lesson] === deed.by) return progress;
      return { ...progress, answered: { ...progress.answered, [lesson]: deed.by } };
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

/** How far a lesson is open: the steps that can be read. What was seen first is not predicted any more. */
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

/** No fault before a prediction; whoever skips has decided to. */
export const mayHurt = (progress: Progress, lesson: string) => lesson in progress.predicted;
