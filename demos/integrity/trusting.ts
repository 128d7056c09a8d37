// A bank that trusts its disk. Adds up whatever it finds there, with a smile.
import { readFileSync } from 'node:fs';
import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { begin, TRUSTING } from './books.js';
import { total } from './pages.js';

begin(TRUSTING);

await serve('trusting.sock', () => {
  const sum = total(readFileSync(TRUSTING));
  console.log(`${sum} :-)`);
  return String(sum);
});
ready();
