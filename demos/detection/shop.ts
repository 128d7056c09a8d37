// A baker's shop. There are two of these; they differ in what their supervisor listens to.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { Oven } from './oven.js';
import { trouble } from './trouble.js';

const name = process.argv[2];
const BAKING_MS = 80;
const LOAVES_A_LINE = 10;

const oven = new Oven();
const orders: ((loaf: string) => void)[] = [];
let loaves = 0;

/** The baker never stops: without an order, a trial loaf goes through the same oven. */
async function bake(): Promise<never> {
  for (;;) {
    const giveBack = await oven.take();
    const order = orders.shift();
    await pause(BAKING_MS);
    giveBack();
    // The work itself says so: who is stuck does not get here.
    process.send?.({ type: 'beat' });
    if (order) sell(order);
  }
}

function sell(order: (loaf: string) => void): void {
  order('a loaf');
  metric('loaves', ++loaves);
  if (loaves % LOAVES_A_LINE === 0) console.log(`${loaves} loaves`);
}

function close(): void {
  console.log('Closing time! Good night.');
  process.exit(0);
}

process.on('SIGTERM', close);
try {
  process.on('SIGKILL', close);
} catch (error) {
  console.log(`handler for KILL: ${(error as NodeJS.ErrnoException).code}`);
}
trouble(oven);

await serve(`${name}.sock`, ({ path }) => {
  if (path === '/ping') return 'fine';
  return new Promise((served) => orders.push(served));
});
console.log('open, fresh bread');
ready();
void bake();
