import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Bread within so long, or the customer is gone: what is not answered by then counts as an outage. */
const PATIENCE_MS = 3000;
/** Who hears nothing for so long asks again. */
const SILENCE_MS = 1000;
const AGAIN_MS = 50;

/** Resolves with whether the order was acknowledged in time. Asked again, it is the same order: it has a name. */
export async function getsBread(order: string): Promise<boolean> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!patience.aborted) {
    try {
      const address = `http://127.0.0.1:${readFileSync('till.port')}/${order}`;
      if ((await fetch(address, { signal: AbortSignal.any([patience, AbortSignal.timeout(SILENCE_MS)]) })).ok)
        return true;
    } catch {
      // Nobody is there, or does not answer.
    }
    await pause(AGAIN_MS);
  }
  return false;
}
