import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Slot } from '../../src/terminal/slot.js';
import { freePort, ROOT, type Run, run } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';
import { until } from '../helpers/until.js';

let browser: Browser;
let folder: string;
let app: Run;
let port: number;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reboot-test-open-'));
});
afterEach(async () => {
  app?.process.kill('SIGTERM');
  await app?.exit;
  rmSync(folder, { recursive: true });
});

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');

let environment: Record<string, string>;

/** The talk as it is started at a desk, whose browser is a program that writes down what it is given, and what others can see then. */
async function startAtDesk(): Promise<{ token: string; path: string; seen: string }> {
  const everyArgument = `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' > ${folder}/seen`;
  const fake = program(
    'fake-browser',
    `${everyArgument}\nprintf '%s' "$*" > ${folder}/given.new\nmv ${folder}/given.new ${folder}/given`,
  );
  // None of the programs that choose a browser by the kind of file.
  for (const name of ['run-mailcap', 'mimeopen', 'xdg-mime']) program(name, 'exit 1');
  const noDesktop = {
    XDG_CURRENT_DESKTOP: '',
    DESKTOP_SESSION: '',
    KDE_FULL_SESSION: '',
    GNOME_DESKTOP_SESSION_ID: '',
  };
  const env = { ...noDesktop, CI: '', DISPLAY: ':99', BROWSER: fake, PATH: `${folder}:${process.env.PATH}` };
  environment = env;
  port = await freePort();
  app = run(['present', '--port', String(port)], { env });
  await until(() => read('given') !== '', { what: 'the browser is opened' });
  const token = /token=(\S+)/.exec(app.stdout)?.[1] as string;
  return { token, path: read('given'), seen: read('seen') };
}

it('the browser is given a private file, no process shows the token, and the file leads to the controls and is removed', async () => {
  const { token, path, seen } = await startAtDesk();
  expect(path).not.toContain(token);
  expect(seen).toContain('src/boot.cjs');
  expect(seen).not.toContain(token);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);

  const page = await browser.newPage();
  const told: string[] = [];
  page.on('request', async (request) => {
    // The one request that is to have it.
    if (new URL(request.url()).searchParams.has('token')) return;
    told.push(`${request.url()} ${JSON.stringify(await request.allHeaders())}`);
  });
  await page.goto(`file://${path}`);
  await page.waitForSelector('.reveal.ready');
  expect(new URL(page.url()).search).toBe('');
  await until(() => !existsSync(dirname(path)), { what: 'the file is removed' });
  const kept = await page.evaluate(async () => {
    const ticket = await fetch('/ticket');
    const { role } = (await ticket.json()) as { role: string };
    const entries = performance.getEntries().map(({ name }) => name);
    const state = JSON.stringify(history.state);
    return {
      role,
      text: [document.title, document.referrer, document.cookie, location.href, state, ...entries].join('\n'),
    };
  });
  expect(kept.role).toBe('presenter');
  expect(kept.text).not.toContain(token);
  expect(told.length).toBeGreaterThan(3);
  for (const request of told) expect(request).not.toContain(token);
  await page.close();
});

it('a file that nobody followed is removed when the talk ends', async () => {
  const { path } = await startAtDesk();
  expect(existsSync(path)).toBe(true);
  app.process.kill('SIGTERM');
  await app.exit;
  expect(existsSync(dirname(path))).toBe(false);
});

it('a second start that opens the first talk gives the browser a file as well, and the first one removes it', async () => {
  const { token, path } = await startAtDesk();
  rmSync(join(folder, 'given'));
  let text = '';
  const slot = new Slot({ cols: 100, rows: 24, onOutput: (bytes) => (text += bytes) });
  const line = slot.open();
  const second = `${line.preparation}; exec ${process.execPath} ${ROOT}/src/boot.cjs present --port ${port}`;
  const stdio = line.stdio().slice(0, 3) as number[];
  const child = spawn('sh', ['-c', second], { env: { ...process.env, ...environment }, stdio });
  line.pid = child.pid ?? null;
  slot.bringToForeground(child.pid as number);
  const exit = new Promise((resolve) => child.on('close', resolve));
  try {
    await until(() => text.includes('Open it in the browser now?'));
    slot.write(Buffer.from('y\r'));
    expect(await exit).toBe(0);
    await until(() => read('given') !== '', { what: 'the browser is opened again' });
  } finally {
    child.kill('SIGKILL');
    slot.close();
  }
  const again = read('given');
  expect(again).not.toContain(token);
  expect(again).not.toBe(path);
  expect(statSync(again).mode & 0o777).toBe(0o600);
  await fetch(`http://127.0.0.1:${port}/?token=${token}`, { redirect: 'manual' });
  await until(() => ![path, again].some((one) => existsSync(dirname(one))), { what: 'both files are removed' });
});
