import { setTimeout as pause } from 'node:timers/promises';
import { insist } from '../common/http.js';
import type { Count } from './counter.js';

const PATIENCE_MS = 10_000;

/** One counter as its customer knows it: what it has acknowledged, and what it still knew after each death. */
export class Lane {
  pid = 0;
  deaths = 0;
  torn = 0;
  lost = 0;
  /** Acknowledged in all lives. */
  clicks = 0;
  private acknowledged = 0;

  constructor(readonly name: string) {}

  /** Clicks for ever, each time when the click before was answered. */
  async click(pauseMs: () => number): Promise<never> {
    for (;;) {
      const answer = await insist(`${this.name}.sock`, '/', { patienceMs: PATIENCE_MS }).catch(() => null);
      if (answer) this.hear(JSON.parse(answer.text) as Count);
      await pause(pauseMs());
    }
  }

  hear({ pid, clicks, found }: Count): void {
    if (this.pid !== 0 && pid !== this.pid) {
      this.deaths++;
      if (found === null) this.torn++;
      this.lost += Math.max(0, this.acknowledged - (found ?? 0));
    }
    this.clicks++;
    this.pid = pid;
    this.acknowledged = clicks;
  }
}
