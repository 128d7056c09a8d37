/** Measured points, and the shape below them: thick where it is simple, thin where it is not. */
import type { View } from '../../log/view.js';
import { numberTold, type Reading, withUnit } from './reading.js';

export interface Wedge {
  kind: 'wedge';
  title: string;
  unit: string;
  /** The scale. */
  from: number;
  to: number;
  points: Reading[];
}

export interface Point {
  label: string;
  /** Without its unit, which stands at the scale; a dash before anything was told. */
  text: string;
  /** The place on the scale, from 0 to 1; null before the process has sent a number. */
  height: number | null;
  /** True when the value is below the scale, so that the point is not drawn on the ground line. */
  isBelow: boolean;
}

export const pointsOf = ({ points, from, to }: Wedge, view: View): Point[] =>
  points.map(({ label, ...reading }) => {
    const value = numberTold(view, reading);
    if (value === null) return { label, text: '–', height: null, isBelow: false };
    const height = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return { label, text: withUnit(value, ''), height, isBelow: value < from };
  });
