import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ring } from '../../src/gateway/ring.js';

const frame = (seq: number, size = 10) => ({ seq, payload: Buffer.alloc(size), binary: false });
const KEPT = 2 * 1024 * 1024;

describe('the ring', () => {
  it('the ring starts at the offset of the log', () => {
    const ring = new Ring(7);
    expect(ring.next).toBe(7);
    expect(ring.since(7)).toEqual([]);
    expect(ring.since(6)).toBeNull();
    expect(ring.since(8)).toBeNull();
  });

  it('the ring returns the frames after an offset, or null when some of them are missing', () => {
    const ring = new Ring(7);
    for (let seq = 7; seq < 12; seq++) ring.push(frame(seq));
    expect(ring.next).toBe(12);
    expect(ring.since(7)?.map(({ seq }) => seq)).toEqual([7, 8, 9, 10, 11]);
    expect(ring.since(10)?.map(({ seq }) => seq)).toEqual([10, 11]);
    expect(ring.since(12)).toEqual([]);
    expect(ring.since(13)).toBeNull();
    expect(ring.since(6)).toBeNull();
    expect(ring.since(-1)).toBeNull();
  });

  it('the ring is bounded and has no gap, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 800_000 }), { maxLength: 40 }), (sizes) => {
        const ring = new Ring(0);
        for (const [seq, size] of sizes.entries()) ring.push(frame(seq, size));
        let first = 0;
        while (ring.since(first) === null) first++;
        const frames = ring.since(first) ?? [];
        expect(frames.map(({ seq }) => seq)).toEqual(sizes.map((_, at) => at).slice(first));
        expect(frames.reduce((sum, { payload }) => sum + payload.length, 0)).toBeLessThanOrEqual(KEPT);
      }),
      { numRuns: 30 },
    );
  });

  it('a frame larger than the whole ring is not kept, and the next one is', () => {
    const ring = new Ring(0);
    ring.push(frame(0, KEPT + 1));
    expect(ring.since(0)).toBeNull();
    expect(ring.since(1)).toEqual([]);
    ring.push(frame(1));
    expect(ring.since(1)).toHaveLength(1);
  });

  it('the ring bounds a flood of small frames by their bytes', () => {
    const ring = new Ring(0);
    for (let seq = 0; seq < 300_000; seq++) ring.push(frame(seq, 100));
    expect(ring.since(300_000 - 5000)).toHaveLength(5000);
    expect(ring.since(300_000 - 25_000)).toBeNull();
  });
});
