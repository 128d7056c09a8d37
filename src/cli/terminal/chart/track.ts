/** A line for each car, from the start to the finish. Pure. */

import { carsOf, type Track } from '../../../demo/charts/track.js';
import type { View } from '../../../log/index.js';
import type { Marks } from '../marks.js';
import { type Line, pad, TONE_OF } from '../text.js';

export function trackLines(chart: Track, view: View, marks: Marks, width: number): Line[] {
  const cars = carsOf(chart, view);
  const label = Math.max(...cars.map((car) => car.label.length));
  const value = String(chart.laps).length;
  // The car, the finishing line, and a blank on each side.
  const way = width - label - value - 4;
  return cars.map((car): Line => {
    const driven = Math.round(way * car.share);
    return [
      { text: `${pad(car.label, label)} `, tone: 'dim' },
      { text: marks.dash.repeat(driven), tone: 'dim' },
      { text: marks.state[car.state], tone: TONE_OF[car.state], bold: true },
      { text: `${' '.repeat(way - driven)}${marks.bar} ` },
      { text: String(car.laps).padStart(value), bold: true },
    ];
  });
}
