// A shop, and what it can do: `shop.js clock clock` or, for everything in one, `shop.js office clock page compiler`.
// The shop loads that when it boots, opens, and tells with each answer how long its boot took.

import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';

type Work = (text: string) => string | Promise<string>;

const [, , name = '', ...skills] = process.argv;

/** ms since this process began: what Node itself took. */
const nodeMs = performance.now();
const before = process.cpuUsage();
const can = new Map<string, Work>();
for (const skill of skills) {
  const { work } = (await import(`./${skill}.js`)) as { work: Work };
  can.set(skill, work);
  console.log(`can ${skill}`);
}
const loadMs = performance.now() - nodeMs;
/** In ms of the processor: a busy machine makes it hardly longer. */
const inMs = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
const nodeCpuMs = inMs(before);
const loadCpuMs = inMs(process.cpuUsage(before));

await serve(`${name}.sock`, async ({ path, body }) => {
  const work = can.get(path.slice(1));
  if (!work) return { status: 404 };
  return JSON.stringify({
    pid: process.pid,
    nodeMs,
    loadMs,
    nodeCpuMs,
    loadCpuMs,
    text: await work(body),
  } satisfies Answer);
});
console.log(`Node ${nodeMs.toFixed()}, load ${loadMs.toFixed()} ms`);
startPulse();
ready();

export interface Answer {
  pid: number;
  nodeMs: number;
  loadMs: number;
  nodeCpuMs: number;
  loadCpuMs: number;
  text: string;
}
