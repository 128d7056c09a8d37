// Counts for others, who may come and go.
import { serve } from '../common/http.js';
import { ready } from '../common/tell.js';

let visits = 0;

await serve('vault.sock', () => {
  console.log(`I hold ${++visits}`);
  return String(visits);
});
ready();
