// Does not like data.
import { rmSync } from 'node:fs';
import { onFault, ready } from './tell.js';

const SQUEAK_MS = 1000;
/** Somebody may be putting things into the folder while it is taken away. */
const TRIES = 20;

onFault({
  rm: () => {
    rmSync('data', { recursive: true, force: true, maxRetries: TRIES, retryDelay: 1 });
    console.log('rm -rf data');
  },
});
setInterval(() => console.log('squeak'), SQUEAK_MS);
ready();
