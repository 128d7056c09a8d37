/** How soon a supervisor knows: of a death, of a freeze, of a busy loop. */
import { against, ms, remark, row } from '../figures.mjs';
import { BEATER, start, startAll, stopAll, WORKER } from './contenders.mjs';
import { bare, ours } from './peers/index.mjs';
import { hit, inTurn } from './rounds.mjs';

const KILLS = 25;
const HANGS = 10;
const WATCHDOG_MS = 500;

async function deaths() {
  const running = await startAll([bare, ours], WORKER, { tells: ['exit'] });
  const times = await inTurn(running, KILLS, { act: (contender) => hit(contender, 'SIGKILL', 'exit') });
  stopAll(running);
  for (const [at, { name }] of running.entries()) {
    row(`SIGKILL → known, ${name}`, times[at], against(times[0], times[at]));
  }
}

const watched = (name) => start(ours, BEATER, { name, tells: ['hung'], child: { watchdog: WATCHDOG_MS } });
const SIGNALS = { SIGSTOP: 'SIGSTOP', 'busy loop': 'SIGUSR2' };

async function hangs() {
  const running = [];
  for (const name of Object.keys(SIGNALS)) running.push(await watched(name));
  if (running.every(({ workers }) => workers[0].how === 'watched')) {
    const times = await inTurn(running, HANGS, { act: (contender) => hit(contender, SIGNALS[contender.name], 'hung') });
    for (const [at, { name }] of running.entries()) {
      row(`${name} → hung, ours, watchdog ${ms(WATCHDOG_MS)}`, times[at]);
    }
  } else remark('SIGSTOP or busy loop → hung, ours', 'never', 'its workers have no watchdog');
  stopAll(running);
}

export async function detection() {
  await deaths();
  await hangs();
}
