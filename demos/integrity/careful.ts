// A bank with two copies and a checksum on each page. Says nothing that it does not know.
import { readFileSync } from 'node:fs';
import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { begin, COPIES } from './books.js';
import { scrub, total } from './pages.js';

begin(COPIES.a);
begin(COPIES.b);

await serve('careful.sock', () => {
  const [a, b] = [readFileSync(COPIES.a), readFileSync(COPIES.b)];
  // Mended in memory: for this answer. On disk it is the scrubber who mends.
  if (scrub(a, b).some(({ mended }) => mended === null)) {
    console.log('I do not know.');
    return { status: 500, text: 'a page is damaged in both copies' };
  }
  const sum = total(a);
  console.log(`${sum}`);
  return String(sum);
});
ready();
