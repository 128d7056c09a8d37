import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  availability,
  clock,
  duration,
  ending,
  median,
  percent,
  spentRestarts,
  upTime,
} from '../../src/log/figures.js';
import type { ProcessView } from '../../src/log/process.js';
import { initialView, type View } from '../../src/log/reducer.js';

const process = (more: Partial<ProcessView>) =>
  ({ upMs: 0, upSince: null, firstReadyAt: null, ...more }) as ProcessView;
const viewOf = (...processes: Partial<ProcessView>[]): View => ({
  ...initialView(),
  processes: Object.fromEntries(processes.map((one, at) => [`p${at}`, process(one)])),
});

describe('median', () => {
  it.each([
    [[], null],
    [[5], 5],
    [[3, 1], 2],
    [[10, 9, 2], 9],
    [[100, 2, 30, 4], 17],
  ])('the median of %j is %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('the median leaves the values as they were, and is between them', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (values) => {
        const before = [...values];
        const middle = median(values) as number;
        expect(values).toEqual(before);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe('availability', () => {
  it('availability is unknown before any process was up', () => {
    expect(availability(initialView(), 10)).toBeNull();
    expect(availability(viewOf({}), 10)).toBeNull();
    expect(availability(viewOf({ firstReadyAt: 10, upSince: 10 }), 10)).toBeNull();
  });

  it('availability is the share of the time since each process was first up', () => {
    expect(availability(viewOf({ firstReadyAt: 0, upSince: 0 }), 100)).toBe(1);
    expect(availability(viewOf({ firstReadyAt: 0, upMs: 50 }), 100)).toBe(0.5);
    expect(availability(viewOf({ firstReadyAt: 0, upMs: 50 }, { firstReadyAt: 50, upSince: 50 }, {}), 100)).toBe(
      100 / 150,
    );
  });

  it('up time counts the time up to now', () => {
    expect(upTime(process({ upMs: 40, upSince: 90 }), 100)).toBe(50);
    expect(upTime(process({ upMs: 40 }), 100)).toBe(40);
  });
});

describe('the restarts that a supervisor has spent', () => {
  const PERIOD = 100;
  const restartAt = (at: number, supervisor = 's') => ({ at, supervisor, cause: 'x', chosen: [] });
  const view = { ...initialView(), restarts: [restartAt(10), restartAt(50, 'other'), restartAt(60)] };
  const spent = (now: number) => spentRestarts(view, 's', PERIOD, now);

  it('a supervisor has spent no restarts before the first', () => {
    expect(spentRestarts(initialView(), 's', PERIOD, 0)).toEqual({ count: 0, until: null });
  });

  it('a supervisor’s own restarts count until each is a period old', () => {
    expect(spent(60)).toEqual({ count: 2, until: 110 });
    expect(spent(109)).toEqual({ count: 2, until: 110 });
    expect(spent(110)).toEqual({ count: 1, until: 160 });
    expect(spent(160)).toEqual({ count: 0, until: null });
  });

  it('a supervisor has spent no restarts after it, or one above it, was started again', () => {
    const node = (id: string, parent: string | null) =>
      ({ id, parent, type: 'supervisor', restart: 'permanent' }) as const;
    const tree = [node('top', null), node('m', 'top'), node('s', 'm')];
    const anew = (supervisor: string, cause: string, at: number) => ({ supervisor, cause, at, chosen: [] });
    for (const begun of [anew('m', 's', 55), anew('top', 'm', 55)]) {
      const again = { ...view, tree, restarts: [...view.restarts.filter(({ at }) => at < 55), begun] };
      expect(spentRestarts(again, 's', PERIOD, 56).count).toBe(0);
      const once = { ...again, restarts: [...again.restarts, anew('s', 'p', 58)] };
      expect(spentRestarts(once, 's', PERIOD, 60)).toEqual({ count: 1, until: 58 + PERIOD });
    }
  });
});

describe('words for numbers', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [41_000, '0:41'],
    [60_000, '1:00'],
    [723_999, '12:03'],
    [6_000_000, '100:00'],
    [-5, '0:00'],
  ])('clock %i: %s', (ms, text) => {
    expect(clock(ms)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [83.4, '83 ms'],
    [999.4, '999 ms'],
    [1000, '1.0 s'],
    [1240, '1.2 s'],
    [83_000, '83.0 s'],
  ])('duration %f: %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('a duration just below a second is not shown as a thousand ms', () => {
    expect(duration(999.7)).toBe('1.0 s');
  });

  it.each([
    [null, '–'],
    [1, '100 %'],
    [0, '0.00 %'],
    [0.999_999, '99.99 %'],
    [0.9994, '99.94 %'],
    [0.29, '29.00 %'],
    [0.57, '57.00 %'],
    [0.5, '50.00 %'],
  ])('percent %f: %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });

  it('percent never shows a hundred that was not reached', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (share) => !percent(share).startsWith('100'),
      ),
    );
  });

  it('an end', () => {
    expect(ending({ code: null, signal: 'SIGKILL' })).toBe('SIGKILL');
    expect(ending({ code: 1, signal: null })).toBe('exit 1');
    expect(ending({ code: 0, signal: null })).toBe('exit 0');
  });
});
