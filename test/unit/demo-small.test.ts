import { describe, expect, it } from 'vitest';
import { work as clock } from '../../demos/small/clock.js';
import { Outages } from '../../demos/small/outages.js';

const life = (pid: number) => ({ pid, nodeMs: 40, loadMs: 0, nodeCpuMs: 0, loadCpuMs: 0 });

describe('outages', () => {
  it('none, as long as the same one answers', () => {
    const outages = new Outages();
    outages.answered(life(1), 100);
    outages.answered(life(1), 5000);
    expect(outages).toMatchObject({ lives: 1, awayMs: null });
  });
  it('last from the last answer of one life to the first of the next', () => {
    const outages = new Outages();
    outages.answered(life(1), 100);
    outages.answered(life(2), 350);
    outages.answered(life(2), 400);
    expect(outages).toMatchObject({ lives: 2, awayMs: 250 });
  });
});

describe('the clock', () => {
  it('the clock shows seconds', () => {
    expect([clock('0'), clock('51330'), clock('86399')]).toEqual(['00:00:00', '14:15:30', '23:59:59']);
  });
});
