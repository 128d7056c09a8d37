import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { judge, type Load, LoadMeter, noLoad, RESOLUTION_MS, type Sample } from '../../src/gateway/load.js';
import { until } from '../helpers/until.js';

const loadAfter = (samples: Sample[], load: Load = noLoad) => samples.reduce(judge, load);
const times = (count: number, sample: Sample) => Array.from({ length: count }, () => sample);

const CALM: Sample = { delayMs: 5, utilization: 0.2 };
const LATE: Sample = { delayMs: 500, utilization: 0.5 };
const FULL: Sample = { delayMs: 20, utilization: 0.95 };
const BETWEEN: Sample = { delayMs: 200, utilization: 0.7 };

describe('the gateway', () => {
  it('the gateway is busy after three seconds of a late or a full event loop, and not after one', () => {
    expect(loadAfter([LATE]).isBusy).toBe(false);
    expect(loadAfter([LATE, LATE, CALM, LATE, LATE]).isBusy).toBe(false);
    expect(loadAfter(times(3, LATE)).isBusy).toBe(true);
    expect(loadAfter(times(3, FULL)).isBusy).toBe(true);
    expect(loadAfter([LATE, FULL, LATE]).isBusy).toBe(true);
  });

  it('the gateway stays busy or not between the two limits, so that it does not change with each page', () => {
    expect(loadAfter(times(20, BETWEEN)).isBusy).toBe(false);
    const busy = loadAfter(times(3, LATE));
    expect(loadAfter(times(20, BETWEEN), busy).isBusy).toBe(true);
    expect(loadAfter(times(3, CALM), busy).isBusy).toBe(false);
    expect(loadAfter([CALM, CALM, BETWEEN, CALM], busy).isBusy).toBe(true);
  });
});

describe('the meter', () => {
  it('the meter reports a delay as long as the loop was held up, and almost none for an idle loop', async () => {
    const meter = new LoadMeter();
    await pause(100);
    meter.sample();
    let held = 0;
    // Measured in the same process: the time that a loop takes is the delay that it makes.
    await until(async () => {
      const began = performance.now();
      while (performance.now() - began < 200);
      held = performance.now() - began;
      await pause(30);
      const { delayMs, utilization } = meter.sample();
      return delayMs > held * 0.8 && delayMs < held * 2 && utilization > 0.5;
    });
    // The histogram itself tells no less than its resolution.
    await until(async () => {
      await pause(100);
      return meter.sample().delayMs < RESOLUTION_MS / 2;
    });
    meter.stop();
  });
});
