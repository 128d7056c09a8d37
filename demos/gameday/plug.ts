// Holds the plug: on a game day it pulls it, again and again. Then it prints a certificate.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { ownChance } from '../common/chance.js';
import { ask } from '../common/http.js';
import { availabilitySoFar, type Blow, certificate, drawGame, passes, type Queue, type Score } from './game.js';
import { strike } from './strike.js';

const SEED = process.env.SEED ?? '1';
/** A process that was not there to be struck is struck a little later. */
const AGAIN_MS = 50;
const TELL_MS = 250;

const queue = async () => JSON.parse((await ask('customers.sock', '/queue')).text) as Queue;

/**
 * Resolves when an order that was placed after this moment has its bread. A blow to a shop that lies on the ground tells nothing;
 * Principles of Chaos Engineering asks for a steady state before each.
 */
async function shopSells(): Promise<void> {
  const { latest } = await queue();
  while ((await queue()).latestServed <= latest) await pause(AGAIN_MS);
}

/** The latest order that had its bread: what is told shows that the shop sells between two blows. */
const latestSale = async () => (await queue()).latestServed;

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

let games = 0;
// A plug that was killed counts from the beginning, and says so before the next game.
metric('games', games);
let isPlaying = false;

async function play(faults: number, ms: number): Promise<void> {
  if (isPlaying) return console.log('One game at a time.');
  isPlaying = true;
  await ask('customers.sock', '/begin');
  const beganAt = performance.now();
  const telling = setInterval(() => void tellSoFar((performance.now() - beganAt) / ms), TELL_MS);
  const log: Blow[] = [];
  let fewestSales = Number.MAX_SAFE_INTEGER;
  let sold = 0;
  for (const blow of drawGame(ownChance(1), faults, ms)) {
    await shopSells();
    const soldNow = await latestSale();
    if (log.length > 0) fewestSales = Math.min(fewestSales, soldNow - sold);
    sold = soldNow;
    log.push(await pullThePlug(blow, beganAt));
    metric('faults', log.length);
  }
  await pause(ms - (performance.now() - beganAt));
  clearInterval(telling);
  metric('seconds', (performance.now() - beganAt) / 1000);
  metric('kinds', new Set(log.map(({ kind }) => kind)).size);
  metric('fewest sales between faults', fewestSales);
  const score = JSON.parse((await ask('customers.sock', '/end')).text) as Score;
  for (const line of certificate(SEED, ms, log, score)) console.log(line);
  metric('played', 100);
  metric('orders', score.orders);
  metric('asked again', score.askedAgain);
  metric('answered', (100 * score.answered) / score.orders);
  metric('lost', score.lost);
  metric('doubled', score.doubled);
  metric('passed', Number(passes(score)));
  metric('games', ++games);
  isPlaying = false;
}

async function tellSoFar(share: number): Promise<void> {
  const so = await queue().catch(() => null);
  // An answer that comes when the game is over is none.
  if (!so || !isPlaying || share >= 1) return;
  metric('played', 100 * share);
  metric('answered', 100 * availabilitySoFar(so));
}

console.log(`seed ${SEED}: I have the plug`);
onFault({
  short: () => void play(10, 20_000),
  whole: () => void play(20, 60_000),
});
startPulse();
ready();
