import { describe, expect, it } from 'vitest';
import { chartPlace } from '../../src/browser/demo/chart/place.js';
import { desk, SLIDE } from '../../src/browser/demo/format.js';
import type { Chart } from '../../src/demo/charts/index.js';
import type { Demo } from '../../src/demo/demo.js';

const demos = import.meta.glob<Demo>('../../demos/*/demo.ts', { eager: true, import: 'default' });
const charts = Object.values(demos).flatMap(({ name, chart }) => (chart ? [[name, chart] as [string, Chart]] : []));
const ROOMS = [SLIDE, desk(690, 560), desk(480, 560), desk(358, 560)];

it('has the bars below each other where they are to be compared', () => {
  const bars = [1, 2, 3].map((at) => ({ label: `${at}`, process: 'clicker', metric: `m${at}` }));
  const chart: Chart = { kind: 'bars', title: 'Outages', unit: 'ms', bars };
  const columnsOf = (one: Chart, isLow: boolean) => chartPlace(one, SLIDE.width, SLIDE.print, isLow).columns;
  expect(columnsOf(chart, false)).toBe(1);
  // Without the height for one column.
  expect(columnsOf(chart, true)).toBe(2);
  expect(columnsOf({ ...chart, oneColumn: true }, true)).toBe(1);
});

it('has room for a title of two lines before a single bar', () => {
  const bars = [{ label: 'one', process: 'clicker', metric: 'm' }];
  const heightOf = (title: string) =>
    chartPlace({ kind: 'bars', title, unit: 'ms', bars }, SLIDE.width, SLIDE.print).height;
  expect(heightOf('Threads inside; the wall: 64')).toBeGreaterThanOrEqual(2 * SLIDE.print);
  expect(heightOf('Threads inside')).toBeLessThan(2 * SLIDE.print);
});

describe('the place of the chart of', () => {
  it.each(charts)('%s is within its board, whatever that is, and its tiles can be told apart', (_, chart) => {
    for (const { width, print, height } of ROOMS) {
      const place = chartPlace(chart, width, print);
      expect(place.label + place.body).toBeLessThanOrEqual(width);
      expect(place.body).toBeGreaterThan(width / 2);
      expect(place.height).toBeGreaterThan(0);
      expect(place.height).toBeLessThan(height / 2);
      if (chart.kind !== 'tiles') continue;
      const { perLine, lines, side, columns } = place.tiles;
      for (const { count } of chart.rows) expect(perLine * lines).toBeGreaterThanOrEqual(count);
      expect(perLine * side * columns).toBeLessThanOrEqual(width);
      expect(side).toBeGreaterThanOrEqual(chart.shape === 'jack' ? 6 : 19);
    }
  });
});
