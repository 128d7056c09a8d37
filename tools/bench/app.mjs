/** The app as its user starts it, on a free port. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ROOT_MARK } from '../../dist/src/stage/leftovers.js';
import { processesWith } from '../../dist/src/supervisor/processes.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The report of the gateway about itself. */
async function load(address) {
  const welcome = await fetch(address, { redirect: 'manual' });
  const [cookie] = welcome.headers.get('set-cookie').split(';');
  return (await fetch(new URL('/load', address), { headers: { cookie } })).json();
}

/** `listeningMs`: from the command to the printed address. */
export async function startApp(command = 'present', root = ROOT, more = []) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [`${root}/src/boot.cjs`, command, '--port', String(port), '--no-open', ...more],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      text += data;
      const found = /http:\S+token=\S+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`the app ended with ${code}`)));
  });
  // By its own mark: another app may run on this machine.
  const processes = () =>
    processesWith(ROOT_MARK)
      .filter(({ value }) => value.startsWith(`${child.pid}-`))
      .map(({ pid }) => pid);
  const part = (variable) => {
    const own = processes();
    return processesWith(variable).find(({ pid }) => own.includes(pid)).pid;
  };
  return {
    pid: child.pid,
    processes,
    gateway: () => part('REBOOT_CAMP_GATEWAY'),
    stage: () => part('REBOOT_CAMP_SOCKETS'),
    port,
    address,
    origin: `http://127.0.0.1:${port}`,
    token: new URL(address).searchParams.get('token'),
    /** Printed second, with `--share`. */
    get viewerToken() {
      return [...text.matchAll(/token=(\S+)/g)][1][1];
    },
    load: () => load(address),
    listeningMs: performance.now() - began,
    stop: () => new Promise((resolve) => child.on('exit', resolve).kill('SIGTERM')),
  };
}
