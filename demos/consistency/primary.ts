// Has the truth: a list of entries that only grows. Gives replicas what they do not have yet, a few at a time.
import { appendFileSync, existsSync, statSync } from 'node:fs';
import { metric, ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';

const FILE = 'entries';
const ENTRY = 'entry\n';
const A_FEW = 3;

let entries = existsSync(FILE) ? Math.floor(statSync(FILE).size / ENTRY.length) : 0;
let waiting: (() => void)[] = [];

function write(): void {
  appendFileSync(FILE, ENTRY);
  entries++;
  console.log(`entry ${entries}`);
  metric('entries', entries);
  for (const wake of waiting) wake();
  waiting = [];
}

const news = () =>
  new Promise<void>((wake) => {
    waiting.push(wake);
  });

await serve('primary.sock', async ({ path, body }) => {
  if (path === '/write') write();
  if (path !== '/since') return String(entries);
  const known = Number(body);
  if (entries <= known) await news();
  return String(Math.min(entries, known + A_FEW));
});
ready();
