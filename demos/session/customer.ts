// A customer of both shops. Wants to be recognised; logs in again where he is not.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready } from '../../src/demo/worker.js';
import { ownChance } from '../common/chance.js';
import { Account } from './account.js';
import { draw, rowsOf } from './table.js';

const VISIT_MS = 100;
const TELL_MS = 500;

const chance = ownChance(1);
const accounts = [new Account('web'), new Account('jar')];

async function visitAgainAndAgain(account: Account): Promise<never> {
  for (;;) {
    await account.visit();
    await pause(VISIT_MS);
  }
}

const inSeconds = (ms: number) => Math.round(ms / 100) / 10;

function tell(): void {
  for (const { shop, isIn, visits, logins, lockedOutMs, timesOut, lastOutMs, copied, flipped } of accounts) {
    metric(`${shop} logins`, logins);
    metric(`${shop} locked out`, inSeconds(lockedOutMs));
    metric(`${shop} last out`, inSeconds(lastOutMs));
    metric(`${shop} times out`, timesOut);
    if (copied !== null) metric(`${shop} copied`, copied);
    if (flipped !== null) metric(`${shop} flipped`, flipped);
    metric(`${shop} in`, Number(isIn));
    metric(`${shop} visits`, visits);
  }
  draw(rowsOf(accounts));
}

onFault({
  copy: () => {
    for (const account of accounts) void account.copy();
  },
  flip: () => {
    for (const account of accounts) void account.flip(chance);
  },
});
process.stdout.write('\x1b[2J');
for (const account of accounts) void visitAgainAndAgain(account);
setInterval(tell, TELL_MS);
ready();
