import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outline } from '../../src/browser/heart/outline.js';
import { hear, isAlive, lose, noPulse, type Pulse, stretches } from '../../src/browser/heart/pulse.js';
import { wordsFor } from '../../src/browser/heart/words.js';

const beat = (pid = 4711, stage = true) => ({
  type: 'beat' as const,
  pid,
  stageMs: stage ? 400 : null,
  upMs: 500,
  isUnderWay: false,
});
const SHOWN_MS = 8000;

/** Heard at 1000 and 2000, lost at 2300, and heard again from another gateway at 2530. */
const reborn = () => {
  const before = hear(hear(noPulse(), beat(), 1000), beat(), 2000);
  return hear(lose(before, 'gateway', 2300), beat(4733), 2530);
};

describe('the pulse', () => {
  it('the pulse is alive from the first beat on', () => {
    expect(isAlive(noPulse())).toBe(false);
    const pulse = hear(noPulse(), beat(), 1000);
    expect(isAlive(pulse)).toBe(true);
    expect(pulse).toMatchObject({ pid: 4711, since: 1000, beats: [1000], outages: [] });
  });

  it('the pulse is lost at the moment the line broke, once, and back with the next beat', () => {
    const lost = lose(hear(noPulse(), beat(), 1000), 'gateway', 1200);
    expect(isAlive(lost)).toBe(false);
    expect(lose(lost, 'gateway', 1300)).toBe(lost);
    const back = hear(lost, beat(4733), 1430);
    expect(isAlive(back)).toBe(true);
    expect(back.outages).toEqual([{ part: 'gateway', from: 1200, to: 1430, pid: 4711 }]);
  });

  it('the pulse needs a stage too: a gateway alone is no beat', () => {
    expect(isAlive(hear(noPulse(), beat(1, false), 5))).toBe(false);
    const lost = hear(hear(noPulse(), beat(), 1000), beat(4711, false), 1500);
    expect(isAlive(lost)).toBe(false);
    expect(lost.beats).toEqual([1000]);
    expect(lost.outages).toEqual([{ part: 'stage', from: 1500, to: null, pid: 4711 }]);
  });

  it('the pulse cannot be lost before it was there', () => {
    expect(lose(noPulse(), 'gateway', 10)).toEqual(noPulse());
  });

  it('the pulse keeps what a line can show, and no more', () => {
    let pulse: Pulse = noPulse();
    for (let at = 0; at < 10_000; at += 10) pulse = lose(hear(pulse, beat(), at), 'gateway', at + 5);
    expect(pulse.beats.length).toBeLessThanOrEqual(100);
    expect(pulse.outages.length).toBeLessThanOrEqual(100);
  });

  it('the pulse is told stretch by stretch, without a hole', () => {
    expect(stretches(reborn(), 500, 3000)).toEqual([
      { from: 500, to: 1000, state: 'unknown' },
      { from: 1000, to: 2300, state: 'alive' },
      { from: 2300, to: 2530, state: 'lost' },
      { from: 2530, to: 3000, state: 'alive' },
    ]);
    expect(stretches(reborn(), 2400, 2450)).toEqual([{ from: 2400, to: 2450, state: 'lost' }]);
    expect(stretches(noPulse(), 0, 10)).toEqual([{ from: 0, to: 10, state: 'unknown' }]);
  });
});

describe('the line', () => {
  it('rests until a beat was heard, rises after it and comes to rest again', () => {
    const points = outline([1000], 0, 2000);
    expect(points.filter(([at, height]) => at <= 1000 && height !== 0)).toEqual([]);
    expect(Math.max(...points.map(([, height]) => height))).toBe(1);
    expect(points.at(-1)).toEqual([2000, 0]);
  });

  it('the line is cut in the middle of a beat where life was', () => {
    const points = outline([1000], 900, 1155);
    const [at, height] = points.at(-1) as [number, number];
    expect(at).toBe(1155);
    expect(height).toBeGreaterThan(0);
    expect(height).toBeLessThan(1);
  });

  it('the line never runs backwards, however the beats come', () => {
    const moments = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { maxLength: 20 });
    fc.assert(
      fc.property(moments, (beats) => {
        const times = outline(
          beats.sort((a, b) => a - b),
          1000,
          4000,
        ).map(([at]) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times[0]).toBe(1000);
        expect(times.at(-1)).toBe(4000);
      }),
    );
  });
});

describe('its words', () => {
  const at = (pulse: Pulse, now: number) => wordsFor(pulse, now, SHOWN_MS);

  it('name the process to kill, say that it is gone, and how soon another one was there', () => {
    expect(at(noPulse(), 0)).toBe('');
    const alive = hear(noPulse(), beat(), 1000);
    expect(at(alive, 1001)).toBe('kill -9 4711');
    expect(at(lose(alive, 'gateway', 2300), 2301)).toBe('4711 is gone');
    expect(at(reborn(), 2600)).toBe('reborn as 4733 in 230 ms');
    expect(at(reborn(), 2530 + SHOWN_MS + 1)).toBe('kill -9 4733');
  });

  it('claim no rebirth where only the line was broken', () => {
    const back = hear(lose(hear(noPulse(), beat(), 1000), 'gateway', 2000), beat(), 2100);
    expect(at(back, 2101)).toBe('back in 100 ms');
  });

  it('its words tell a new stage from a new gateway', () => {
    const gone = hear(hear(noPulse(), beat(), 1000), beat(4711, false), 2000);
    expect(at(gone, 2001)).toBe('the stage is gone');
    expect(at(hear(gone, beat(), 2400), 2401)).toBe('a new stage in 400 ms');
  });
});
