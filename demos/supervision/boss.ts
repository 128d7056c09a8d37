// This project's supervisor in a process of its own, so that it can be killed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';
import { Supervisor } from '../../src/supervisor/index.js';

const shop = join(dirname(fileURLToPath(import.meta.url)), 'shop.js');
const supervisor = new Supervisor({
  children: [{ id: 'shop', start: { command: process.execPath, args: [shop, 'boss'] } }],
});
supervisor.events.on('event', ({ type }) => {
  if (type === 'start' || type === 'exit') console.log(`shop: ${type}`);
});
console.log(`${process.pid}: I am the supervisor`);
await supervisor.start();

onFault({ behead: () => process.kill(process.pid, 'SIGKILL') });
process.on('SIGTERM', () => supervisor.stop().then(() => process.exit()));
startPulse();
ready();
