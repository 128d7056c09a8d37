import { describe, expect, it } from 'vitest';
import { chartLines } from '../../src/cli/terminal/chart/chart.js';
import { picture } from '../../src/cli/terminal/picture.js';
import { type Bars, barsOf } from '../../src/demo/charts/bars.js';
import { demo, frameOf, Story, texts } from './terminal-face-helpers.js';

const chart: Bars = {
  kind: 'bars',
  title: 'Laps',
  unit: 's',
  bars: [
    { label: 'one', process: 'objects', metric: 'laps' },
    { label: 'another', process: 'threads', metric: 'laps' },
    { label: 'none', process: 'line-1', metric: 'laps' },
  ],
};
const metric = (id: string, value: number) => ({ type: 'metric', id, name: 'laps', value }) as const;
const story = () => new Story().allUp().append(metric('objects', 50)).append(metric('threads', 100));

describe('a chart', () => {
  it('a chart is as long as its numbers: of the longest, or of where its scale ends', () => {
    const shares = (of: Bars) => barsOf(of, story().view).map(({ share }) => share);
    expect(shares(chart)).toEqual([0.5, 1, 0]);
    expect(shares({ ...chart, max: 200 })).toEqual([0.25, 0.5, 0]);
    expect(shares({ ...chart, max: 60 })).toEqual([50 / 60, 1, 0]);
    expect(barsOf(chart, story().view).map(({ text }) => text)).toEqual(['50 s', '100 s', '–']);
    expect(barsOf(chart, new Story().view).map(({ share }) => share)).toEqual([0, 0, 0]);
  });

  it('a chart stands in one column where its bars are to be compared', () => {
    const frame = frameOf(story(), { demo: { ...demo, chart: { ...chart, oneColumn: true } } });
    const rows = texts(chartLines(frame, 80));
    expect(rows.map((row) => row.split(' ')[0])).toEqual(['one', 'another', 'none']);
  });

  it('a chart marks a limit of its scale, behind the bar that is shorter and in the bar that is longer', () => {
    const frame = frameOf(story(), { demo: { ...demo, chart: { ...chart, max: 100, limit: 75 } } });
    const [first = ''] = texts(chartLines(frame, 80));
    const place = (text: string) => (text.indexOf('|') - text.search(/(?<=[a-z]) /)) / text.length;
    const [one = '', another = ''] = [first.slice(0, 40), first.slice(40)];
    expect(one).toMatch(/^one +\| 50 s/);
    expect(another).toMatch(/^ *another +\| +100 s/);
    expect(place(one)).toBeGreaterThan(0.3);
  });

  it('a chart stands in the terminal between panes and monitor, two bars beside each other', () => {
    const frame = frameOf(story(), { demo: { ...demo, chart } });
    const [first = '', second = ''] = texts(chartLines(frame, 80));
    expect(first).toMatch(/^one {5,} 50 s +another +100 s *$/);
    expect(second).toMatch(/^none +–/);
    const length = (label: string) =>
      chartLines(frame, 80)
        .flat()
        .filter((span, at, all) => span.inverse && all[at - 1]?.text.startsWith(label))
        .map(({ text }) => text.length)[0];
    expect(Math.abs((length('another') ?? 0) - 2 * (length('one') ?? 0))).toBeLessThanOrEqual(1);
    const rows = texts(picture(frame, { columns: 80, rows: 24 }));
    expect(rows).toHaveLength(24);
    const at = rows.findIndex((row) => row.startsWith('one '));
    expect(rows[at + 2]).toContain('heart monitor');
  });
});
