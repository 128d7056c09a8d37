// Knows what stood in the books, asks both banks for the total, and counts what they say. Looks at their disks, too.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../common/http.js';
import { metric, ready, tiles } from '../common/tell.js';
import { COPIES, pagesAsWritten, rightTotal, TRUSTING } from './books.js';
import { PAGES } from './pages.js';

const ASK_MS = 250;
const PATIENCE_MS = 3000;
const LOOK_MS = 200;
/** A page, as on the chart. */
const [WHOLE, MENDED, DAMAGED] = [0, 1, 2];

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

const disks = [
  { name: 'trusting', path: TRUSTING, states: new Array<number>(PAGES).fill(WHOLE) },
  { name: 'a', path: COPIES.a, states: new Array<number>(PAGES).fill(WHOLE) },
  { name: 'b', path: COPIES.b, states: new Array<number>(PAGES).fill(WHOLE) },
];

function look(): void {
  for (const disk of disks) {
    const isRight = pagesAsWritten(readFileSync(disk.path));
    disk.states = disk.states.map((before, page) => {
      if (!isRight[page]) return DAMAGED;
      return before === WHOLE ? WHOLE : MENDED;
    });
    tiles(`${disk.name} pages`, disk.states);
  }
}

setInterval(look, LOOK_MS);
console.log(`it should be ${right}`);
void auditAgainAndAgain('trusting');
void auditAgainAndAgain('careful');
ready();
