// A process of a demo made for tests. Takes the faults `crash`, `leave` and `deafen`; does what its arguments say first.
import { spawn } from 'node:child_process';

const acts = {
  escapee: () =>
    new Promise((resolve) => {
      const options = { stdio: 'ignore', detached: true };
      spawn('sleep', ['1000'], options).once('spawn', resolve);
    }),
  bytes: () => {
    process.stdin.setRawMode(true);
    process.stdin.on('data', (data) => console.log(`bytes ${data.toString('hex')}`));
  },
  environment: () => console.log(`environment: ${Object.keys(process.env).sort().join(' ')}.`),
  junk: () => {
    const name = 'n';
    const messages = [null, 5, [], { type: 'metric' }, { type: 'metric', name: 'x'.repeat(65), value: 1 }];
    for (const message of [...messages, { type: 'metric', name, value: '7' }, { type: 'metric', name, value: null }]) {
      process.send(message);
    }
    process.send({ type: 'exit', id: 'a', code: 0 });
    process.send({ type: 'metric', name: 'good', value: 7 });
  },
  metrics: () => {
    for (let value = 1; value <= 40_000; value++) process.send({ type: 'metric', name: 'count', value });
    process.send({ type: 'metric', name: 'last', value: 40_000 });
    for (let at = 0; at < 1000; at++) process.send({ type: 'metric', name: `name ${at}`, value: at });
  },
};

const faults = {
  crash: () => {
    throw new Error('as you like it');
  },
  leave: () => process.exit(0),
};

process.on('message', (message) => faults[message?.name]?.());
process.stdin.on('data', (data) => console.log(`heard ${String(data).trim()}`));
setInterval(() => {}, 1000);

const [...todo] = process.argv.slice(2);
for (const act of todo) await acts[act]?.();
console.log(`hello from ${process.pid}`);
if (!todo.includes('never-ready')) process.send({ type: 'ready' });
