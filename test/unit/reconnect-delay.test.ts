import { describe, expect, it } from 'vitest';
import { retryDelay } from '../../src/browser/live/reconnect-delay.js';

describe('the pause of a page before it reconnects', () => {
  it('a gateway that is reborn within a fifth of a second is found at once', () => {
    const tries = [0, 1, 2, 3].map((attempt) => retryDelay(attempt, 1));
    expect(tries[0]).toBeLessThan(50);
    expect(tries.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(500);
  });

  it('grows, up to a limit, also after a long night', () => {
    for (let attempt = 0; attempt < 50; attempt++) {
      expect(retryDelay(attempt + 1, 0.5)).toBeGreaterThanOrEqual(retryDelay(attempt, 0.5));
    }
    for (const attempt of [20, 100, 5000, 1e9]) expect(retryDelay(attempt, 1)).toBe(8000);
  });

  it('chance spreads it over half of it', () => {
    for (const attempt of [0, 5, 50]) {
      expect(retryDelay(attempt, 0)).toBe(retryDelay(attempt, 1) / 2);
      expect(retryDelay(attempt, 0)).toBeGreaterThan(0);
    }
  });
});
