// Orders a photograph at both shops, five times a second, and keeps the time.

import { metric, onFault, ready } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import { Watch } from './watch.js';

const SMALL = '0.01';
const HUGE = '60';
const POTATO = 'potato';
const ORDER_MS = 200;
const TELL_MS = 500;

const shops = { clerk: new Watch(), counter: new Watch() };

/** Codes of a shop in which there is nobody to take an order. */
const CLOSED = ['ECONNREFUSED', 'ENOENT'];
/** So many stand in the queue behind a customer who brings something special. */
const BEHIND = 2;

/** The same order to both, at the same time. */
function order(photo: string): void {
  for (const [shop, watch] of Object.entries(shops)) {
    const answer = ask(`${shop}.sock`, '/', { body: photo });
    watch.time(answer);
    answer.catch(({ code }: NodeJS.ErrnoException) => {
      if (CLOSED.includes(code ?? '')) console.log(`${shop}: nobody there`);
    });
  }
}

function tell(): void {
  for (const [shop, watch] of Object.entries(shops)) {
    const { perMinute, longestMs, oldestMs, late, lost } = watch.read();
    metric(`${shop} per minute`, perMinute);
    metric(`${shop} wait now`, oldestMs);
    metric(`${shop} late`, late);
    metric(`${shop} lost`, lost);
    metric(`${shop} late or lost`, late + lost);
    metric(`${shop} longest wait`, longestMs);
  }
}

/** The counts begin again: what happens is because of this order. */
function special(photo: string, says: string): void {
  console.log(says);
  for (const watch of Object.values(shops)) watch.reset();
  tell();
  for (const one of [photo, ...Array<string>(BEHIND).fill(SMALL)]) order(one);
}

onFault({
  huge: () => special(HUGE, `-- and now ${HUGE} megapixels --`),
  potato: () => special(POTATO, '-- and now a potato --'),
});

setInterval(() => order(SMALL), ORDER_MS);
setInterval(() => {
  tell();
  for (const [shop, watch] of Object.entries(shops)) {
    const { perMinute, longestMs } = watch.read();
    console.log(`${shop.padEnd(7)} ${String(perMinute).padStart(3)}/min ${longestMs} ms`);
  }
}, TELL_MS);
ready();
