/** The chart of a demo, between panes and monitor. Pure. */
import type { Chart } from '../../../demo/charts/index.js';
import type { Frame } from '../frame.js';
import { fill, type Line } from '../text.js';
import { barLines, barRows } from './bars.js';
import { tileLines, tileRows } from './tiles.js';
import { trackLines } from './track.js';
import { WEDGE_ROWS, wedgeLines } from './wedge.js';

export function chartRows(chart: Chart | undefined): number {
  switch (chart?.kind) {
    case undefined:
      return 0;
    case 'bars':
      return barRows(chart);
    case 'track':
      return chart.cars.length;
    case 'tiles':
      return tileRows(chart);
    case 'wedge':
      return WEDGE_ROWS;
  }
}

export const chartLines = (frame: Frame, width: number): Line[] =>
  linesOf(frame.demo.chart, frame, width).map((line) => fill(line, width));

function linesOf(chart: Chart | undefined, { view, marks }: Frame, width: number): Line[] {
  switch (chart?.kind) {
    case undefined:
      return [];
    case 'bars':
      return barLines(chart, view, width);
    case 'track':
      return trackLines(chart, view, marks, width);
    case 'tiles':
      return tileLines(chart, view, marks, width);
    case 'wedge':
      return wedgeLines(chart, view, marks, width);
  }
}
