import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { BLACK_BOX, openBrowser, openDeck, startBlackBox } from '../helpers/browser.js';

let app: App;
let browser: Browser;

beforeEach(async () => {
  app = await startApp();
  browser = await openBrowser();
});

afterEach(async () => {
  await browser.close();
  await app.stop();
});

it('the whole app is killed and started again: the page says so, and is back when the new address is opened', async () => {
  const { page, errors } = await openDeck(browser, app.address, BLACK_BOX.slide);
  await startBlackBox(page);
  app.process.kill('SIGKILL');
  await app.exit;
  app = await startApp('present', [], { port: app.port });
  await page.waitForFunction(() => document.querySelector('.trouble')?.textContent?.includes('earlier run'), null, {
    timeout: 30_000,
  });
  expect(await page.textContent('.trouble')).toContain('npm start');

  const other = await page.context().newPage();
  await other.goto(app.address);
  await page.waitForSelector('.actions .start:not([disabled])', { timeout: 30_000 });
  await page.waitForSelector('.trouble', { state: 'hidden' });
  await startBlackBox(page);
  expect(page.url()).toContain(`#/${BLACK_BOX.slide}`);
  expect(errors.filter((error) => !/Failed to load resource|WebSocket/.test(error))).toEqual([]);
});
