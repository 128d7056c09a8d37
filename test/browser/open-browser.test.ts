import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { freePort, type Run, run } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';
import { until } from '../helpers/until.js';

let browser: Browser;
let folder: string;
let app: Run;
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
  app = run(['present', '--port', String(await freePort())], { env });
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
