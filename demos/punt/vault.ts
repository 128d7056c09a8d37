// Counts for others, who may come and go.

import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';

const VISITS_A_WORD = 10;
let visits = 0;

await serve('vault.sock', () => {
  if (++visits % VISITS_A_WORD === 0) console.log(`I hold ${visits}`);
  return String(visits);
});
startPulse();
ready();
