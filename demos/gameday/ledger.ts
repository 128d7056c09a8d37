// The ledger: an order is in it once, however often it is asked for, and whatever happens to the ledger.
import { execFileSync } from 'node:child_process';
import { openSync, statSync, writeSync } from 'node:fs';
import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { newPage, ordersIn } from './pages.js';
import { exposeToTrouble, startBeating } from './troubles.js';

const LINES_A_WORD = 50;

const known = new Set(ordersIn('.'));
// Each life begins a page of its own: the last line of the one before may be torn.
const page = newPage('.');
const file = openSync(page, 'ax');
console.log(`${page}, and ${known.size} orders before it`);

function write(line: string): void {
  try {
    // Half a line is no order.
    if (writeSync(file, line) === line.length) return;
    console.log('no room for a whole line');
  } catch (error) {
    console.log((error as Error).message);
  }
  // A ledger that cannot write must not promise anything; the next life begins on another page.
  process.exit(1);
}

function enter(order: string): void {
  write(`${order}\n`);
  known.add(order);
  if (known.size % LINES_A_WORD === 0) console.log(`${known.size} orders`);
}

const trouble = exposeToTrouble('ledger', {
  // For this process, its page may not grow by another byte: setrlimit(2).
  full: () => execFileSync('prlimit', [`--pid=${process.pid}`, `--fsize=${statSync(page).size}:`]),
});
await serve('ledger.sock', ({ path, body: order }) => {
  const answer = trouble(path);
  if (answer) return answer;
  if (!known.has(order)) enter(order);
  return 'entered';
});
startBeating();
startPulse();
ready();
