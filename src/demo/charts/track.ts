/** A race: each car as far along its lane as it has come. */
import type { LifeState, View } from '../../log/view.js';
import { numberTold, type Reading } from './reading.js';

export interface Track {
  kind: 'track';
  title: string;
  /** From the start to the finish. */
  laps: number;
  /** `drives`: the process that is the car. `process` counts its laps as `metric`. */
  cars: (Reading & { drives: string; looks: 'racer' | 'beetle' })[];
}

export interface Car {
  label: string;
  looks: 'racer' | 'beetle';
  state: LifeState;
  laps: number;
  /** The share of the way, from 0 to 1. */
  share: number;
}

export const carsOf = ({ cars, laps }: Track, view: View): Car[] =>
  cars.map(({ label, looks, drives, ...reading }) => {
    const driven = numberTold(view, reading) ?? 0;
    const state = view.processes[drives]?.state ?? 'waiting';
    return { label, looks, state, laps: driven, share: Math.min(1, Math.max(0, driven / laps)) };
  });
