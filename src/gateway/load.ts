/** How busy this process is, by its own event loop. */
import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks';

export interface Sample {
  /** How late the event loop was in the worst hundredth of the second before, in ms. */
  delayMs: number;
  /** The share of that second in which it did something, 0 to 1. */
  utilization: number;
}

export interface Load {
  isBusy: boolean;
  /** How many samples in a row spoke against `isBusy`. */
  against: number;
}

export const noLoad: Load = { isBusy: false, against: 0 };

/**
 * The root's watchdog ends a gateway that was silent for three seconds; a tenth of it is felt by nobody who watches, and
 * far from that end.
 */
const BUSY = { delayMs: 300, utilization: 0.85 };
/** Lower, so that those who come in do not make it busy again at once. */
const CALM = { delayMs: 150, utilization: 0.6 };
/** One slow second is a page that was opened; three of them are a load. */
const SAMPLES_TO_TURN = 3;

/** After one more sample, each of a second. */
export function judge({ isBusy, against }: Load, { delayMs, utilization }: Sample): Load {
  const speaksAgainst = isBusy
    ? delayMs < CALM.delayMs && utilization < CALM.utilization
    : delayMs > BUSY.delayMs || utilization > BUSY.utilization;
  if (!speaksAgainst) return { isBusy, against: 0 };
  return against + 1 >= SAMPLES_TO_TURN ? { isBusy: !isBusy, against: 0 } : { isBusy, against: against + 1 };
}

/** How often the loop is looked at; Node counts this time itself as delay, so it is taken off again. In ms. */
export const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;

/** Measures the event loop from one `sample()` to the next. */
export class LoadMeter {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private before: EventLoopUtilization = performance.eventLoopUtilization();

  constructor() {
    this.histogram.enable();
  }

  sample(): Sample {
    const delayMs = Math.max(0, this.histogram.percentile(99) / NANOSECONDS - RESOLUTION_MS);
    this.histogram.reset();
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.before);
    this.before = now;
    return { delayMs, utilization };
  }

  stop(): void {
    this.histogram.disable();
  }
}
