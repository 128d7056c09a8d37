/** SIGKILL → first instruction of the next worker. */
import { against, row } from '../figures.mjs';
import { startAll, stopAll, WORKER } from './contenders.mjs';
import { bare, ours, present, slot } from './peers/index.mjs';
import { inTurn } from './rounds.mjs';

const KILLS = 35;
const BUDGETS = new Map([[slot.name, '; budget × 1.10']]);

export async function cold() {
  const running = await startAll([bare, ours, slot, ...present], WORKER);
  const times = await inTurn(running, KILLS);
  stopAll(running);
  for (const [at, { name }] of running.entries()) {
    row(`SIGKILL → next worker, ${name}`, times[at], against(times[0], times[at]) + (BUDGETS.get(name) ?? ''));
  }
}
