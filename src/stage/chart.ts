/** What a chart shows of a view. Pure. */
import type { View } from '../log/view.js';
import type { Chart } from './demo.js';

export interface Bar {
  label: string;
  /** With its unit; a dash before anything was told. */
  text: string;
  /** Of the chart's length, from 0 to 1. */
  share: number;
}

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: true });

export function barsOf({ bars, max, unit }: Chart, view: View): Bar[] {
  const values = bars.map(({ process, metric }) => view.processes[process]?.metrics[metric]);
  const longest = max ?? Math.max(0, ...values.map((value) => value ?? 0));
  return bars.map(({ label }, at) => {
    const value = values[at];
    if (value === undefined) return { label, text: '–', share: 0 };
    const text = `${number.format(value)}${unit && ` ${unit}`}`;
    return { label, text, share: longest > 0 ? Math.min(1, Math.max(0, value / longest)) : 0 };
  });
}
