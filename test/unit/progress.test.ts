import { describe, expect, it } from 'vitest';
import {
  isAnswered,
  mayHurt,
  noProgress,
  openSteps,
  type ProgressAction,
  readProgress,
  reduceProgress,
} from '../../src/workshop/progress.js';

const having = (...deeds: ProgressAction[]) => deeds.reduce(reduceProgress, noProgress());
const predicted = { type: 'predicted', lesson: 'race', answer: 1 } as const;
const hurt = { type: 'hurt', lesson: 'race' } as const;

const shown = { type: 'answered', lesson: 'race', by: 'processes' } as const;

describe('a learner’s progress', () => {
  it('a learner’s progress keeps faults away until there is a prediction, or a decision not to make one', () => {
    expect(mayHurt(noProgress(), 'race')).toBe(false);
    expect(mayHurt(having(predicted), 'race')).toBe(true);
    expect(mayHurt(having(predicted), 'isolation')).toBe(false);
    expect(mayHurt(having({ ...predicted, answer: 'skipped' }), 'race')).toBe(true);
  });

  it('a learner’s progress takes the first prediction only: after the fact it is none', () => {
    expect(having(predicted, { ...predicted, answer: 2 }).predicted).toEqual({ race: 1 });
  });

  it('a learner’s progress opens a lesson step by step', () => {
    expect(openSteps(noProgress(), 'race', false)).toEqual(['scene', 'predict']);
    expect(openSteps(noProgress(), 'race', true)).toEqual(['recall', 'scene', 'predict']);
    expect(openSteps(having(predicted), 'race', false)).toEqual(['scene', 'predict', 'kill']);
    expect(openSteps(having(predicted, hurt), 'race', false)).toEqual(['scene', 'predict', 'kill', 'see']);
    expect(openSteps(having(predicted, hurt, shown), 'race', false)).toEqual([
      'scene',
      'predict',
      'kill',
      'see',
      'why',
    ]);
  });

  it('a learner’s progress has no answer before a fault, and what the processes have shown stays their answer', () => {
    const told = { ...shown, by: 'lesson' } as const;
    expect(having(shown).answered).toEqual({});
    expect(isAnswered(having(predicted, shown), 'race')).toBe(false);
    expect(having(predicted, hurt, told).answered).toEqual({ race: 'lesson' });
    expect(having(predicted, hurt, told, shown).answered).toEqual({ race: 'processes' });
    expect(having(predicted, hurt, shown, told).answered).toEqual({ race: 'processes' });
  });

  it('a learner’s progress is read when it was kept before there were answers', () => {
    const { answered: _, ...before } = having(predicted, hurt);
    expect(readProgress(JSON.stringify(before))).toEqual(having(predicted, hurt));
  });

  it('a learner’s progress does not count what was hurt without a prediction', () => {
    expect(having(hurt)).toEqual(noProgress());
  });

  it('a learner’s progress can be taken back for one lesson', () => {
    const other = { type: 'predicted', lesson: 'isolation', answer: 0 } as const;
    expect(having(predicted, other, hurt, shown, { type: 'again', lesson: 'race' })).toEqual(having(other));
  });

  it('a learner’s progress survives a visit, and anything else in its place is a fresh start', () => {
    const progress = having(predicted, hurt, shown);
    expect(readProgress(JSON.stringify(progress))).toEqual(progress);
    for (const text of [null, '', '{', '[]', '{"version":2}', '{"version":1,"predicted":{"a":-1}}']) {
      expect(readProgress(text)).toEqual(noProgress());
    }
  });
});
