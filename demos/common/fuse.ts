// Others hang on this fuse.
import { ready } from '../../src/demo/worker.js';

const HUM_MS = 1000;

setInterval(() => console.log('mmmmm'), HUM_MS);
ready();
