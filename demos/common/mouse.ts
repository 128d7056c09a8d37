// Does not like data.
import { existsSync, rmSync } from 'node:fs';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';

/** Somebody may be putting things into the folder while it is taken away. */
const TRIES = 1000;

/** One look at the folder is not enough: what was put there after it keeps the folder, and Node's own retries do not look again. */
function removeData(): void {
  for (let again = 0; existsSync('data'); again++) {
    try {
      rmSync('data', { recursive: true, force: true });
    } catch (error) {
      if (again >= TRIES) throw error;
    }
  }
}

onFault({
  rm: () => {
    removeData();
    console.log('rm -rf data');
  },
});
console.log('squeak');
startPulse();
ready();
