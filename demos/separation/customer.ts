// Orders a photograph at both shops, five times a second, and keeps the time.
import { ask } from '../common/http.js';
import { metric, onFault, ready } from '../common/tell.js';
import { Watch } from './watch.js';

const SMALL = '0.01';
const HUGE = '60';
const POTATO = 'potato';
const ORDER_MS = 200;
const TELL_MS = 500;

const shops = { clerk: new Watch(), counter: new Watch() };

/** The same order to both, at the same time. */
function order(photo: string): void {
  for (const [shop, watch] of Object.entries(shops)) {
    watch.time(ask(`${shop}.sock`, '/', { body: photo }));
  }
}

/** From here on it is measured anew: what happens is because of this order. */
function special(photo: string, says: string): void {
  console.log(says);
  for (const watch of Object.values(shops)) watch.reset();
  order(photo);
}

onFault({
  huge: () => special(HUGE, `-- and now ${HUGE} megapixels --`),
  potato: () => special(POTATO, '-- and now a potato --'),
});

setInterval(() => order(SMALL), ORDER_MS);
setInterval(() => {
  for (const [shop, watch] of Object.entries(shops)) {
    const { perMinute, longestMs, oldestMs, lost } = watch.read();
    metric(`${shop} per minute`, perMinute);
    metric(`${shop} wait now`, oldestMs);
    metric(`${shop} lost`, lost);
    metric(`${shop} longest wait`, longestMs);
    console.log(`${shop.padEnd(7)} ${String(perMinute).padStart(3)}/min ${longestMs} ms`);
  }
}, TELL_MS);
ready();
