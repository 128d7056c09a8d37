// Visits four shops, again and again, and tells each how often he was there. One of them listens.
import { setTimeout as stroll } from 'node:timers/promises';
import { metric, ready } from '../../src/demo/worker.js';
import { insist } from '../common/http.js';
import { Memory } from './memory.js';
import type { Welcome } from './shop.js';

const STROLL_MS = 200;
const TELL_MS = 500;
const PATIENCE_MS = 30_000;

const shops = new Map(['cling', 'save', 'share', 'punt'].map((name) => [name, new Memory()]));

async function visit(name: string, memory: Memory): Promise<never> {
  for (;;) {
    const question = { body: String(memory.visits), patienceMs: PATIENCE_MS };
    const answer = await insist(`${name}.sock`, '/', question).catch(() => null);
    if (answer) memory.hear(JSON.parse(answer.text) as Welcome, performance.now());
    await stroll(STROLL_MS);
  }
}

/** The same table again and again, in the same place. */
function draw(): void {
  const rows = [...shops].map(([name, { died, forgot, backMs }]) => {
    const back = backMs === null ? '' : `${Math.round(backMs)} ms`;
    return `${name.padEnd(6)}${String(died).padStart(4)}${String(forgot).padStart(7)}${back.padStart(9)}`;
  });
  const table = ['      died forgot     back', ...rows].map((row) => `${row}\x1b[K`);
  process.stdout.write(`\x1b[H${table.join('\r\n')}\r\n`);
}

function tell(): void {
  for (const [name, { visits, died, forgot }] of shops) {
    metric(`${name} forgot`, forgot);
    metric(`${name} died`, died);
    metric(`${name} visits`, visits);
  }
  draw();
}

process.stdout.write('\x1b[2J');
for (const [name, memory] of shops) void visit(name, memory);
setInterval(tell, TELL_MS);
ready();
