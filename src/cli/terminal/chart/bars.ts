/** Bars, two beside each other or all below each other. Pure. */

import { type Bars, barsOf, limitOf } from '../../../demo/charts/bars.js';
import type { View } from '../../../log/index.js';
import { type Line, pad, widthOf } from '../text.js';
import { beside, columnOf, rowsBeside } from './beside.js';

/** A shorter bar says nothing. */
const LEAST_CELLS = 4;
const LIMIT = '|';

export const barRows = ({ bars, oneColumn }: Bars) => (oneColumn ? bars.length : rowsBeside(bars.length));

export function barLines(chart: Bars, view: View, width: number): Line[] {
  const bars = barsOf(chart, view);
  const column = chart.oneColumn ? width : columnOf(width);
  const longest = (lengths: number[]) => Math.max(0, ...lengths);
  const value = longest(bars.map(({ text }) => text.length));
  const most = column - value - 2 - LEAST_CELLS;
  const label = Math.min(most, longest(bars.map((bar) => widthOf([{ text: bar.label }]))));
  const cells = column - label - value - 2;
  const limit = limitOf(chart);
  const drawn = bars.map(({ label: words, text, share }): Line => {
    const bar = barOf(Math.round(cells * share), limit === null ? null : Math.round(cells * limit));
    return [{ text: `${pad(words, label)} `, tone: 'dim' }, ...bar, { text: ` ${text}`, bold: true }];
  });
  return chart.oneColumn ? drawn : beside(drawn, width);
}

/** The limit stands at its cell, in the bar or behind it. */
function barOf(full: number, limit: number | null): Line {
  const mark = (text: string) =>
    limit === null || limit >= text.length ? text : `${text.slice(0, limit)}${LIMIT}${text.slice(limit + 1)}`;
  const bar: Line = full > 0 ? [{ text: mark(' '.repeat(full)), tone: 'wait', inverse: true }] : [];
  return limit === null || limit < full ? bar : [...bar, { text: `${' '.repeat(limit - full)}${LIMIT}` }];
}
