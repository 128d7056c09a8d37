// Clicks in both shops, each time when the click before was acknowledged, and stops the time of each outage.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, ready } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import { Board } from './board.js';
import type { Clicked } from './lead.js';
import { Shop } from './shop.js';

/** Small beside an outage, too: it is measured from the last answer. */
const CLICK_MS = 10;
/** Small beside an outage, which is measured with it. */
const AGAIN_MS = 3;
/** A shop that does not answer within this is asked again, at the shop's door: somebody else may stand there by now. */
const PATIENCE_MS = 500;
const TELL_MS = 400;

const shops = { solo: new Shop(), pair: new Shop() };

/** Below the news, and not moved by them. */
const board = new Board();

/** Resolves when the click is acknowledged, refused, or long overdue. An answer is heard however late it comes. */
async function click(name: string, shop: Shop): Promise<void> {
  const answer = ask(`${name}.sock`, '/').then(
    ({ text }) => {
      hear(name, shop, JSON.parse(text) as Clicked);
      return pause(CLICK_MS);
    },
    () => pause(AGAIN_MS),
  );
  const isAnswered = await Promise.race([answer.then(() => true), pause(PATIENCE_MS, false)]);
  if (!isAnswered) shop.wait();
}

function hear(name: string, shop: Shop, clicked: Clicked): void {
  const { outageMs } = shop;
  if (!shop.hear(clicked, performance.now())) board.say(`${name}: term ${clicked.term} refused`);
  if (shop.outageMs !== outageMs) board.say(`${name}: ${Math.round(shop.outageMs ?? 0)} ms without`);
}

async function clickAgainAndAgain(name: string, shop: Shop): Promise<never> {
  for (;;) await click(name, shop);
}

function tell(): void {
  for (const [name, { shortestMs, silentMs, lost, refused, splitBrain, term, clicks }] of Object.entries(shops)) {
    if (shortestMs !== null) metric(`${name} outage`, Math.round(shortestMs));
    if (silentMs !== null) metric(`${name} silence`, Math.round(silentMs));
    metric(`${name} lost`, lost);
    metric(`${name} refused`, refused);
    metric(`${name} split brain`, splitBrain);
    metric(`${name} term`, term);
    metric(`${name} clicks`, Math.floor(clicks / 10) * 10);
  }
  board.show(Object.entries(shops).map(([name, { clicks, lost }]) => `${name} ${clicks} clicks, ${lost} lost`));
}

for (const [name, shop] of Object.entries(shops)) void clickAgainAndAgain(name, shop);
setInterval(tell, TELL_MS);
ready();
