/** Bars, two beside each other. Pure. */
import type { View } from '../../../log/index.js';
import { type Bars, barsOf } from '../../../stage/charts/bars.js';
import { type Line, pad, widthOf } from '../text.js';
import { beside, columnOf, rowsBeside } from './beside.js';

/** A shorter bar says nothing. */
const LEAST_CELLS = 4;

export const barRows = ({ bars }: Bars) => rowsBeside(bars.length);

export function barLines(chart: Bars, view: View, width: number): Line[] {
  const bars = barsOf(chart, view);
  const column = columnOf(width);
  const longest = (lengths: number[]) => Math.max(0, ...lengths);
  const value = longest(bars.map(({ text }) => text.length));
  const most = column - value - 2 - LEAST_CELLS;
  const label = Math.min(most, longest(bars.map((bar) => widthOf([{ text: bar.label }]))));
  const cells = column - label - value - 2;
  const drawn = bars.map(({ label: words, text, share }): Line => {
    const full = Math.round(cells * share);
    return [
      { text: `${pad(words, label)} `, tone: 'dim' },
      ...(full > 0 ? [{ text: ' '.repeat(full), tone: 'wait', inverse: true } as const] : []),
      { text: ` ${text}`, bold: true },
    ];
  });
  return beside(drawn, width);
}
