import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Metrics } from '../../src/stage/metrics.js';

let told: string[];
let metrics: Metrics;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  metrics = new Metrics((id, name, value) => told.push(`${id} ${name} ${value}`));
});
afterEach(() => {
  metrics.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('a metric is logged at once, and so is the next value when there was time between them', () => {
  metrics.take('a', 'laps', 1);
  expect(told).toEqual(['a laps 1']);
  vi.advanceTimersByTime(100);
  metrics.take('a', 'laps', 2);
  expect(told).toEqual(['a laps 1', 'a laps 2']);
});

it('a flood of one metric is logged twenty times a second, and ends with its last value', () => {
  for (let count = 0; count < 40_000; count++) {
    metrics.take('a', 'laps', count);
    vi.advanceTimersByTime(count % 40 === 0 ? 1 : 0);
  }
  expect(told.length).toBeLessThanOrEqual(21);
  vi.advanceTimersByTime(100);
  expect(told.at(-1)).toBe('a laps 39999');
});

it('metrics of other names and of other processes do not wait for a flood', () => {
  for (let count = 0; count < 10; count++) metrics.take('a', 'laps', count);
  metrics.take('a', 'best lap', 80);
  metrics.take('b', 'laps', 1);
  expect(told).toEqual(['a laps 0', 'a best lap 80', 'b laps 1']);
});

it('a metric that waits is logged once, before an event of its process', () => {
  for (let count = 0; count < 10; count++) metrics.take('a', 'laps', count);
  metrics.take('b', 'laps', 1);
  metrics.take('b', 'laps', 2);
  metrics.flush('a');
  metrics.flush('a');
  expect(told).toEqual(['a laps 0', 'b laps 1', 'a laps 9']);
  vi.advanceTimersByTime(100);
  expect(told).toEqual(['a laps 0', 'b laps 1', 'a laps 9', 'b laps 2']);
});

it('all metrics that wait are logged at the end', () => {
  for (const id of ['a', 'b']) for (const value of [1, 2]) metrics.take(id, 'laps', value);
  metrics.close();
  expect(told).toEqual(['a laps 1', 'b laps 1', 'a laps 2', 'b laps 2']);
});
