// Orders the same from the office and from the three small shops, all the time, and times how long each is away.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, ready, startPulse } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import { ORDERS, SHOPS } from './orders.js';
import { Outages } from './outages.js';
import type { Answer } from './shop.js';

const EVERY_MS = 25;
/** While it is away: as often as it takes to see when it is back. */
const AGAIN_MS = 5;
const TELL_MS = 400;

const known = Object.entries(SHOPS).map(([shop, skills]) => ({ shop, skills, outages: new Outages() }));
type Known = (typeof known)[number];

/** The last answer to the same order: all should be equal. */
const answers = new Map<string, string>();
let different = 0;
let orders = 0;
/** Orders of the time that the office did not take. */
let officeClockMissed = 0;

async function order(shop: string, skill: string): Promise<Answer | null> {
  const answer = await ask(`${shop}.sock`, `/${skill}`, { body: ORDERS[skill] }).catch(() => null);
  return answer?.status === 200 ? (JSON.parse(answer.text) as Answer) : null;
}

async function visit({ shop, skills, outages }: Known): Promise<never> {
  for (let turn = 0; ; turn++) {
    const skill = skills[turn % skills.length] as string;
    orders++;
    const answer = await order(shop, skill);
    if (!answer && shop === 'office' && skill === 'clock') officeClockMissed++;
    if (answer) {
      if ((answers.get(skill) ?? answer.text) !== answer.text) different++;
      answers.set(skill, answer.text);
      outages.answered(answer, performance.now());
    } else outages.missed++;
    await pause(answer ? EVERY_MS : AGAIN_MS);
  }
}

const cell = (value: number | null) => (value === null ? '' : value.toFixed()).padStart(5);

function tell(): void {
  const rows = known.map(({ shop, skills, outages }) => {
    const { awayMs, missed, life } = outages;
    metric(`${shop} missed`, missed);
    if (awayMs !== null) metric(`${shop} away`, Math.round(awayMs));
    metric(`${shop} node`, Math.round(life?.nodeMs ?? 0));
    metric(`${shop} load`, Math.round(life?.loadMs ?? 0));
    metric(`${shop} node cpu`, Math.round(life?.nodeCpuMs ?? 0));
    metric(`${shop} load cpu`, Math.round(life?.loadCpuMs ?? 0));
    return `${shop.padEnd(8)}${String(skills.length).padStart(3)}${cell(awayMs)}${cell(life?.nodeMs ?? null)}${cell(life?.loadMs ?? null)}`;
  });
  metric('orders', orders);
  metric('office clock missed', officeClockMissed);
  metric('different answers', different);
  // Last: with the news of a new life, the rest of it is known, of the others too.
  for (const { shop, outages } of known) metric(`${shop} lives`, outages.lives);
  const table = ['        can away Node load', ...rows].map((row) => `${row}\x1b[K`);
  process.stdout.write(`\x1b[H${table.join('\n')}\nms, the last time\n`);
}

process.stdout.write('\x1b[2J');
for (const one of known) void visit(one);
setInterval(tell, TELL_MS);
startPulse();
ready();
