import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';

let app: App;
let browser: Browser;
beforeAll(async () => {
  const limits = { stages: 1, learnerStages: 1, graceMs: 300 };
  app = await startApp('present', [], { env: { REBOOT_CAMP_LIMITS: JSON.stringify(limits) } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Each in a browser of its own: they have no cookies in common. */
async function openWorkshop(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${app.origin}/workshop?token=${app.token}`);
  return page;
}

const sentence = (page: Page) => page.locator('.troubles[role="status"] .trouble').allTextContents();
const isUp = (page: Page) => page.waitForSelector('reboot-demo[playing] .node[data-state="up"]');

it('a learner who waits reads live where they stand, and has a stage as soon as another learner closes the page', async () => {
  const first = await openWorkshop(1280);
  await isUp(first);
  const second = await openWorkshop(1280);
  await expect
    .poll(() => sentence(second))
    .toEqual(['All stages are taken. You are next. This page comes in by itself.']);
  const third = await openWorkshop(360);
  const waits = (position: number) =>
    `All stages are taken. You are number ${position} of 2 who wait. This page comes in by itself.`;
  await expect.poll(() => sentence(third)).toEqual([waits(2)]);
  await expect.poll(() => sentence(second)).toEqual([waits(1)]);

  // All of it is to be read on a telephone, and nothing is pushed out of the page.
  const seen = await third.evaluate(() => {
    const element = document.querySelector('.trouble') as HTMLElement;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const { clientWidth, scrollWidth, clientHeight } = document.documentElement;
    const isInside = left >= 0 && right <= clientWidth && top >= 0 && bottom <= clientHeight;
    return { isInside, isWhole: element.scrollWidth <= element.clientWidth, pushes: scrollWidth > clientWidth };
  });
  expect(seen).toEqual({ isInside: true, isWhole: true, pushes: false });

  await first.context().close();
  await isUp(second);
  expect(await sentence(second)).toEqual([]);
  await expect
    .poll(() => sentence(third))
    .toEqual(['All stages are taken. You are next. This page comes in by itself.']);

  await third.reload();
  await expect
    .poll(() => sentence(third))
    .toEqual(['All stages are taken. You are next. This page comes in by itself.']);
  await second.context().close();
  await isUp(third);
  await third.context().close();
});
