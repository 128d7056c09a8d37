import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../helpers/demo-script.js';
import { demoNamed, demoNames } from '../helpers/demos.js';
import { cleanliness, newMark } from '../helpers/os.js';
import { canPlay } from '../helpers/real-thing.js';

let assertClean: () => Promise<void>;
beforeAll(() => {
  assertClean = cleanliness(newMark());
});
afterAll(() => assertClean());

// Demos wait more than they work; a few at once is also how a busy machine looks to them.
describe.concurrent('the script of each demo holds', () => {
  it.each(demoNames)('%s', { timeout: 120_000 }, async (name) => {
    const demo = await demoNamed(name);
    if (!(await canPlay(demo))) return;
    const { held, seen, idle } = await play(demo);
    expect(held, seen).toBe(true);
    expect(idle).toEqual([]);
  });
});
