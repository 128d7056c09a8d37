// Holds the plug: on a game day it pulls it, again and again. Then it prints a certificate.
import { setTimeout as pause } from 'node:timers/promises';
import { ownChance } from '../common/chance.js';
import { ask } from '../common/http.js';
import { metric, onFault, ready, startPulse } from '../common/tell.js';
import { type Blow, certificate, drawGame, passes, type Queue, type Score } from './game.js';
import { strike } from './strike.js';

const SEED = process.env.SEED ?? '1';
/** Who was not there to be struck is struck a little later. */
const AGAIN_MS = 50;

const queue = async () => JSON.parse((await ask('customers.sock', '/queue')).text) as Queue;

/**
 * Resolves when an order that was placed after this moment has its bread. A blow to a shop that lies on the ground tells nothing;
 * Principles of Chaos Engineering asks for a steady state before each.
 */
async function shopSells(): Promise<void> {
  const { latest } = await queue();
  while ((await queue()).latestServed <= latest) await pause(AGAIN_MS);
}

async function pullThePlug(blow: Blow, beganAt: number): Promise<Blow> {
  await pause(blow.at - (performance.now() - beganAt));
  const struck = () =>
    strike(blow).then(
      () => true,
      () => false,
    );
  while (!(await struck())) await pause(AGAIN_MS);
  console.log(`${blow.kind} ${blow.victim}`);
  return { ...blow, at: performance.now() - beganAt };
}

async function play(faults: number, ms: number): Promise<void> {
  await ask('customers.sock', '/begin');
  const beganAt = performance.now();
  const log: Blow[] = [];
  for (const blow of drawGame(ownChance(1), faults, ms)) {
    await shopSells();
    log.push(await pullThePlug(blow, beganAt));
    metric('faults', log.length);
  }
  await pause(ms - (performance.now() - beganAt));
  const score = JSON.parse((await ask('customers.sock', '/end')).text) as Score;
  for (const line of certificate(SEED, ms, log, score)) console.log(line);
  metric('orders', score.orders);
  metric('answered', (100 * score.answered) / score.orders);
  metric('lost', score.lost);
  metric('doubled', score.doubled);
  metric('passed', Number(passes(score)));
}

console.log(`seed ${SEED}: I have the plug`);
onFault({
  short: () => void play(10, 20_000),
  whole: () => void play(20, 60_000),
});
startPulse();
ready();
