import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';

let app: App;
let browser: Browser;
let foreign: Server;

/** Another site: its name is not the one by which the talk is called. */
beforeAll(async () => {
  app = await startApp('present', ['--share']);
  browser = await openBrowser();
  const [, viewer = ''] = [...app.stdout.matchAll(/\/(?:join)?\?token=(\S+)/g)].map(([, token]) => token);
  foreign = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<a href="${app.origin}/?token=${viewer}">Watch the talk</a>`);
  });
  await new Promise<void>((resolve) => foreign.listen(0, 'localhost', resolve));
});
afterAll(async () => {
  foreign?.closeAllConnections();
  foreign?.close();
  await browser?.close();
  await app?.stop();
});

it('the presenter stays the presenter after a link of another site has led to the viewers’ address', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const role = () => page.evaluate(async () => ((await (await fetch('/ticket')).json()) as { role: string }).role);
  await page.goto(app.address);
  expect(await role()).toBe('presenter');
  await page.goto(`http://localhost:${(foreign.address() as AddressInfo).port}`);
  await page.getByText('Watch the talk').click();
  await page.waitForURL(`${app.origin}/**`);
  expect(await role()).toBe('presenter');
  await context.close();
});
