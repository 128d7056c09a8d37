/** In which share of the time each kind of service was there, looked at every 50 ms. */
import type { Kind } from './plan.js';

export class Availability {
  private readonly upMs = new Map<Kind, number>();
  private readonly allMs = new Map<Kind, number>();

  /** `up` of `all` services of that kind were there during the last `ms`. */
  add(kind: Kind, up: number, all: number, ms: number): void {
    this.upMs.set(kind, (this.upMs.get(kind) ?? 0) + up * ms);
    this.allMs.set(kind, (this.allMs.get(kind) ?? 0) + all * ms);
  }

  /** 0 to 1; null when nobody looked. */
  of(kind: Kind): number | null {
    const all = this.allMs.get(kind) ?? 0;
    return all === 0 ? null : (this.upMs.get(kind) ?? 0) / all;
  }
}
