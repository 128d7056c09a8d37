// A supervisor that is no longer given what a process needs. Prints its events, a line each.
// Arguments: the resource that prlimit(1) is to take away, and how much of it stays.
import { execFileSync } from 'node:child_process';
import { Supervisor } from '../../../dist/src/supervisor/index.js';

const [resource, left] = process.argv.slice(2);
const supervisor = new Supervisor({
  intensity: 1000,
  period: 1000,
  children: [{ id: 'a', start: { command: 'sleep', args: ['1000'], cwd: '/' }, backoff: 20 }],
});
supervisor.events.on('event', (event) => console.log(JSON.stringify(event)));
await supervisor.start();
// The number of processes limits everybody but root.
if (process.getuid() === 0 && resource === 'nproc') {
  process.setgid(65534);
  process.setuid(65534);
}
execFileSync('prlimit', ['--pid', String(process.pid), `--${resource}=${left}:`]);
console.log(JSON.stringify({ type: 'limited' }));
process.on('SIGTERM', async () => {
  await supervisor.stop();
  process.exit(0);
});
