import { describe, expect, it } from 'vitest';
import { pace, remaining, stopwatch } from '../../src/browser/presenter/time.js';
import { planOf, rehearsalReport, staysOf } from '../../src/cli/rehearsal.js';
import type { Outline, OutlineSlide } from '../../src/deck/outline.js';
import { parsePlan, plannedMs } from '../../src/deck/plan.js';

const slide = (title: string, plannedMs: number | null = null, ...steps: string[]): OutlineSlide => ({
  title,
  notes: '',
  plannedMs,
  steps: steps.map((text) => ({ text, plays: null })),
});
const outline = (...slides: OutlineSlide[]): Outline => ({ title: 'A talk', slides });
const to = (slide: number, at: number, step = 0) => ({ place: { slide, step }, at });

describe('a rehearsal', () => {
  it('counts the time on each slide and each step, and all visits of a slide together', () => {
    const stays = staysOf([to(0, 0), to(1, 10_000), to(1, 14_000, 1), to(0, 20_000), to(1, 21_000, 1)], 30_000);
    expect(stays.get(0)).toEqual({ ms: 11_000, steps: [11_000] });
    expect(stays.get(1)).toEqual({ ms: 19_000, steps: [4000, 15_000] });
  });

  it('is told slide by slide, beside the plan, with what was not shown', () => {
    const talk = outline(slide('One', 10_000), slide('Two', null, 'start', 'kill a'), slide('Three'));
    const report = rehearsalReport(staysOf([to(0, 0), to(1, 75_000), to(1, 80_000, 1)], 90_000), talk);
    expect(report[0]).toBe('Rehearsal: 1:30 in all.');
    expect(report[2]).toMatch(/^ +1 +1:15 +0:10 +\+1:05 {2}One$/);
    expect(report[3]).toMatch(/^ +2 +0:15 +Two$/);
    expect(report[4]).toMatch(/^ +0:10 +start$/);
    expect(report.at(-1)).toBe('1 of 3 slides were not shown.');
  });

  it('is kept as the plan, and a slide that was not shown keeps its time', () => {
    const talk = outline(slide('One', 10_000), slide('Two'), slide('Three', 7000));
    expect(planOf(staysOf([to(0, 0), to(1, 12_400)], 20_000), talk)).toEqual({
      slides: [
        { title: 'One', seconds: 12 },
        { title: 'Two', seconds: 8 },
        { title: 'Three', seconds: 7 },
      ],
    });
  });
});

describe('the plan', () => {
  it('knows slides again by their titles, in the order of those of one title', () => {
    const { plan } = parsePlan(
      'slides/plan.json',
      '{"slides":[{"title":"A","seconds":1},{"title":"B","seconds":2},{"title":"A","seconds":3}]}',
    );
    expect(plan && plannedMs(plan, ['B', 'A', 'New', 'A', 'A'])).toEqual([2000, 1000, null, 3000, null]);
  });

  it.each([
    ['nonsense', 'The plan is not JSON'],
    ['{}', 'The plan cannot be read (slides)'],
    ['{"slides":[{"title":"A","seconds":-1}]}', 'The plan cannot be read (slides.0.seconds)'],
  ])('that is %s is refused with its place and what to do', (text, words) => {
    const { plan, problems } = parsePlan('slides/plan.json', text);
    expect(plan).toBeNull();
    expect(problems).toMatchObject([{ path: 'slides/plan.json', line: 1, column: 1 }]);
    expect(problems[0]?.message).toContain(words);
    expect(problems[0]?.message).toContain('remove the file');
  });
});

describe('the pace of a talk', () => {
  const planned = [60_000, 120_000, null, 60_000];

  it('is behind when the time of the slide is over, ahead before it begins, and else on time', () => {
    expect(pace(30_000, planned, 0)).toBe('on time');
    expect(pace(70_000, planned, 0)).toBe('0:10 behind');
    expect(pace(30_000, planned, 1)).toBe('0:30 ahead');
    expect(pace(180_000, planned, 2)).toBeNull();
    expect(pace(200_000, planned, 3)).toBe('on time');
  });

  it('has what is left of the whole plan, and nothing without a plan', () => {
    expect(remaining(60_000, planned)).toBe(180_000);
    expect(remaining(250_000, planned)).toBe(-10_000);
    expect(remaining(10, [null, null])).toBeNull();
  });
});

it('times are read as on a stopwatch', () => {
  expect([0, 61_000, 3_661_000, -5].map(stopwatch)).toEqual(['0:00', '1:01', '1:01:01', '0:00']);
});
