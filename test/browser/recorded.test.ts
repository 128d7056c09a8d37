/** The key that plays a recording in the place of a demo: on the speaker's deck, on one in step with it, and on a viewer's. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, stageOf, startApp } from '../helpers/app.js';
import { openBrowser, openDeck } from '../helpers/browser.js';
import { copyProject } from '../helpers/copy.js';
import { isRunning } from '../helpers/os.js';
import { printedToken } from '../helpers/page-client.js';
import { slideOf } from '../helpers/slides.js';

/** Its recording stands beside it, and its one requirement is a program that every system has. */
const SLIDE = slideOf('messages');

const here = 'section.present reboot-demo[name="messages"]';
let app: App;
let browser: Browser;
let page: Page;
let inStep: Page;
let viewer: Page;
const sentByViewer: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  app = await startApp('present', ['--share']);
  browser = await openBrowser();
  ({ page } = await openDeck(browser, app.address, SLIDE));
  inStep = await page.context().newPage();
  await inStep.goto(`${app.origin}/#/${SLIDE}`);
  const token = printedToken(app, '/join');
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
  viewer = await context.newPage();
  viewer.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sentByViewer.push(String(payload))));
  await viewer.goto(`${app.origin}/?token=${token}#/${SLIDE}`);
  for (const one of [page, inStep, viewer]) {
    one.on('pageerror', ({ message }) => errors.push(message));
    await one.waitForSelector('.reveal.ready');
    await one.waitForSelector(`${here} .actions`, { state: 'attached' });
  }
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const view = (of: Page) =>
  of.evaluate((demo) => {
    interface Log {
      isAway: boolean;
      view: {
        running: boolean;
        recorded: string | null;
        processes: Record<string, { pid: number | null; state: string }>;
      };
    }
    const { log } = document.querySelector(demo) as unknown as { log: Log };
    const { running, recorded, processes } = log.view;
    const all = Object.values(processes);
    return {
      runs: running && !log.isAway,
      isRecorded: recorded !== null,
      isUp: all.length > 0 && all.every(({ state }) => state === 'up'),
      pids: all.flatMap(({ pid }) => pid ?? []),
    };
  }, here);

const taken = (of: Page) => of.locator('section.present .step.visible').count();
const panes = (of: Page) =>
  of.locator(`${here} .pane`).evaluateAll((all) =>
    all.map((pane) => {
      const { x, y, width, height } = pane.getBoundingClientRect();
      // Without the mark of its state, which a recording changes as it goes on.
      const title = pane
        .querySelector('h3')
        ?.textContent?.trim()
        .replace(/^\S+\s+/, '');
      return [title, x, y, width, height];
    }),
  );
const smallPrint = (of: Page) =>
  of
    .locator(`${here}[playing] .recorded`)
    .evaluateAll((all) => all.map((element) => [element.firstChild?.textContent, getComputedStyle(element).fontSize]));
const COULD_NOT = 'reader could not start: it ended before it was ready (exit 1).';
const LIVE = { runs: true, isRecorded: false, isUp: true };
const RECORDED = { runs: true, isRecorded: true };

it('E plays the recording in the panes of the demo, on all pages, and says so in small print alone', async () => {
  await page.keyboard.press('PageDown');
  await expect.poll(() => view(page)).toMatchObject(LIVE);
  const [before, { pids }] = [await panes(page), await view(page)];
  await page.keyboard.press('e');
  for (const one of [page, inStep, viewer]) {
    await expect.poll(() => view(one)).toMatchObject(RECORDED);
    await expect.poll(() => smallPrint(one)).toEqual([['recorded', '16px']]);
    await expect
      .poll(() => one.locator(`${here} [data-terminal="writer"] .xterm-rows`).textContent())
      .toContain('sent');
    expect(await one.locator(`${here} .trouble`).count()).toBe(0);
  }
  expect(await panes(page)).toEqual(before);
  expect(await page.locator(`${here} .ago`).textContent()).toBe('now');
  expect(pids.filter(isRunning)).toEqual([]);
});

it('the clicker goes on through the steps of the slide over a recording, and nothing is refused', async () => {
  // The third step shows votes, and a press passes over it because nobody has voted.
  for (const steps of [2, 4, 5]) {
    await page.keyboard.press('PageDown');
    await expect.poll(() => taken(page)).toBe(steps);
  }
  await expect.poll(() => taken(inStep)).toBe(5);
  expect(await view(page)).toMatchObject(RECORDED);
  expect(await page.locator(`${here} .trouble`).count()).toBe(0);
  expect(await page.locator(`${here} .faults button:not([disabled])`).count()).toBe(0);
});

it('a viewer who presses E asks for nothing', async () => {
  await viewer.keyboard.press('e');
  await page.keyboard.press('r');
  await expect.poll(() => taken(page)).toBe(1);
  expect(await view(viewer)).toMatchObject(RECORDED);
  expect(sentByViewer.filter((frame) => frame.includes('"do"'))).toEqual([]);
});

it('E on a page in step plays the demo again, with processes of now and from its first step', async () => {
  await page.keyboard.press('PageDown');
  await expect.poll(() => taken(inStep)).toBe(2);
  await inStep.keyboard.press('e');
  for (const one of [page, inStep, viewer]) {
    await expect.poll(() => view(one)).toMatchObject(LIVE);
    expect(await smallPrint(one)).toEqual([]);
  }
  const { pids } = await view(page);
  expect(pids.every(isRunning)).toBe(true);
  await expect.poll(() => taken(page)).toBe(1);
});

it('after a kill of the stage during a recording, E plays the recording again, and once more the demo', async () => {
  await page.keyboard.press('e');
  await expect.poll(() => view(page)).toMatchObject(RECORDED);
  process.kill(stageOf(app) as number, 'SIGKILL');
  await expect.poll(async () => (await view(page)).runs).toBe(false);
  await page.keyboard.press('e');
  await expect.poll(() => view(page)).toMatchObject(RECORDED);
  await page.keyboard.press('e');
  await expect.poll(() => view(page)).toMatchObject(LIVE);
  expect(errors).toEqual([]);
});

it('the help lists the key', async () => {
  await page.keyboard.press('?');
  await expect.poll(() => page.locator('.r-overlay-help').textContent()).toContain('its recording');
});

it('a demo that cannot start on this machine offers its recording by a button', async () => {
  const copy = copyProject();
  let other: App | null = null;
  try {
    writeFileSync(join(copy.folder, 'dist/demos/messages/reader.js'), 'process.exit(1);');
    other = await startApp('present', [], copy.inCopy);
    const { page: deck } = await openDeck(browser, other.address, SLIDE);
    const recording = deck.locator(`${here} .actions`).getByRole('button', { name: 'recording' });
    await deck.locator(`${here} .start:not([disabled])`).click();
    await recording.waitFor();
    await expect.poll(() => deck.locator(`${here} .trouble`).allTextContents()).toEqual([COULD_NOT]);
    expect(await deck.locator(`${here} .start`).isVisible()).toBe(true);
    await recording.click();
    await expect.poll(() => view(deck)).toMatchObject(RECORDED);
    await expect.poll(() => smallPrint(deck)).toEqual([['recorded', '16px']]);
    await recording.waitFor({ state: 'detached' });
    await expect.poll(() => deck.locator(`${here} .trouble`).count()).toBe(0);
  } finally {
    await other?.stop();
    copy.remove();
  }
});
