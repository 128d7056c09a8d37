// Does not like data.
import { rmSync } from 'node:fs';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';

/** Somebody may be putting things into the folder while it is taken away. */
const TRIES = 20;

onFault({
  rm: () => {
    rmSync('data', { recursive: true, force: true, maxRetries: TRIES, retryDelay: 1 });
    console.log('rm -rf data');
  },
});
console.log('squeak');
startPulse();
ready();
