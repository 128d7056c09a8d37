// Knows what stood in the books, asks both banks for the total, and counts what they say. Looks at their disks, too.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { metric, ready, tiles } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import { COPIES, pagesAsWritten, rightTotal, TRUSTING } from './books.js';
import { PAGES } from './pages.js';

const ASK_MS = 250;
const PATIENCE_MS = 3000;
const LOOK_MS = 200;
/** A page, as on the chart. */
const [WHOLE, MENDED, DAMAGED] = [0, 1, 2];

const right = String(rightTotal());
const heard = {
  trusting: { right: 0, wrong: 0, refused: 0, 'refused in a row': 0 },
  careful: { right: 0, wrong: 0, refused: 0, 'refused in a row': 0 },
};
type Bank = keyof typeof heard;
const BANKS = Object.keys(heard) as Bank[];
/** The last answer of each. */
const last: Record<Bank, string> = { trusting: '', careful: '' };

async function audit(bank: Bank): Promise<string> {
  const answer = await ask(`${bank}.sock`, '/', { patienceMs: PATIENCE_MS }).catch(() => null);
  if (!answer) return 'is closed';
  const verdict = answer.status !== 200 ? 'refused' : answer.text === right ? 'right' : 'wrong';
  const counts = heard[bank];
  counts[verdict]++;
  counts['refused in a row'] = verdict === 'refused' ? counts['refused in a row'] + 1 : 0;
  for (const [what, count] of Object.entries(counts)) metric(`${bank} ${what}`, count);
  return verdict === 'refused' ? 'does not know' : `${answer.text} ${verdict}`;
}

async function auditAgainAndAgain(bank: Bank): Promise<never> {
  for (;;) {
    last[bank] = await audit(bank);
    draw();
    await pause(ASK_MS);
  }
}

/** In place, because the right total is worth something only beside what the banks say. */
function draw(): void {
  const count = (number: number) => String(number).padStart(7);
  const rows = [
    `it should be ${right}`,
    '',
    ...BANKS.map((bank) => `${bank.padEnd(13)}${last[bank]}`),
    '',
    `${'answers'.padEnd(9)}  right  wrong   none`,
    ...BANKS.map((bank) => {
      const { right, wrong, refused } = heard[bank];
      return `${bank.padEnd(9)}${[right, wrong, refused].map(count).join('')}`;
    }),
  ];
  process.stdout.write(`\x1b[H${rows.map((row) => `${row}\x1b[K`).join('\r\n')}`);
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
    metric(`${disk.name} damaged`, disk.states.filter((state) => state === DAMAGED).length);
  }
}

setInterval(look, LOOK_MS);
process.stdout.write('\x1b[2J');
for (const bank of BANKS) void auditAgainAndAgain(bank);
ready();
