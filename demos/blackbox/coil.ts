import { setTimeout as wait } from 'node:timers/promises';

const WARM_MS = 30;

/** Electric: waits until it is warm. */
export async function heat(_bread: string): Promise<string> {
  await wait(WARM_MS);
  return 'toast';
}
