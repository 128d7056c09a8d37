// Looks into the kernel's process table, from outside: who is in this pub? There may be others in town.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { metric, ready, startPulse } from '../../src/demo/worker.js';
import { processesWith } from '../../src/supervisor/processes.js';

const LOOK_MS = 150;
const STATES: Record<string, string> = { R: 'running', S: 'waiting', D: 'waiting', T: 'stopped' };

/** As the kernel tells it; gone between two looks is gone. */
function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return STATES[stat.charAt(stat.lastIndexOf(')') + 2)] ?? 'ending';
  } catch {
    return 'ending';
  }
}

let shown = '';

function look(): void {
  const inside = processesWith('PUB')
    .filter(({ value }) => dirname(value) === process.cwd())
    .map(({ pid, value }) => ({ pid, name: basename(value), state: stateOf(pid) }))
    // Node lists folders as text, in which 10008 comes before 9990.
    .sort((one, other) => one.pid - other.pid);
  const door = existsSync('bar.sock');
  metric('inside', inside.length);
  metric('stopped', inside.filter(({ state }) => state === 'stopped').length);
  metric('sockets', door ? 1 : 0);
  const rows = inside.map(({ pid, name, state }) => `${String(pid).padStart(7)} ${name.padEnd(9)}${state}`);
  const table = [
    '    pid who      state',
    ...rows,
    `${inside.length} inside, ${door ? 'one socket' : 'no socket'}`,
  ].join('\n');
  if (table !== shown) process.stdout.write(`\x1b[H\x1b[2J${table}\n`);
  shown = table;
}

setInterval(look, LOOK_MS);
startPulse();
ready();
