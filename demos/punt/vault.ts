// Counts for others, who may come and go.
import { serve } from '../common/http.js';
import { ready, startPulse } from '../common/tell.js';

const VISITS_A_WORD = 10;
let visits = 0;

await serve('vault.sock', () => {
  if (++visits % VISITS_A_WORD === 0) console.log(`I hold ${visits}`);
  return String(visits);
});
startPulse();
ready();
