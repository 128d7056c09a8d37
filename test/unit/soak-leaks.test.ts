import { describe, expect, it } from 'vitest';
import { grown, type Sample, slope } from '../../tools/soak/leaks.js';

const sample = (more: Partial<Sample> = {}): Sample => ({
  pids: { root: 1, gateway: 2, stage: 3 },
  fds: { root: 21, gateway: 31, stage: 78 },
  rss: { root: 50, gateway: 60, stage: 70 },
  ptys: 14,
  zombies: 0,
  processes: 16,
  folders: 2,
  sockets: 1,
  ...more,
});

describe('a leak in a soak', () => {
  it('a leak in a soak is anything that there is more of', () => {
    expect(grown(sample(), sample())).toEqual([]);
    expect(grown(sample(), sample({ zombies: 1 }))).toEqual(['there are 1 zombies, and there were 0']);
    expect(grown(sample(), sample({ ptys: 28 }))).toHaveLength(1);
    expect(grown(sample(), sample({ fds: { root: 21, gateway: 31, stage: 92 } }))).toEqual([
      'stage has 92 files open, and had 78',
    ]);
  });

  it('a leak in a soak is not what another process has', () => {
    const pids = { root: 1, gateway: 5, stage: 6 };
    expect(grown(sample(), sample({ pids, fds: { root: 21, gateway: 90, stage: 90 } }))).toEqual([]);
  });

  it('a leak in a soak is memory that goes up and up, not one that goes up and down', () => {
    const series = (of: (at: number) => number) => Array.from({ length: 400 }, (_, at) => of(at));
    expect(slope(series((at) => 70 + at / 4))?.isLeak).toBe(true);
    expect(slope(series((at) => 70 + 20 * Math.sin(at / 5)))?.isLeak).toBe(false);
    expect(slope(series((at) => Math.min(110, 60 + at)))?.isLeak).toBe(false);
    expect(slope([60, 90, 120])).toBeNull();
  });
});
