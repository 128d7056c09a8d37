// Customers: twenty orders a second. They keep their receipts, and compare them with the ledger.

import { metric, ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { audit, availabilitySoFar, type Queue, type Score } from './game.js';
import { ordersIn } from './pages.js';
import { askForBread } from './patience.js';

const EVERY_MS = 50;
const TELL_MS = 500;

interface Game {
  orders: number;
  answered: number;
  /** Without bread. */
  left: number;
  askedAgain: number;
}

const newGame = (): Game => ({ orders: 0, answered: 0, left: 0, askedAgain: 0 });

/** Since these customers came. */
const day = newGame();
let game = newGame();
let next = 0;
/** The latest order with bread, by its number. */
let latestServed = 0;
const waiting = new Set<Promise<void>>();
const receipts: string[] = [];

async function buy(): Promise<void> {
  // A life before this one has had customers, too.
  const number = ++next;
  const order = `${process.pid}-${number}`;
  const mine = game;
  for (const count of [day, mine]) count.orders++;
  const { served, asked } = await askForBread(order);
  for (const count of [day, mine]) {
    count.askedAgain += asked - 1;
    if (served) count.answered++;
    else count.left++;
  }
  if (!served) return;
  latestServed = Math.max(latestServed, number);
  receipts.push(order);
}

/** From here on it counts. */
function begin(): string {
  game = newGame();
  return 'go';
}

/** When those who are waiting have been served, or have left; who comes later is in no game. */
async function end(): Promise<string> {
  const { orders, answered, askedAgain } = await finished(game);
  return JSON.stringify({ orders, answered, askedAgain, ...audit(receipts, ordersIn('.')) } satisfies Score);
}

async function finished(over: Game): Promise<Game> {
  game = newGame();
  await Promise.all(waiting);
  return over;
}

function tell(): void {
  const { lost, doubled } = audit(receipts, ordersIn('.'));
  const share = 100 * availabilitySoFar(day);
  metric('availability', share);
  metric('orders', day.orders);
  metric('waiting', waiting.size);
  metric('asked again', day.askedAgain);
  metric('left', day.left);
  metric('lost', lost);
  metric('doubled', doubled);
  console.log(
    `${String(day.orders).padStart(5)} orders ${String(waiting.size).padStart(3)} wait ${String(day.left).padStart(3)} left`,
  );
}

await serve('customers.sock', ({ path }) => {
  if (path === '/begin') return begin();
  if (path === '/end') return end();
  return JSON.stringify({ latest: next, latestServed, answered: game.answered, left: game.left } satisfies Queue);
});
setInterval(() => {
  const purchase = buy().finally(() => waiting.delete(purchase));
  waiting.add(purchase);
}, EVERY_MS);
setInterval(tell, TELL_MS);
ready();
