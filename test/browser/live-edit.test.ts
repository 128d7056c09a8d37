import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { openBrowser, openDeck, pids, startIsolation } from '../helpers/browser.js';
import { type Copy, copyProject } from '../helpers/copy.js';
import { slideOf } from '../helpers/slides.js';
import { until } from '../helpers/until.js';

let copy: Copy;
let app: App;
let browser: Browser;

beforeAll(async () => {
  copy = copyProject();
  app = await startApp('dev', [], copy.inCopy);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  copy?.remove();
});

it('a saved slide changes in the page, while the demo on it runs on', async () => {
  const { page } = await openDeck(browser, app.address, slideOf('isolation'));
  await startIsolation(page);
  const before = await pids(page);
  await page.evaluate(() => {
    (document.querySelector('section.present reboot-demo') as HTMLElement).dataset.kept = 'yes';
  });
  const file = join(copy.folder, 'slides/03-isolation.md');
  const text = readFileSync(file, 'utf8');

  writeFileSync(file, text.replace('## #1 Isolation', '## #1 Isolation, changed'));
  await expect.poll(() => page.textContent('section.present h2')).toContain('changed');
  expect(await page.getAttribute('section.present reboot-demo', 'data-kept')).toBe('yes');
  expect(await pids(page)).toEqual(before);
  expect(await page.locator('[data-terminal="objects"] .xterm-screen').count()).toBe(1);

  writeFileSync(file, text.replace('segfault line-7', 'segfault line-77'));
  await expect.poll(() => page.textContent('section.present')).toContain('There is no process “line-77”');
  expect(await page.textContent('section.present .slide-error')).toContain('03-isolation.md');
  // Whose demo lay over it a moment ago.
  expect(await page.locator('section.present[data-covered]').count()).toBe(0);
  expect(await page.locator('section.present .slide-error').first().isVisible()).toBe(true);
  await page.keyboard.press('PageDown');
  await expect.poll(() => page.textContent('section.present h2')).toContain('Isolation All Around');

  writeFileSync(file, text);
  await page.keyboard.press('PageUp');
  await expect.poll(() => page.locator('section.present .slide-error').count()).toBe(0);
  await page.close();
});

it('a saved slide changes what the remote and the presenter view say of it', async () => {
  const device = await browser.newContext();
  const [remote, view] = [await device.newPage(), await device.newPage()];
  await view.goto(`${app.address.replace('/?', '/presenter?')}#/${slideOf('isolation')}`);
  await remote.goto(app.address.replace('/?', '/remote?'));
  await expect.poll(() => remote.textContent('h1')).toContain('Isolation');
  const file = join(copy.folder, 'slides/03-isolation.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace('## #1 Isolation', '## #1 Isolation, renamed').replace('steps: start, throw objects', 'steps: start'),
  );
  await expect.poll(() => remote.textContent('h1')).toContain('renamed');
  await expect.poll(async () => (await view.textContent('.presenter .steps')) ?? '').not.toContain('throw objects');
  writeFileSync(file, text);
  await expect.poll(() => remote.textContent('h1')).not.toContain('renamed');
  await device.close();
});

it('the slides are followed again after their folder was moved away and back', async () => {
  const { page } = await openDeck(browser, app.address, 5);
  const [slides, aside] = [join(copy.folder, 'slides'), join(copy.folder, 'aside')];
  const file = join(slides, '03-isolation.md');
  const text = readFileSync(file, 'utf8');
  for (const words of ['once more', 'and again']) {
    const said = (app.stdout + app.stderr).length;
    renameSync(slides, aside);
    await until(() => (app.stdout + app.stderr).slice(said).includes('slides'));
    renameSync(aside, slides);
    writeFileSync(file, text.replace('## #1 Isolation', `## #1 Isolation, ${words}`));
    await expect.poll(() => page.textContent('.slides')).toContain(`Isolation, ${words}`);
    writeFileSync(file, text);
    await expect.poll(() => page.textContent('.slides')).not.toContain(`Isolation, ${words}`);
  }
  await page.close();
});

it('a page that is opened while the slides are away says so, and shows the slides when they are back', async () => {
  const [slides, aside] = [join(copy.folder, 'slides'), join(copy.folder, 'aside')];
  const said = (app.stdout + app.stderr).length;
  renameSync(slides, aside);
  const page = await browser.newPage();
  try {
    await page.goto(app.address);
    await expect.poll(() => page.textContent('body')).toContain(`The slides in ${slides} cannot be read`);
  } finally {
    renameSync(aside, slides);
  }
  await page.waitForSelector('.reveal.ready');
  expect((app.stdout + app.stderr).slice(said)).not.toMatch(/^ +at /m);
  await page.close();
});
