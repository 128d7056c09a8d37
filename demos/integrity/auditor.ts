// Knows the right total, asks both banks for it, and counts what they say.
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../common/http.js';
import { metric, ready } from '../common/tell.js';
import { rightTotal } from './books.js';

const ASK_MS = 250;
const PATIENCE_MS = 3000;

const right = String(rightTotal());
const heard = {
  trusting: { right: 0, wrong: 0, refused: 0 },
  careful: { right: 0, wrong: 0, refused: 0 },
};

async function audit(bank: keyof typeof heard): Promise<string> {
  const answer = await ask(`${bank}.sock`, '/', { patienceMs: PATIENCE_MS }).catch(() => null);
  if (!answer) return 'is closed';
  const verdict = answer.status !== 200 ? 'refused' : answer.text === right ? 'right' : 'wrong';
  heard[bank][verdict]++;
  for (const [what, count] of Object.entries(heard[bank])) metric(`${bank} ${what}`, count);
  return verdict === 'refused' ? verdict : `${answer.text} ${verdict}`;
}

async function auditAgainAndAgain(bank: keyof typeof heard): Promise<never> {
  for (;;) {
    console.log(`${bank.padEnd(9)}${await audit(bank)}`);
    await pause(ASK_MS);
  }
}

console.log(`it should be ${right}`);
void auditAgainAndAgain('trusting');
void auditAgainAndAgain('careful');
ready();
