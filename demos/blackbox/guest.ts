// Somebody at breakfast. Wants a slice, then another; waits a while for each, and has never seen the inside of a toaster.
import { setTimeout as chew } from 'node:timers/promises';
import { metric, ready } from '../../src/demo/worker.js';
import { insist } from '../common/http.js';

const CHEW_MS = 250;
const PATIENCE_MS = 10_000;

const eaten = { toast: 0, cold: 0, hungry: 0 };

async function slice(): Promise<keyof typeof eaten> {
  try {
    const { text } = await insist('toaster.sock', '/', { body: 'bread', patienceMs: PATIENCE_MS });
    return text === 'toast' ? 'toast' : 'cold';
  } catch {
    return 'hungry';
  }
}

const REMARKS = { toast: 'crunch', cold: 'that is bread', hungry: 'where is my toast?' };

ready();
for (;;) {
  const got = await slice();
  eaten[got]++;
  for (const [what, count] of Object.entries(eaten)) metric(what, count);
  console.log(`${eaten.toast + eaten.cold} ${REMARKS[got]}`);
  await chew(CHEW_MS);
}
