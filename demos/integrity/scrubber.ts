// Reads every page of both copies, again and again, also those that nobody asks for.
import { readFileSync } from 'node:fs';
import { metric, ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { COPIES, writePage } from './books.js';
import { pageOf, scrub } from './pages.js';

const ROUND_MS = 1000;

let rounds = 0;
let repaired = 0;
let said = '';

/** A fault that is found again in the next round is not told again, so that the mended ones stay to be read. */
function say(words: string): void {
  if (words !== said) console.log(words);
  said = words;
}

function round(): void {
  const copies = { a: readFileSync(COPIES.a), b: readFileSync(COPIES.b) };
  const damages = scrub(copies.a, copies.b);
  for (const { page, mended } of damages) {
    if (mended === null) continue;
    writePage(COPIES[mended], page, pageOf(copies[mended], page));
    repaired++;
    say(`page ${page} of ${mended}: mended`);
    metric('mended page', page);
  }
  const lost = damages.filter(({ mended }) => mended === null).map(({ page }) => page);
  if (lost.length > 0) say(`lost in both: page ${lost.join(', ')}`);
  if (damages.length === 0) say('all pages are whole');
  metric('lost', lost.length);
  metric('repaired', repaired);
  metric('rounds', ++rounds);
}

setInterval(round, ROUND_MS);
metric('repaired', 0);
// A question is answered between two rounds, because a round has then written all that it has read before.
await serve('scrubber.sock', () => String(rounds));
ready();
