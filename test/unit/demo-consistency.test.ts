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
