// A supervisor whose starts fail while 0, 1, 2 and 3 descriptors are free. Prints the codes of the errors, and how many
// descriptors and pipes the process has more than before.
import { closeSync, openSync, readdirSync } from 'node:fs';
import { Supervisor } from '../../../dist/src/supervisor/index.js';

const child = (id) => ({ id, start: { command: 'sleep', args: ['1000'], cwd: '/' } });
const supervisor = new Supervisor({ children: [child('first')] });
await supervisor.start();
const counts = () => [
  readdirSync('/proc/self/fd').length,
  process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length,
];
const [descriptors, pipes] = counts();

/** Takes all descriptors of the process but `free`. */
function takeAllBut(free) {
  const taken = [];
  try {
    for (;;) taken.push(openSync('/dev/null'));
  } catch {
    for (let left = 0; left < free; left++) closeSync(taken.pop());
  }
  return taken;
}

const codes = [];
for (const free of [0, 1, 2, 3]) {
  const taken = takeAllBut(free);
  const { cause } = await supervisor.startChild(child(`${free}`)).catch((error) => error);
  codes.push(`${cause?.syscall} ${cause?.code}`);
  for (const descriptor of taken) closeSync(descriptor);
}
const now = counts();
console.log(JSON.stringify({ codes, kept: [now[0] - descriptors, now[1] - pipes] }));
await supervisor.stop();
