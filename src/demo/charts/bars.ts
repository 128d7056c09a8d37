/** Bars beside each other, each as long as its number. */
import type { View } from '../../log/view.js';
import { numberTold, type Reading, withUnit } from './reading.js';

export interface Bars {
  kind: 'bars';
  title: string;
  /** Behind each number, such as `%` or `ms`. */
  unit: string;
  /** Where the scale ends; without it, at the longest bar. */
  max?: number;
  /** Below each other, to be compared by eye. */
  oneColumn?: boolean;
  /** Marked on a scale that ends, such as a time-out. */
  limit?: number;
  bars: Reading[];
}

export interface Bar {
  label: string;
  /** With its unit; a dash before anything was told. */
  text: string;
  /** The share of the chart's length, from 0 to 1. */
  share: number;
}

/** Where the limit is, of the chart's length, from 0 to 1; null where none is marked. */
export const limitOf = ({ limit, max }: Bars): number | null =>
  limit === undefined || max === undefined ? null : limit / max;

export function barsOf({ bars, max, unit }: Bars, view: View): Bar[] {
  const values = bars.map((bar) => numberTold(view, bar));
  const longest = max ?? Math.max(0, ...values.map((value) => value ?? 0));
  return bars.map(({ label }, at) => {
    const value = values[at] ?? null;
    if (value === null) return { label, text: '–', share: 0 };
    return { label, text: withUnit(value, unit), share: longest > 0 ? Math.min(1, Math.max(0, value / longest)) : 0 };
  });
}
