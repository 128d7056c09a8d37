import { expect, it } from 'vitest';
import { Memory } from '../../demos/consistency/memory.js';

it('a reader remembers how often an answer was older than what he had seen, and the oldest', () => {
  const memory = new Memory();
  memory.hear(5, 5);
  memory.hear(9, 5);
  memory.hear(4, 9);
  memory.hear(8, 9);
  expect(memory).toMatchObject({ reads: 4, stale: 2, oldest: 5 });
});

it('a reader remembers the first of the old answers in a row', () => {
  const memory = new Memory();
  expect(memory.first).toBeNull();
  for (const [entries, seen] of [
    [5, 5],
    [4, 9],
    [6, 9],
    [9, 9],
  ] as const)
    memory.hear(entries, seen);
  expect(memory.first).toBe(4);
  memory.hear(7, 12);
  expect(memory.first).toBe(7);
});
