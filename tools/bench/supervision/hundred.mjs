/** A hundred children killed at once, and what it costs to have them; the children are as small as can be. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newFolder } from '../clean.mjs';
import { against, remark, row } from '../figures.mjs';
import { quick } from '../options.mjs';
import { cpuMs, program, residentMiB, start, stopAll, supervisorsOf } from './contenders.mjs';
import { bare, ours, present } from './peers/index.mjs';
import { which } from './peers/tools.mjs';
import { inTurn } from './rounds.mjs';

const MANY = 100;
const KILLS = 10;
/** V8 cleans up once, some eight seconds after a start; that is not what idling costs. */
const SETTLE_MS = quick ? 500 : 10_000;
const IDLE_MS = quick ? 1000 : 10_000;
const BUDGETS = new Map([[ours.name, '; budget × 1.30, 50 MiB, 2 ms/s']]);

function compiled() {
  const file = join(newFolder('sleeper'), 'sleeper');
  execFileSync('cc', ['-O2', '-static', '-o', file, program('sleeper.c')]);
  return file;
}

const sleeper = () => ({ command: which('cc') ? compiled() : program('sleeper.sh'), args: [], ready: 'spawn' });

/** `backoff: 0` is for ours: no waiting for those that die young. */
async function startMany(worker, count) {
  const running = [];
  for (const peer of [bare, ours, ...present]) {
    running.push(await start(peer, worker, { count, child: { backoff: 0 } }));
  }
  return running;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** The processor time of each at rest, all over the same time. */
async function idle(running) {
  await sleep(SETTLE_MS);
  const groups = running.map(supervisorsOf);
  const cpu = () => groups.map((pids) => sum(pids.map(cpuMs)));
  const before = cpu();
  await sleep(IDLE_MS);
  return cpu().map((after, at) => ({
    processes: groups[at].length,
    mib: sum(groups[at].map(residentMiB)),
    msPerSecond: ((after - before[at]) * 1000) / IDLE_MS,
  }));
}

const cost = ({ processes, mib, msPerSecond }) =>
  `${mib.toFixed(1)} MiB in ${processes}, ${msPerSecond.toFixed(2)} ms/s`;

export async function hundred() {
  const worker = sleeper();
  const single = await startMany(worker, 1);
  const running = await startMany(worker, MANY);
  const costs = await idle([...single, ...running]);
  stopAll(single);
  const times = await inTurn(running, KILLS);
  stopAll(running);
  for (const [at, { name }] of running.entries()) {
    row(`${MANY} × SIGKILL → all back, ${name}`, times[at], against(times[0], times[at]) + (BUDGETS.get(name) ?? ''));
    remark('  its RSS and idle CPU with 1 child', cost(costs[at]));
    remark(`  with ${MANY} children`, cost(costs[single.length + at]));
  }
}
