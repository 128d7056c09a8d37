// Keeps the clicks of a shop, as its primary or as the standby of its partner: node.js <me> <shop> [partner]
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready } from '../../src/demo/worker.js';
import { Board } from './board.js';
import { follow } from './follow.js';
import { Journal } from './journal.js';
import { lead } from './lead.js';
import { claim, latest } from './terms.js';

const board = new Board();
const AGAIN_MS = 50;
const TELL_MS = 250;

const [, , me = '', shop = '', partner = ''] = process.argv;
const journal = new Journal(`${me}.journal`);
let role = 'booting';

function become(next: string): void {
  if (role === next) return;
  const isBooting = role === 'booting';
  role = next;
  board.say(`I am ${role}`);
  metric('primary', Number(next === 'PRIMARY'));
  metric('standby', Number(next === 'standby'));
  // The role is told first, because the numbers of the life before count until then.
  if (isBooting) ready();
}

/** The term to claim: the next one after that which this node knows to its end. Null when the partner may know more. */
async function nextTerm(): Promise<number | null> {
  const { number, owner } = latest(shop);
  if (owner !== partner) return number + 1;
  const copied = await follow(partner, journal, () => become('standby'));
  return copied === null ? null : copied + 1;
}

async function lineUp(): Promise<number> {
  for (;;) {
    const term = await nextTerm();
    if (term !== null && claim(shop, term, me)) return term;
    await pause(AGAIN_MS);
  }
}

onFault({
  midclick: () => {
    if (role === 'standby') board.say('No click comes to me.');
  },
});
setInterval(() => board.show([`${role}: ${journal.length} clicks`]), TELL_MS);

const term = await lineUp();
await lead(shop, me, journal, term, (news) => board.say(news));
become('PRIMARY');
board.say(`term ${term}`);
