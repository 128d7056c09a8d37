/** Supervisors side by side: each starts the same worker in its own way, in the same environment. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT_MARK } from '../../../dist/src/stage/leftovers.js';
import { processesWith } from '../../../dist/src/supervisor/processes.js';
import { endAll, newFolder } from '../clean.mjs';
import * as reports from './reports.mjs';

const CONTENDER_MARK = 'REBOOT_CAMP_CONTENDER';

export const program = (name) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

/** The environment of Node (more certificates, say) changes how long it boots, so all contenders get the same one. */
const environment = (id, folder) => ({
  PATH: process.env.PATH,
  HOME: folder,
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
  [ROOT_MARK]: process.env[ROOT_MARK],
  [CONTENDER_MARK]: id,
});

const nodeWorker = (file) => ({ command: process.execPath, args: [program(file)], ready: 'notify' });
export const WORKER = nodeWorker('worker.cjs');
export const SERVER = nodeWorker('server.cjs');
export const BEATER = nodeWorker('beater.cjs');

let started = 0;

/** Starts `count` workers under `peer`; resolves when all are up. `options` are for the peer itself. */
export async function start(peer, worker, { count = 1, name = peer.name, ...options } = {}) {
  const id = `${peer.name.replaceAll(/\W+/g, '-')}-${++started}`;
  const folder = newFolder(id);
  const born = reports.next(id, 'born', count);
  const args = [...worker.args, reports.path, id];
  // Others are told by the worker's arguments, too, who they are.
  await peer.start({
    ...worker,
    args,
    count,
    env: environment(id, folder),
    folder,
    id,
    report: reports.path,
    ...options,
  });
  return { id, name, workers: await born, stop: () => endAll(CONTENDER_MARK, id) };
}

export async function startAll(peers, worker, options) {
  const running = [];
  for (const peer of peers) running.push(await start(peer, worker, options));
  return running;
}

export function stopAll(running) {
  for (const { stop } of running) stop();
}

/** The processes that a contender needs besides its workers. */
export function supervisorsOf({ id, workers }) {
  const own = new Set(workers.map(({ pid }) => pid));
  return processesWith(CONTENDER_MARK)
    .filter(({ pid, value }) => value === id && !own.has(pid))
    .map(({ pid }) => pid);
}

const KIB_PER_MIB = 1024;

export const residentMiB = (pid) => {
  const [, kib] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kib) / KIB_PER_MIB;
};

/** ms on a CPU since its start, all threads; /proc/PID/stat counts in steps of 10 ms, which is coarser than what is measured. */
export const cpuMs = (pid) =>
  readdirSync(`/proc/${pid}/task`)
    .map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
    .reduce((sum, value) => sum + value, 0);
