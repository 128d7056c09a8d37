// Reads every page of both copies, again and again, also those that nobody asks for.
import { readFileSync } from 'node:fs';
import { metric, ready } from '../common/tell.js';
import { COPIES, write } from './books.js';
import { scrub } from './pages.js';

const ROUND_MS = 1500;
const SEEN = 'all pages are whole';

let repaired = 0;

function round(): void {
  const copies = { a: readFileSync(COPIES.a), b: readFileSync(COPIES.b) };
  const damages = scrub(copies.a, copies.b);
  for (const { page, mended } of damages) {
    if (mended === null) {
      console.log(`page ${page} is lost in both`);
      continue;
    }
    write(COPIES[mended], copies[mended]);
    repaired++;
    console.log(`page ${page} of ${mended}: mended`);
  }
  if (damages.length === 0) console.log(SEEN);
  metric('lost', damages.filter(({ mended }) => mended === null).length);
  metric('repaired', repaired);
}

setInterval(round, ROUND_MS);
metric('repaired', 0);
ready();
