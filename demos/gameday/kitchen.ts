// The supervisor of two ovens: a process that may die like any other, and takes its ovens along.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';
import { type ChildSpec, Supervisor } from '../../src/supervisor/index.js';
import { exposeToTrouble, startBeating } from './troubles.js';

const WATCHDOG_MS = 1500;
const program = join(dirname(fileURLToPath(import.meta.url)), 'oven.js');

const oven = (id: string): ChildSpec => ({
  id,
  start: { command: process.execPath, args: [program, id] },
  ready: 'notify',
  watchdog: WATCHDOG_MS,
});
const supervisor = new Supervisor({ intensity: 20, period: 10_000, children: ['oven-1', 'oven-2'].map(oven) });
supervisor.events.on('event', (event) => {
  if (event.type === 'exit') console.log(`${event.id}: ${event.signal ?? event.code}`);
  if (event.type === 'ready') console.log(`${event.id}: hot, process ${event.pid}`);
  if (event.type === 'hung') console.log(`${event.id}: hangs, killed`);
});
void supervisor.done.then(({ failure }) => process.exit(failure ? 1 : 0));
process.on('SIGTERM', () => supervisor.stop());

exposeToTrouble('kitchen');
onFault({ behead: () => process.kill(process.pid, 'SIGKILL') });
await supervisor.start();
startBeating();
startPulse();
ready();
