// A process that behaves as its arguments say, in their order.
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { ignore, promoted, ready, startBeating } from '../../../dist/src/supervisor/worker.js';

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
  /** The same, and nothing in its environment tells where it comes from. */
  stranger: async () => {
    const options = { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env: {} };
    tell({ type: 'stranger', pid: await startOf('/bin/sleep', ['1000'], options) });
  },
  /** The same, and it keeps the way to the supervisor open. */
  heir: async () => {
    const options = { stdio: ['ignore', 'inherit', 'inherit', 3], detached: true, env: {} };
    tell({ type: 'heir', pid: await startOf('/bin/sleep', ['1000'], options) });
  },
  'hello-message': () => tell({ type: 'hello' }),
  beat: () => startBeating(),
  /** Everything is loaded; the rest is for the one that is wanted. */
  wait: () => promoted(),
  informed: () => ready({ port: 1986 }),
  ignore: () => ignore(),
  /** Does what it is told to: `busy` for some ms, `eat` some bytes, `die`. */
  obey: () =>
    process.on('message', ({ busy = 0, eat = 0, die = false }) => {
      for (const end = Date.now() + busy; Date.now() < end; );
      if (eat > 0) food.push(Buffer.alloc(eat, 1));
      if (die) process.kill(process.pid, 'SIGKILL');
    }),
  /** Answers everybody who connects to the socket that its supervisor holds. */
  serve: () => createServer((socket) => socket.end(`${process.pid} ${process.env.LISTEN_PID}`)).listen({ fd: 3 }),
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

const food = [];
setInterval(() => {}, 1000);
for (const act of process.argv.slice(2)) await acts[act]();
