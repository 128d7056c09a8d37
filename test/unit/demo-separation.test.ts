import { describe, expect, it } from 'vitest';
import { thumbnail } from '../../demos/separation/thumbnail.js';
import { Watch } from '../../demos/separation/watch.js';

describe('a thumbnail', () => {
  it('a thumbnail is as large as asked, whatever the picture', () => {
    for (const megapixels of [0.0001, 0.01]) {
      const lines = thumbnail(megapixels, 20, 5).split('\n');
      expect(lines.map((line) => line.length)).toEqual([20, 20, 20, 20, 20]);
    }
  });
  it('a thumbnail has the heart of the set in its middle, and nothing in its corners', () => {
    const lines = thumbnail(0.01, 21, 11).split('\n');
    expect(lines[5]?.[14]).toBe('█');
    expect(lines[0]?.[0]).toBe(' ');
  });
  it('a thumbnail cannot be made of a potato', () => {
    expect(() => thumbnail(Number('potato'), 20, 5)).toThrow('potato');
  });
});

describe('the watch of a customer', () => {
  const never = new Promise(() => {});

  it('the watch of a customer counts the wait of somebody who still waits', () => {
    let now = 0;
    const watch = new Watch(() => now);
    watch.time(never);
    now = 4000;
    expect(watch.read()).toEqual({ perMinute: 0, longestMs: 4000, oldestMs: 4000, late: 1, lost: 0 });
  });
  it('the watch of a customer gives the rate of the last second, and what was lost', async () => {
    let now = 0;
    const watch = new Watch(() => now);
    for (let order = 0; order < 5; order++) watch.time(Promise.resolve());
    watch.time(Promise.reject(new Error('nobody there')));
    await Promise.resolve();
    await Promise.resolve();
    expect(watch.read()).toMatchObject({ perMinute: 300, lost: 1 });
    now = 1500;
    expect(watch.read().perMinute).toBe(0);
  });
  it('the watch of a customer counts nobody as served who was let wait: what piled up is no rate when it is over', async () => {
    let now = 0;
    const watch = new Watch(() => now);
    let answer = () => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    for (let order = 0; order < 50; order++) watch.time(late);
    now = 10_000;
    answer();
    await Promise.resolve();
    await Promise.resolve();
    expect(watch.read()).toMatchObject({ perMinute: 0, longestMs: 10_000, late: 50 });
  });
  it('the watch of a customer remembers the longest wait when it is over, until it is set back', async () => {
    let now = 0;
    const watch = new Watch(() => now);
    let answer = () => {};
    watch.time(
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
    );
    now = 700;
    answer();
    await Promise.resolve();
    await Promise.resolve();
    now = 900;
    expect(watch.read()).toMatchObject({ longestMs: 700, oldestMs: 0 });
    watch.reset();
    expect(watch.read().longestMs).toBe(0);
  });
});
