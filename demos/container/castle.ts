// The castle: makes the king process number 1 of a container, and does to him what is asked. The castle falls when he does.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { identityOf, isIdentityAlive } from '../../src/supervisor/processes.js';
import { ask, insist } from '../common/http.js';
import { holds, inForce, told } from './limits.js';
import { buildWalls, evidenceFor } from './walls.js';
import { programsAround, WAYS, works } from './ways.js';

const PATIENCE_MS = 20_000;
/** A king who answers so many questions has outlived what came before them. */
const QUESTIONS = 5;
const DOOR = 'gate/king.sock';

const way = WAYS.find(works);
if (!way) throw new Error('no way into a container: see what the demo needs');
const walls = way.hasLimits ? null : await buildWalls();

mkdirSync('gate', { recursive: true });
const here = fileURLToPath(import.meta.url);
const place = { programs: programsAround(here), gate: resolve('gate'), name: `reboot-camp-${process.pid}` };
const program = [process.execPath, join(dirname(here), 'king.js'), 'king'];
const inside = way.enter(walls?.within(program) ?? program, place);
const [command = '', ...args] = walls?.around(inside) ?? inside;
const starter = spawn(command, args, { stdio: ['pipe', 'inherit', 'inherit'] });
starter.on('exit', async (code, signal) => {
  await walls?.tearDown();
  console.log(`the king is dead (${signal ?? code})`);
  process.exit(1);
});
process.on('SIGTERM', () => starter.kill('SIGKILL'));

await insist(DOOR, '/', { patienceMs: PATIENCE_MS });
const king = way.pidOutside(starter.pid ?? 0, place);
const limits = () => inForce(evidenceFor(king));

/** The identities of everybody inside, for the castle that comes after this one. */
const everybody = () => way.people(king, place).map(identityOf);
if (existsSync('people')) {
  const [...people] = readFileSync('people', 'utf8').split(' ');
  const survivors = people.filter(isIdentityAlive).length;
  metric('people lost', people.length);
  metric('survivors', survivors);
  console.log(`of the last ${people.length}, ${survivors} live`);
}
const remember = () => writeFileSync('people', everybody().join(' '));
remember();

console.log(`outside he is ${king}\n${way.command}, ${walls?.kind ?? 'its own limits'}:\n${told(limits())}`);

/** Nothing is lit before the kernel has said that it stays inside. */
function light(path: string): void {
  const walled = holds(limits());
  console.log(walled ? `${path.slice(1)}!` : `not behind these walls: ${told(limits())}`);
  metric('walled', Number(walled));
  if (walled) void ask(DOOR, path).catch(() => {});
}

let deaf = 0;
// Each castle counts for itself, and the count of the last one would stand until the first TERM.
metric('deaf', deaf);
onFault({
  dismiss: async () => {
    way.signal('SIGTERM', king, place);
    for (let asked = 0; asked < QUESTIONS; asked++) await ask(DOOR, '/');
    deaf++;
    console.log('kill -TERM: pardon?');
    metric('deaf', deaf);
  },
  execute: () => {
    remember();
    way.signal('SIGKILL', king, place);
  },
  bomb: () => light('/bomb'),
  eat: () => light('/eat'),
});
startPulse();
ready();
