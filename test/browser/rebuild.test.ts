/** A build of the pages while browsers show them. */
import { appendFileSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, gatewayOf, run, startApp } from '../helpers/app.js';
import { BLACK_BOX, openBrowser, openDeck, startBlackBox } from '../helpers/browser.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { slideOf } from '../helpers/slides.js';

const YEAR_S = 365 * 24 * 3600;

let copy: Copy;
let app: App;
let browser: Browser;

beforeAll(async () => {
  copy = copyProject();
  // A browser that is told nothing keeps a page for a tenth of its age.
  const longAgo = Date.now() / 1000 - YEAR_S;
  utimesSync(join(copy.folder, 'dist/public/index.html'), longAgo, longAgo);
  app = await startApp('present', [], copy.inCopy);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  copy?.remove();
});

async function build(): Promise<void> {
  const building = run(['build'], copy.inCopy);
  expect(await building.exit, building.stderr).toBe(0);
}

it('a browser that has shown the old slides shows the edited ones when it opens the address again', async () => {
  const gateway = gatewayOf(app);
  const { page, errors } = await openDeck(browser, app.address, slideOf('isolation'));
  expect(await page.textContent('section.present h2')).toBe('#1 Isolation');
  const file = join(copy.folder, 'slides/03-isolation.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace('## #1 Isolation', '## #1 Isolation, edited'));
  await build();
  await page.goto('about:blank');
  await page.goto(`${app.origin}/#/${slideOf('isolation')}`);
  await page.waitForSelector('.reveal.ready');
  expect(await page.textContent('section.present h2')).toBe('#1 Isolation, edited');
  expect(errors).toEqual([]);
  expect(gatewayOf(app)).toBe(gateway);
  await page.close();
});

it('a page that was opened before a build opens its first terminal after it, and the gateway lives on', async () => {
  const gateway = gatewayOf(app);
  const parts = () => readdirSync(join(copy.folder, 'dist/public/immutable'));
  const { page, errors } = await openDeck(browser, app.address, 1);
  const before = parts();
  // Every part that is loaded for a demo has another name after this.
  appendFileSync(
    join(copy.folder, 'src/browser/deck/mount-demos.ts'),
    "\ndocument.documentElement.dataset.build = 'later';\n",
  );
  appendFileSync(
    join(copy.folder, 'src/browser/demo/element.ts'),
    "\ndocument.documentElement.dataset.part = 'later';\n",
  );
  await build();
  const gone = before.filter((name) => !parts().includes(name));
  expect(gone.filter((name) => /^(mount-demos|session)-.*\.js$/.test(name))).not.toEqual([]);

  await page.evaluate((slide) => {
    location.hash = `#/${slide}`;
  }, BLACK_BOX.slide);
  await startBlackBox(page);
  await page.waitForSelector('section.present [data-terminal] .xterm-screen');
  expect(await page.getAttribute('html', 'data-build')).toBeNull();
  expect(errors).toEqual([]);
  expect(gatewayOf(app)).toBe(gateway);
  await page.close();
});
