import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/gateway/budget.js';

describe('the budget of a page', () => {
  it('a page may send one burst at once, and no more', () => {
    const budget = new Budget(100, 1000, 0);
    expect(budget.take(600, 0)).toBe(true);
    expect(budget.take(400, 0)).toBe(true);
    expect(budget.take(1, 0)).toBe(false);
  });

  it('a page may send at the pace for ever', () => {
    const budget = new Budget(1000, 2000, 0);
    for (let second = 1; second < 1000; second++) expect(budget.take(1000, second * 1000)).toBe(true);
  });

  it('a page may not send a little more than the pace for ever', () => {
    const budget = new Budget(1000, 2000, 0);
    const taken = Array.from({ length: 100 }, (_, second) => budget.take(1100, second * 1000));
    expect(taken[0]).toBe(true);
    expect(taken.at(-1)).toBe(false);
  });

  it('a page that rests saves up no more than one burst', () => {
    const budget = new Budget(100, 1000, 0);
    expect(budget.take(1000, 1e9)).toBe(true);
    expect(budget.take(1, 1e9)).toBe(false);
  });

  it('more than a burst at once is refused, however long the page has rested', () => {
    expect(new Budget(100, 1000, 0).take(1001, 1e9)).toBe(false);
  });

  it('the messages that are taken in any stretch of time are at most a burst and the pace', () => {
    const sends = fc.array(fc.record({ bytes: fc.nat({ max: 1500 }), after: fc.nat({ max: 3000 }) }), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(sends, (given) => {
        const budget = new Budget(500, 1000, 0);
        let now = 0;
        const taken: { at: number; bytes: number }[] = [];
        for (const { bytes, after } of given) {
          now += after;
          if (!budget.take(bytes, now)) break;
          taken.push({ at: now, bytes });
        }
        for (const [first, { at }] of taken.entries()) {
          let sum = 0;
          for (const one of taken.slice(first)) {
            sum += one.bytes;
            expect(sum).toBeLessThanOrEqual(1000 + ((one.at - at) / 1000) * 500 + 1e-6);
          }
        }
      }),
    );
  });
});
