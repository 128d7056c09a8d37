/** What processes count, as bars, two beside each other. Pure. */
import { barsOf } from '../../stage/chart.js';
import type { Chart } from '../../stage/demo.js';
import type { Frame } from './frame.js';
import { fill, type Line, pad, widthOf } from './text.js';

const ACROSS = 2;
const BETWEEN = 2;
/** A shorter bar says nothing. */
const LEAST_CELLS = 4;

export const chartRows = (chart: Chart | undefined) => (chart ? Math.ceil(chart.bars.length / ACROSS) : 0);

export function chartLines({ demo: { chart }, view }: Frame, width: number): Line[] {
  if (!chart) return [];
  const bars = barsOf(chart, view);
  const column = Math.floor((width - BETWEEN * (ACROSS - 1)) / ACROSS);
  const longest = (lengths: number[]) => Math.max(0, ...lengths);
  const value = longest(bars.map(({ text }) => text.length));
  const most = column - value - 2 - LEAST_CELLS;
  const label = Math.min(most, longest(bars.map((bar) => widthOf([{ text: bar.label }]))));
  const cells = column - label - value - 2;
  const drawn = bars.map(({ label: words, text, share }): Line => {
    const full = Math.round(cells * share);
    return fill(
      [
        { text: `${pad(words, label)} `, tone: 'dim' },
        ...(full > 0 ? [{ text: ' '.repeat(full), tone: 'wait', inverse: true } as const] : []),
        { text: ` ${text}`, bold: true },
      ],
      column,
    );
  });
  return Array.from({ length: chartRows(chart) }, (_, row) =>
    fill([...(drawn[row * ACROSS] ?? []), { text: ' '.repeat(BETWEEN) }, ...(drawn[row * ACROSS + 1] ?? [])], width),
  );
}
