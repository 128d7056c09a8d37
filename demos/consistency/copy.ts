import { setTimeout as pause } from 'node:timers/promises';
import { metric } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';

const PATIENCE_MS = 5000;
/** Between two portions: a replica with much to catch up on leaves the primary time for others. */
const REST_MS = 100;

/** The entries of the primary that a replica has: those up to `entries`. Always behind, mostly by very little. */
export class Copy {
  entries = 0;
  /** The largest number of entries that have come at once. */
  private portion = 0;

  constructor(private readonly say: (entries: number) => void) {}

  /** Asks for what comes after the last entry it has, for ever. */
  async keepUp(): Promise<never> {
    for (;;) {
      const question = { body: String(this.entries), patienceMs: PATIENCE_MS };
      const answer = await ask('primary.sock', '/since', question).catch(() => null);
      if (answer) this.take(Number(answer.text));
      await pause(REST_MS);
    }
  }

  private take(entries: number): void {
    this.portion = Math.max(this.portion, entries - this.entries);
    this.entries = entries;
    this.say(entries);
    metric('portion', this.portion);
    metric('entries', entries);
  }
}
