import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { openBrowser, openDeck } from '../helpers/browser.js';
import type { Copy } from '../helpers/copy.js';
import { copyWithFixtureDemos, SLIDE } from '../helpers/fixture-demos.js';

let copy: Copy;
let app: App;
let browser: Browser;

beforeAll(async () => {
  copy = copyWithFixtureDemos();
  app = await startApp('present', [], copy.inCopy);
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  copy?.remove();
});

const COLS = 120;
const ROWS = 6;
/** Beyond column 95 a report in the oldest encoding has bytes that are no ASCII. */
const COLUMN = 110;
const ROW = 4;

/** The bytes of a click there, pressed and released, in hexadecimal. */
const REPORTS = {
  bytes: ['1b5b4d208e24', '1b5b4d238e24'],
  text: [`\x1b[<0;${COLUMN};${ROW}M`, `\x1b[<0;${COLUMN};${ROW}m`].map((report) => Buffer.from(report).toString('hex')),
};

async function click(page: Page, id: string): Promise<void> {
  const box = await page.locator(`section.present [data-terminal="${id}"] .xterm-screen`).boundingBox();
  if (!box) throw new Error(`${id} has no terminal`);
  const [x, y] = [((COLUMN - 0.5) * box.width) / COLS, ((ROW - 0.5) * box.height) / ROWS];
  await page.mouse.click(box.x + x, box.y + y);
}

const textOf = (page: Page, id: string) => page.textContent(`section.present [data-terminal="${id}"] .xterm-rows`);

it('a program that reads the mouse gets the right bytes after a reload, in either encoding', async () => {
  const { page, errors } = await openDeck(browser, app.address, SLIDE.clicks);
  await page.click('section.present reboot-demo .actions .start:not([disabled])');
  for (const id of ['bytes', 'text']) await expect.poll(() => textOf(page, id)).toContain('ready');
  await page.reload();
  for (const [id, [pressed, released]] of Object.entries(REPORTS)) {
    await expect.poll(() => textOf(page, id)).toContain('ready');
    // The first click takes the keyboard: no program gets what was done before.
    await click(page, id);
    await expect.poll(() => page.getAttribute(`.pane[aria-label="${id}"]`, 'data-typing')).toBe('true');
    expect(await textOf(page, id)).not.toContain('1b');
    await click(page, id);
    await expect.poll(() => textOf(page, id)).toContain(pressed);
    await expect.poll(() => textOf(page, id)).toContain(released);
    await page.keyboard.press('Shift+Escape');
  }
  expect(errors).toEqual([]);
  await page.close();
});
