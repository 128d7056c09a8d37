// Customers: twenty orders a second. Each asks again until it has its bread or no time left. They keep their receipts.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../common/http.js';
import { metric, ready } from '../common/tell.js';
import type { Score } from './game.js';
import { ordersIn } from './pages.js';

const EVERY_MS = 50;
const TELL_MS = 500;
/** Bread within so long, or the customer is gone: what is not answered by then counts as an outage. */
const PATIENCE_MS = 3000;
const AGAIN_MS = 50;

let next = 0;
let score: Score = { orders: 0, answered: 0, lost: 0, doubled: 0 };
let left = 0;
const waiting = new Set<Promise<void>>();
const receipts: string[] = [];
/** Those of a life before this one may be in the ledger. */
const who = process.pid;

/** Asked again, it is the same order: it has a name. */
async function getsBread(order: string): Promise<boolean> {
  const giveUp = AbortSignal.timeout(PATIENCE_MS);
  while (!giveUp.aborted) {
    try {
      const address = `http://127.0.0.1:${readFileSync('till.port')}/${order}`;
      const impatient = AbortSignal.any([giveUp, AbortSignal.timeout(PATIENCE_MS / 3)]);
      if ((await fetch(address, { signal: impatient })).ok) return true;
    } catch {
      // Nobody is there, or does not answer.
    }
    await pause(AGAIN_MS);
  }
  return false;
}

async function buy(): Promise<void> {
  const order = `${who}-${++next}`;
  const game = score;
  game.orders++;
  if (await getsBread(order)) {
    game.answered++;
    receipts.push(order);
  } else if (game === score) left++;
}

/** Compares the receipts with the ledger. */
function audit(): Score {
  const times = new Map<string, number>();
  for (const order of ordersIn('.')) times.set(order, (times.get(order) ?? 0) + 1);
  score.lost = receipts.filter((order) => !times.has(order)).length;
  score.doubled = [...times.values()].filter((count) => count > 1).length;
  return score;
}

/** From here on it counts. */
function begin(): string {
  score = { orders: 0, answered: 0, lost: 0, doubled: 0 };
  left = 0;
  return 'go';
}

/** When the last who are waiting have been served, or have left. */
async function end(): Promise<string> {
  await Promise.all(waiting);
  return JSON.stringify(audit());
}

function tell(): void {
  const { orders, lost, doubled } = audit();
  const share = 100 * (1 - left / Math.max(1, orders));
  metric('availability', share);
  metric('lost', lost);
  metric('doubled', doubled);
  console.log(`${String(orders).padStart(5)} orders ${share.toFixed(1).padStart(6)} %  ${waiting.size} wait`);
}

await serve('customers.sock', ({ path }) => (path === '/begin' ? begin() : end()));
setInterval(() => {
  const purchase = buy().finally(() => waiting.delete(purchase));
  waiting.add(purchase);
}, EVERY_MS);
setInterval(tell, TELL_MS);
ready();
