// Lives beside the castle, on the same machine. Starts a process now and then, and looks what the king sees.
import { spawnSync } from 'node:child_process';
import { metric, ready } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import type { Sight } from './king.js';

const WALK_MS = 250;
const PATIENCE_MS = 1000;

let started = 0;
let failed = 0;

const lookInto = async (door: string): Promise<Sight | null> => {
  const answer = await ask(door, '/', { patienceMs: PATIENCE_MS }).catch(() => null);
  return answer && (JSON.parse(answer.text) as Sight);
};

const column = (number: number) => String(number).padStart(8);
const row = (name: string, sight: Sight | null) =>
  `${name.padEnd(8)}${sight ? [sight.pid, sight.processes, sight.refused].map(column).join('') : '  nobody'}`;

async function walk(): Promise<void> {
  if (spawnSync('true').status === 0) started++;
  else failed++;
  const [king, commoner] = [await lookInto('gate/king.sock'), await lookInto('commoner.sock')];
  metric('started', started);
  metric('failed', failed);
  metric('king sees', king?.processes ?? 0);
  metric('threads', king?.threads ?? 0);
  metric('refused', king?.refused ?? 0);
  const outside = `my own: ${started} started, ${failed} not`;
  const table = ['             pid    sees refused', row('commoner', commoner), row('king', king), '', outside];
  process.stdout.write(`\x1b[H${table.map((line) => `${line}\x1b[K`).join('\n')}\n`);
  setTimeout(walk, WALK_MS);
}

process.stdout.write('\x1b[2J');
await walk();
ready();
