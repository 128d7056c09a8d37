import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/demo/claims.js';
import { partOf, rightOptionOf, strayQuotes, uncovered } from '../helpers/lesson-text.js';

const LESSON = `## Scene

A shop of *two*
rooms. It sells.

## Predict

How many?

- [ ] One
  > No.
- [x] Two
  > Yes.
  > Both.

## Kill

Press it.
`;
const claims = (...unseen: string[]): Claims => ({ acts: [], unseen });

describe('the text of a lesson', () => {
  it('the text of a lesson is read part by part, in one line each', () => {
    expect(partOf(LESSON, 'Scene')).toBe('A shop of *two* rooms. It sells.');
    expect(partOf(LESSON, 'Kill')).toBe('Press it.');
    expect(rightOptionOf(LESSON)).toBe('Two Yes. Both.');
  });
  it('the text of a lesson is covered when each sentence is quoted, and what is not covered is named', () => {
    const scene = partOf(LESSON, 'Scene');
    expect(uncovered(scene, claims('A shop of *two*\n  rooms.', 'It sells.'))).toEqual([]);
    expect(uncovered(scene, claims('A shop of *two* rooms.'))).toEqual(['It sells.']);
  });
  it('the text of a lesson holds each quote word for word, or the quote is named', () => {
    expect(strayQuotes(LESSON, claims('Two Yes. Both.'.slice(4), 'It sells.'))).toEqual([]);
    expect(strayQuotes(LESSON, claims('It sold.'))).toEqual(['It sold.']);
  });
});
