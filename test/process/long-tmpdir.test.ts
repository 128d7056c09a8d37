import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placesOfRuns, SOCKET_PATH_BYTES } from '../../src/protocol/unix-socket.js';
import { isAlive, processesWith } from '../../src/supervisor/processes.js';
import { type App, freePort, run, startApp } from '../helpers/app.js';
import { cookieFor, learnerOf, PageClient, ticketFor } from '../helpers/page-client.js';
import { until } from '../helpers/until.js';

let base: string;
/** Longer than any unix socket's path may be. */
let long: string;
let app: App | null = null;
const clients: PageClient[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'reboot-test-long-'));
  long = join(base, 'l'.repeat(SOCKET_PATH_BYTES));
  mkdirSync(long);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await app?.stop();
  app = null;
  rmSync(base, { recursive: true });
});

async function page(ticket: string): Promise<PageClient> {
  const client = await PageClient.connect(app as App).hello(ticket);
  clients.push(client);
  await until(() => client.epoch !== null, { what: 'the page follows the log of a stage' });
  return client;
}

/** The folders with the sockets of this app's stages. */
const socketFolders = () => {
  const ours = processesWith('REBOOT_CAMP_ROOT').filter(({ value }) => value.startsWith(`${app?.process.pid}-`));
  const folders = processesWith('REBOOT_CAMP_SOCKETS').filter(({ pid }) => ours.some((own) => own.pid === pid));
  return [...new Set(folders.map(({ value }) => value))];
};

it('each stage has a socket of its own in a private folder, and a learner commands none but theirs, when TMPDIR is long', async () => {
  app = await startApp('present', [], { env: { TMPDIR: long } });
  const talk = await page(await ticketFor(app));
  const cookie = await cookieFor(app);
  const one = await page((await learnerOf(app, cookie)).ticket);
  const other = await page((await learnerOf(app, cookie)).ticket);
  expect(new Set([talk.epoch, one.epoch, other.epoch]).size).toBe(3);

  // The demo's own sockets stand in a folder below the long one.
  one.send({ type: 'do', request: 1, command: { do: 'start', demo: 'stop' } });
  expect(await one.answer(1)).toEqual({ type: 'done', request: 1 });
  await until(() => one.output.includes('served'));
  expect(talk.seqs).toEqual([]);
  expect(other.seqs).toEqual([]);

  const [folder, ...more] = socketFolders() as [string];
  expect(more).toEqual([]);
  expect(placesOfRuns(long)).toContain(dirname(folder));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const sockets = readdirSync(folder).filter((name) => name.endsWith('.sock'));
  expect(sockets.filter((name) => name.startsWith('l-'))).toHaveLength(2);
  expect(sockets.filter((name) => !name.startsWith('l-')).sort()).toEqual(['stage.sock', 'talk.sock']);
  // No socket stands outside of it: those of a cut path would.
  expect(readdirSync(base)).toEqual(['l'.repeat(SOCKET_PATH_BYTES)]);

  await app.stop();
  app = null;
  expect(readdirSync(dirname(folder))).not.toContain(folder.slice(dirname(folder).length + 1));
  expect(readdirSync(long)).toEqual([]);
});

it('the next run removes the folder for sockets of a run that was killed', async () => {
  app = await startApp('present', [], { env: { TMPDIR: long } });
  const [folder] = socketFolders() as [string];
  const pids = processesWith('REBOOT_CAMP_SOCKETS').filter(({ value }) => value === folder);
  process.kill(app.process.pid as number, 'SIGKILL');
  await until(() => !pids.some(({ pid }) => isAlive(pid)));
  app = await startApp();
  const name = folder.slice(dirname(folder).length + 1);
  expect(readdirSync(dirname(folder))).not.toContain(name);
});

it('npm start refuses with code 2 and in words, without a stack, when no folder is short enough', async () => {
  const port = await freePort();
  const preload = join(base, 'no-short-place.cjs');
  // As on a machine on which nobody may write to /tmp.
  writeFileSync(
    preload,
    `const fs = require('node:fs');
const { mkdtempSync } = fs;
fs.mkdtempSync = (prefix, ...rest) => {
  if (prefix.startsWith('/tmp/reboot-camp-')) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  return mkdtempSync(prefix, ...rest);
};
require('node:module').syncBuiltinESMExports();
`,
  );
  const command = run(['present', '--port', String(port), '--no-open'], {
    env: { TMPDIR: long, NODE_OPTIONS: `--require=${preload}` },
  });
  const ended = await Promise.race([command.exit, until(() => command.stdout.includes('Ctrl-C')).catch(() => {})]);
  command.process.kill();
  const code = await command.exit;
  expect(ended).toBe(code);
  expect(command.stderr).toMatch(
    /TMPDIR is too long.*\d+ bytes.*limit.*\/tmp cannot be used instead \(EACCES\).*Set TMPDIR/,
  );
  expect(command.stderr).not.toMatch(/ {4}at /);
  expect(code).toBe(2);
  expect(readdirSync(long)).toEqual([]);
});
