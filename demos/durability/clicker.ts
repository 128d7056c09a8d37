// Clicks, and remembers what was promised. In a storm: clicks like mad, and kill -9 in the middle of it.
import { setTimeout as pause } from 'node:timers/promises';
import { metric, onFault, ready } from '../../src/demo/worker.js';
import { ownChance } from '../common/chance.js';
import { Lane } from './lane.js';

const KILLS = Number(process.env.KILLS);
/** A write that is torn takes some luck: a storm goes on until the first one, but not for ever. */
const MORE_KILLS_MAX = 30;
const CALM_MS = 100;
const LOOK_MS = 20;
const TELL_MS = 400;

const chance = ownChance(1);
const lanes = ['overwrite', 'rename', 'journal'].map((name) => new Lane(name));
let kills = 0;
let storming = false;

function tell(): void {
  for (const { name, torn, lost, clicks } of lanes) {
    if (kills > 0) metric(`${name} torn of all`, (100 * torn) / kills);
    metric(`${name} torn`, torn);
    metric(`${name} lost`, lost);
    metric(`${name} clicks`, clicks);
  }
  metric('kills', kills);
}

async function strike(): Promise<void> {
  await pause(100 + chance() * 300);
  const victims = lanes.map(({ pid, deaths }) => ({ pid, deaths }));
  for (const { pid } of victims) process.kill(pid, 'SIGKILL');
  kills++;
  while (lanes.some(({ deaths }, at) => deaths === victims[at]?.deaths)) await pause(LOOK_MS);
  console.log(`kill ${String(kills).padStart(2)} torn ${lanes.map(({ torn }) => torn).join(' ')}`);
}

const tornInAll = () => lanes.reduce((sum, { torn }) => sum + torn, 0);

async function storm(): Promise<void> {
  if (storming) return;
  storming = true;
  metric('storms over', 0);
  const [until, tornBefore] = [kills + KILLS, tornInAll()];
  while (kills < until || (kills < until + MORE_KILLS_MAX && tornInAll() === tornBefore)) await strike();
  storming = false;
  tell();
  metric('storms over', 1);
  for (const { name, torn, lost } of lanes) console.log(`${name}: ${torn} torn, ${lost} lost`);
}

onFault({ storm });
for (const lane of lanes) void lane.click(() => (storming ? 0 : CALM_MS));
while (lanes.some(({ pid }) => pid === 0)) await pause(LOOK_MS);
console.log('all three count my clicks');
setInterval(tell, TELL_MS);
ready();
