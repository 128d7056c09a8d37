// Hears that it is time to go. Does not go.
import { ready } from '../../src/demo/worker.js';

process.on('SIGTERM', () => console.log('deaf: what?'));
setInterval(() => {}, 60_000);
ready();
