// Leaves when asked. Has brought somebody, and will not mention it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ready } from '../../src/demo/worker.js';

const env = { ...process.env, PUB: join(process.cwd(), 'friend') };
// In a session of its own: who signals the host, or the host's whole group, does not reach it.
spawn(process.execPath, [fileURLToPath(new URL('./deaf.js', import.meta.url))], {
  env,
  stdio: 'ignore',
  detached: true,
});
setInterval(() => {}, 60_000);
ready();
