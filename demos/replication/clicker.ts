// Clicks in both shops, each time when the click before was acknowledged, and stops the time of each outage.
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../common/http.js';
import { metric, ready } from '../common/tell.js';
import type { Clicked } from './lead.js';
import { Shop } from './shop.js';

/** Small beside an outage, too: it is measured from the last answer. */
const CLICK_MS = 10;
/** Small beside an outage, which is measured with it. */
const AGAIN_MS = 3;
/** Who does not answer within this is asked again, at the shop's door: somebody else may stand there by now. */
const PATIENCE_MS = 500;
const TELL_MS = 400;

const shops = { solo: new Shop(), pair: new Shop() };

/** Resolves when the click is acknowledged, refused, or long overdue. An answer is heard however late it comes. */
async function click(name: string, shop: Shop): Promise<void> {
  const answer = ask(`${name}.sock`, '/').then(
    ({ text }) => {
      const clicked = JSON.parse(text) as Clicked;
      if (!shop.hear(clicked, performance.now())) console.log(`${name}: term ${clicked.term} refused`);
      return pause(CLICK_MS);
    },
    () => pause(AGAIN_MS),
  );
  await Promise.race([answer, pause(PATIENCE_MS)]);
}

async function clickAgainAndAgain(name: string, shop: Shop): Promise<never> {
  for (;;) await click(name, shop);
}

let line = '';
function tell(): void {
  for (const [name, { shortestMs, lost, refused, splitBrain, term, clicks }] of Object.entries(shops)) {
    if (shortestMs !== null) metric(`${name} outage`, Math.round(shortestMs));
    metric(`${name} lost`, lost);
    metric(`${name} refused`, refused);
    metric(`${name} split brain`, splitBrain);
    metric(`${name} term`, term);
    metric(`${name} clicks`, Math.floor(clicks / 10) * 10);
  }
  const { solo, pair } = shops;
  const outage = ({ outageMs }: Shop) => (outageMs === null ? '–' : `${Math.round(outageMs)} ms`);
  const next = `restart ${outage(solo)}\n     failover ${outage(pair)}`;
  console.log(next === line ? `solo ${solo.clicks} pair ${pair.clicks}` : `out: ${next}`);
  line = next;
}

for (const [name, shop] of Object.entries(shops)) void clickAgainAndAgain(name, shop);
setInterval(tell, TELL_MS);
ready();
