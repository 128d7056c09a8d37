// Holds the plug: on a game day it pulls it, again and again. Then it prints a certificate.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isIdentityAlive } from '../../src/supervisor/processes.js';
import { ownChance } from '../common/chance.js';
import { ask } from '../common/http.js';
import { metric, onFault, ready, startPulse } from '../common/tell.js';
import { type Blow, certificate, drawGame, passes, type Score } from './game.js';
import { identityFile } from './troubles.js';

const SEED = process.env.SEED ?? '1';
/** Who is down, or does not listen, cannot be struck: then a little later. */
const AGAIN_MS = 50;
const PATIENCE_MS = 1000;
const SIGNALS = { kill: 'SIGKILL', behead: 'SIGKILL', freeze: 'SIGSTOP' } as const;

const read = (file: string) => readFileSync(file, 'utf8');

/** Rejects when it did not strike. */
async function strike({ kind, victim }: Blow): Promise<void> {
  if (kind in SIGNALS) {
    const identity = read(identityFile(victim));
    if (!isIdentityAlive(identity)) throw new Error(`${victim} is down`);
    process.kill(Number(identity.split('-')[0]), SIGNALS[kind as keyof typeof SIGNALS]);
  } else if (victim === 'till') {
    await fetch(`http://127.0.0.1:${read('till.port')}/${kind}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } else {
    await ask(`${victim}.sock`, `/${kind}`, { patienceMs: PATIENCE_MS });
  }
}

async function pullThePlug(blow: Blow, beganAt: number): Promise<Blow> {
  await pause(blow.at - (performance.now() - beganAt));
  for (;;) {
    try {
      await strike(blow);
      break;
    } catch {
      await pause(AGAIN_MS);
    }
  }
  console.log(`${blow.kind} ${blow.victim}`);
  return { ...blow, at: performance.now() - beganAt };
}

async function play(faults: number, ms: number): Promise<void> {
  await ask('customers.sock', '/begin');
  const beganAt = performance.now();
  const log: Blow[] = [];
  for (const blow of drawGame(ownChance(1), faults, ms)) {
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
