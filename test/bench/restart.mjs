/** SIGKILL → first instruction of the next worker: in a slot with the log on, and by a bare spawn; in turn. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventLog } from '../../dist/src/log/index.js';
import { Stage } from '../../dist/src/stage/stage.js';
import { median, row, until } from './figures.mjs';

const KILLS = 35;
const WARM_UP = 3;
const PROGRAMS = fileURLToPath(new URL('programs', import.meta.url));

/** The same for both: what Node finds in its environment (more certificates, say) changes how long it boots. */
const ENV = { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', TERM: 'xterm-256color' };

const births = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ pid: Number(line.split(' ')[0]), at: BigInt(line.split(' ')[1]) }));

/** Kills the newest and resolves with the time to the birth of the next, in ms. */
async function kill(file) {
  const before = births(file);
  const killed = process.hrtime.bigint();
  process.kill(before.at(-1).pid, 'SIGKILL');
  const next = await until(() => births(file)[before.length]);
  return Number(next.at - killed) / 1e6;
}

function bareSpawn(file) {
  let over = false;
  let child;
  const begin = () => {
    child = spawn(process.execPath, [join(PROGRAMS, 'born.mjs'), file], { stdio: 'ignore', env: ENV });
    child.on('exit', () => over || begin());
  };
  begin();
  return () => {
    over = true;
    child.kill('SIGKILL');
  };
}

async function supervised(file) {
  const worker = { id: 'worker', program: 'born.mjs', args: [file], ready: 'notify', cols: 80, rows: 24 };
  const tree = { id: 'top', strategy: 'one_for_one', intensity: 1000, period: 1000, children: [worker] };
  const demo = { name: 'bench', title: '', claim: '', tree, panes: [], faults: {}, running: [], script: [] };
  const began = performance.now();
  const stage = new Stage(demo, PROGRAMS, new EventLog(() => performance.now() - began));
  await stage.start();
  return () => stage.stop();
}

export async function restart() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [bareFile, slotFile] = ['bare', 'slot'].map((name) => join(folder, name));
  for (const file of [bareFile, slotFile]) writeFileSync(file, '');
  const stops = [bareSpawn(bareFile), await supervised(slotFile)];
  await until(() => births(bareFile).length && births(slotFile).length);
  const times = { bare: [], slot: [] };
  for (let turn = 0; turn < KILLS + WARM_UP; turn++) {
    // What has been up for a second is restarted at once.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const order = turn % 2 ? ['bare', 'slot'] : ['slot', 'bare'];
    for (const which of order) {
      const took = await kill(which === 'bare' ? bareFile : slotFile);
      if (turn >= WARM_UP) times[which].push(took);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true });
  row('restart, bare child_process.spawn (the floor)', times.bare);
  const pairs = times.slot.map((value, at) => value / times.bare[at]);
  row(
    'restart, in a slot, log on',
    times.slot,
    `× ${(median(times.slot) / median(times.bare)).toFixed(2)} (pairs ${median(pairs).toFixed(2)}; budget 1.10)`,
  );
}
