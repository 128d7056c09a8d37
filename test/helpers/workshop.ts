/** A learner at the page of the workshop. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { App } from './app.js';

/** The sizes of a laptop, of a small window and of a telephone. */
export const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** A learner's own browser, with the address that lets everybody in; a page that throws fails the test that reads `errors`. */
export async function openLesson(
  { app, browser }: { app: App; browser: Browser },
  lesson: string,
  errors: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  // For the cookie: the slides themselves would be drawn for nothing.
  await context.request.get(app.address);
  await page.goto(`${app.origin}/workshop#${lesson}`);
  return page;
}

/** Everything in the demo of the lesson is up, and faults would reach it. */
export const running = (page: Page) =>
  page.waitForFunction(
    () => {
      const panes = [...document.querySelectorAll<HTMLElement>('.bench .pane')];
      return panes.length > 0 && panes.every(({ dataset }) => dataset.state === 'up');
    },
    null,
    { timeout: 30_000 },
  );

export const openSteps = (page: Page) =>
  page.$$eval('.lesson h2', (titles) => titles.map((title) => title.textContent));

export const pidOf = (page: Page, title: string) =>
  page.locator('.pane', { hasText: title }).locator('.vitals').first().textContent();

/** Whether all of an element is within the part of the page that scrolls it. */
export const isInView = (page: Page, selector: string, within: '.lesson' | '.bench') =>
  page.evaluate(
    ([selector, within]) => {
      const box = document.querySelector(selector as string)?.getBoundingClientRect();
      const frame = document.querySelector(within as string)?.getBoundingClientRect();
      if (!box || !frame) return false;
      const bottom = Math.min(frame.bottom, innerHeight);
      return box.height > 0 && box.top >= frame.top - 1 && box.bottom <= bottom + 1;
    },
    [selector, within],
  );
