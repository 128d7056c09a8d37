import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** MB on the heap that something holds. */
export async function heapInUse(): Promise<number> {
  // Memory that waits for a turn of the event loop is held as well.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
