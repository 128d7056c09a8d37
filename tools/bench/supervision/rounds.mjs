/** Kills in rounds: in each, every contender in turn, in random order. */
import { setTimeout as sleep } from 'node:timers/promises';
import { rounds } from '../options.mjs';
import * as reports from './reports.mjs';

const WARM_UP = 2;
/** A process that has been up for a second is restarted at once by every supervisor that backs off. */
export const GROWN_UP_MS = 1300;

const msSince = (at) => Number(process.hrtime.bigint() - at) / 1e6;

function shuffled(values) {
  const rest = [...values];
  return values.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
}

const untilOld = (at, ms) => sleep(Math.max(0, ms - msSince(at)));

const latest = (reports) => reports.reduce((last, { at }) => (at > last ? at : last), 0n);

/** Sends all its workers `signal` at once; resolves with what `what` reports about it, in ms since then, when all are back. */
export async function hit(contender, signal = 'SIGKILL', what = 'born') {
  const { id, workers } = contender;
  const born = reports.next(id, 'born', workers.length);
  const told = what === 'born' ? born : reports.next(id, what, workers.length);
  const at = process.hrtime.bigint();
  for (const { pid } of workers) process.kill(pid, signal);
  const tale = await told;
  contender.workers = await born;
  return Number(latest(tale) - at) / 1e6;
}

/** Resolves with the times of each contender, in the order given. `act` takes a contender and gives a time. */
export async function inTurn(running, count, { uptime = GROWN_UP_MS, act = hit } = {}) {
  const times = new Map(running.map((contender) => [contender, []]));
  for (let round = -WARM_UP; round < rounds(count); round++) {
    for (const contender of shuffled(running)) {
      await untilOld(contender.workers.at(-1).at, uptime);
      const took = await act(contender);
      if (round >= 0) times.get(contender).push(took);
    }
  }
  return [...times.values()];
}
