// Buys bread in both shops, and asks both how they are.

import { metric, ready } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';

const SHOPS = ['shop', 'guarded'];
const BUY_MS = 250;
/** Often enough that a lie is heard before the watchdog ends it, on a busy machine too. */
const PING_MS = 250;
const REPORT_MS = 500;
const SAY_MS = 1000;
const LINES = 10;
const PATIENCE_MS = 1000;
/** A shop that has sold nothing for so long is not fine, whatever it says. */
const FINE_MS = 1000;

const newShop = (name: string) => ({ name, sold: 0, soldAt: performance.now(), says: '–', lies: 0, longestMs: 0 });
type Shop = ReturnType<typeof newShop>;

const shops = SHOPS.map(newShop);
const silentMs = ({ soldAt }: Shop) => performance.now() - soldAt;

async function buy(shop: Shop): Promise<void> {
  try {
    await ask(`${shop.name}.sock`, '/loaf', { patienceMs: PATIENCE_MS });
  } catch {
    return; // No bread today.
  }
  shop.longestMs = Math.max(shop.longestMs, silentMs(shop));
  shop.soldAt = performance.now();
  shop.sold++;
}

async function ping(shop: Shop): Promise<void> {
  const answer = await ask(`${shop.name}.sock`, '/ping', { patienceMs: PATIENCE_MS }).catch(() => null);
  shop.says = answer?.text ?? '–';
  if (shop.says !== 'fine' || silentMs(shop) < FINE_MS) return;
  shop.lies++;
  metric(`${shop.name} lies`, shop.lies);
}

/** How many loaves since the last line, and what it says of itself. */
function column(shop: Shop): string {
  const text = `${shop.sold} sold, ${shop.says}`;
  shop.sold = 0;
  return text.padEnd(13);
}

/** The names stay above what is said. */
const head = SHOPS.map((name) => name.padEnd(13)).join('');
let said: string[] = [];
function say(): void {
  said = [...said, shops.map(column).join('')].slice(-LINES);
  process.stdout.write(`\x1b[H${[head, ...said].map((line) => `${line}\x1b[K`).join('\n')}\n`);
}

const seconds = (ms: number) => Math.round(ms / 100) / 10;

function report(): void {
  for (const shop of shops) {
    metric(`${shop.name} silent`, seconds(silentMs(shop)));
    metric(`${shop.name} longest`, seconds(shop.longestMs));
  }
}

setInterval(() => shops.forEach(buy), BUY_MS);
setInterval(() => shops.forEach(ping), PING_MS);
setInterval(say, SAY_MS);
setInterval(report, REPORT_MS);
ready();
