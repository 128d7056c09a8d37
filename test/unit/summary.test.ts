import { expect, it } from 'vitest';
import type { Lesson } from '../../src/workshop/lesson.js';
import { noProgress } from '../../src/workshop/progress.js';
import { summaryOf } from '../../src/workshop/summary.js';

const option = (isRight: boolean) => ({ html: '', isRight, feedback: '' });

/** A lesson whose second option is right. */
const lesson = (name: string): Lesson => {
  const question = { html: '', options: [option(false), option(true)] };
  const texts = { title: name, principle: '', minutes: 1, scene: '', kill: '', see: '', why: '' };
  return { name, ...texts, predict: question, recall: question };
};
const lessons = ['a', 'b', 'c', 'd', 'e'].map(lesson);
const names = (some: Lesson[]) => some.map(({ name }) => name);

it('a summary counts the predictions that were compared with an answer, and names what is wrong and what is left', () => {
  const { predicted, right, byProcesses, wrong, left } = summaryOf(lessons, {
    ...noProgress(),
    // The fourth was skipped, and the fifth is predicted and not answered yet.
    predicted: { a: 1, b: 0, c: 1, d: 'skipped', e: 1 },
    hurt: ['a', 'b', 'c', 'd'],
    answered: { a: 'processes', b: 'processes', c: 'lesson', d: 'processes' },
  });
  expect({ predicted, right, byProcesses }).toEqual({ predicted: 3, right: 2, byProcesses: 2 });
  expect(names(wrong)).toEqual(['b']);
  expect(names(left)).toEqual(['e']);
});

it('a summary of nothing has everything left, and claims nothing', () => {
  const { predicted, right, byProcesses, wrong, left } = summaryOf(lessons, noProgress());
  expect({ predicted, right, byProcesses, wrong }).toEqual({ predicted: 0, right: 0, byProcesses: 0, wrong: [] });
  expect(left).toEqual(lessons);
});
