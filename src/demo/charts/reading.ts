/** A number that a process tells of itself, by the name it gives it. */
import type { View } from '../../log/view.js';

export interface Reading {
  label: string;
  process: string;
  metric: string;
}

/** Null before it was told. */
export const numberTold = (view: View, { process, metric }: Omit<Reading, 'label'>): number | null =>
  view.processes[process]?.metrics[metric] ?? null;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: true });

export const withUnit = (value: number, unit: string) => `${number.format(value)}${unit && ` ${unit}`}`;
