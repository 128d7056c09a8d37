// A process that behaves as its arguments say, in their order.
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';

const tell = (message) => process.send?.(message);
const startOf = (command, args, options) =>
  new Promise((resolve) => {
    const child = spawn(command, args, options);
    child.once('spawn', () => resolve(child.pid));
  });

const acts = {
  ready: () => tell({ type: 'ready' }),
  /** Heeds no polite end, and says when that is so. */
  deaf: () => {
    process.on('SIGTERM', () => {});
    tell({ type: 'deaf' });
  },
  /** A child of its own, in its process group. */
  grandchild: async () => tell({ type: 'grandchild', pid: await startOf('sleep', ['1000'], { stdio: 'ignore' }) }),
  /** A child that has left for a session of its own, and holds stdout and stderr open. */
  escapee: async () => {
    const options = { stdio: ['ignore', 'inherit', 'inherit'], detached: true };
    tell({ type: 'escapee', pid: await startOf('sleep', ['1000'], options) });
  },
  junk: () => {
    for (const message of [null, 5, 'ready', [], { type: 7 }, { type: 'metric', name: 5, value: 'x' }]) tell(message);
  },
  hello: () => writeSync(1, 'hello\n'),
  quit: () => process.exit(0),
  fail: () => process.exit(3),
  suicide: () => process.kill(process.pid, 'SIGKILL'),
};

setInterval(() => {}, 1000);
for (const act of process.argv.slice(2)) await acts[act]();
