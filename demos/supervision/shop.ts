// A shop with one door: a port, the same one in each life. The shop dies at boot when its settings have a typo.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';

const [name = 'shop'] = process.argv.slice(2);
const parent = process.ppid;

/** One word for each boot, and for each that went wrong. */
const note = (word: 'boot' | 'typo' | 'taken') => appendFileSync(`${name}.diary`, `${word}\n`);

function die(why: 'typo' | 'taken', lastWords: string): never {
  note(why);
  console.log(lastWords);
  process.exit(1);
}

note('boot');
if (existsSync(`${name}.typo`)) die('typo', `${process.pid}: "prot"? No such setting`);

const door = createServer((_, answer) => {
  // A process that has lost its parent has another one now.
  answer.end(JSON.stringify({ pid: process.pid, orphan: process.ppid !== parent }));
});
door.on('error', ({ code }: NodeJS.ErrnoException) => die('taken', `${process.pid}: ${code}`));

const file = `${name}.port`;
door.listen(existsSync(file) ? Number(readFileSync(file)) : 0, '127.0.0.1', () => {
  const { port } = door.address() as AddressInfo;
  writeFileSync(file, String(port));
  console.log(`${process.pid}: open, port ${port}`);
  ready();
});

onFault({
  typo: () => {
    writeFileSync(`${name}.typo`, 'prot = 8080\n');
    process.exit(1);
  },
});
startPulse();
