import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chance, oneOfEach } from '../../demos/common/chance.js';

it('one of each so many is chosen, whatever the seed, and not always the same', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), (seed, count) => {
      const isChosen = oneOfEach(count, chance(seed));
      const rounds = Array.from({ length: 4 }, () => Array.from({ length: count }, () => isChosen()));
      for (const round of rounds) expect(round.filter(Boolean)).toHaveLength(1);
    }),
  );
  const isChosen = oneOfEach(100, chance(1));
  const places = Array.from({ length: 20 }, () => Array.from({ length: 100 }, () => isChosen()).indexOf(true));
  expect(new Set(places).size).toBeGreaterThan(10);
});
