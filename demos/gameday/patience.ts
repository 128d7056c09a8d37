import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Bread within so long, or the customer is gone: what is not answered by then counts as an outage. */
const PATIENCE_MS = 5000;
/** A customer who hears nothing for so long asks again. */
const SILENCE_MS = 1000;
const AGAIN_MS = 50;

export interface Purchase {
  /** The order was acknowledged in time. */
  served: boolean;
  /** How often it was asked for. */
  asked: number;
}

/** Asked again, it is the same order: it has a name. */
export async function askForBread(order: string): Promise<Purchase> {
  let asked = 0;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!patience.aborted) {
    asked++;
    try {
      const address = `http://127.0.0.1:${readFileSync('till.port')}/${order}`;
      if ((await fetch(address, { signal: AbortSignal.any([patience, AbortSignal.timeout(SILENCE_MS)]) })).ok)
        return { served: true, asked };
    } catch {
      // Nobody is there, or does not answer.
    }
    await pause(AGAIN_MS);
  }
  return { served: false, asked };
}
