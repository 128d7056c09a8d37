import { describe, expect, it } from 'vitest';
import {
  type Deed,
  mayHurt,
  noProgress,
  openSteps,
  readProgress,
  reduceProgress,
} from '../../src/workshop/progress.js';

const having = (...deeds: Deed[]) => deeds.reduce(reduceProgress, noProgress());
const predicted = { type: 'predicted', lesson: 'race', answer: 1 } as const;
const hurt = { type: 'hurt', lesson: 'race' } as const;

describe('a learner’s progress', () => {
  it('keeps faults away until there is a prediction, or a decision not to make one', () => {
    expect(mayHurt(noProgress(), 'race')).toBe(false);
    expect(mayHurt(having(predicted), 'race')).toBe(true);
    expect(mayHurt(having(predicted), 'isolation')).toBe(false);
    expect(mayHurt(having({ ...predicted, answer: 'skipped' }), 'race')).toBe(true);
  });

  it('takes the first prediction only: after the fact it is none', () => {
    expect(having(predicted, { ...predicted, answer: 2 }).predicted).toEqual({ race: 1 });
  });

  it('opens a lesson step by step', () => {
    expect(openSteps(noProgress(), 'race', false)).toEqual(['scene', 'predict']);
    expect(openSteps(noProgress(), 'race', true)).toEqual(['recall', 'scene', 'predict']);
    expect(openSteps(having(predicted), 'race', false)).toEqual(['scene', 'predict', 'kill']);
    expect(openSteps(having(predicted, hurt), 'race', false)).toEqual(['scene', 'predict', 'kill', 'see', 'why']);
  });

  it('does not count what was hurt without a prediction', () => {
    expect(having(hurt)).toEqual(noProgress());
  });

  it('can be taken back for one lesson', () => {
    const other = { type: 'predicted', lesson: 'isolation', answer: 0 } as const;
    expect(having(predicted, other, hurt, { type: 'again', lesson: 'race' })).toEqual(having(other));
  });

  it('survives a visit, and anything else in its place is a fresh start', () => {
    const progress = having(predicted, hurt);
    expect(readProgress(JSON.stringify(progress))).toEqual(progress);
    for (const text of [null, '', '{', '[]', '{"version":2}', '{"version":1,"predicted":{"a":-1}}']) {
      expect(readProgress(text)).toEqual(noProgress());
    }
  });
});
