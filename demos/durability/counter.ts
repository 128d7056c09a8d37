import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';

/** The answer of a counter. */
export interface Count {
  pid: number;
  clicks: number;
  /** The count that this life found when it began; null when it could not be read, and it began at 0. */
  found: number | null;
}

const TELL_MS = 250;

/** Takes clicks on `<name>.sock` and answers when each is saved. */
export async function count(name: string, found: number | null, save: (clicks: number) => void): Promise<void> {
  let clicks = found ?? 0;
  console.log(found === null ? 'TORN. I know nothing.' : `found ${found} clicks`);
  await serve(`${name}.sock`, () => {
    save(clicks + 1);
    clicks++;
    return JSON.stringify({ pid: process.pid, clicks, found } satisfies Count);
  });
  // Written over, so that what was found stays to be seen.
  setInterval(() => process.stdout.write(`\r${clicks} clicks\x1b[K`), TELL_MS);
  ready();
}
