import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { learnerStagesOf } from '../helpers/app.js';
import { sharedApp } from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';

const use = sharedApp();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let page: Page;
const errors: string[] = [];

/** A learner's own browser, with the address that lets everybody in. */
async function openWorkshop(lesson: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await use.browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme,
    bypassCSP: true,
  });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => errors.push(error.message));
  // For the cookie alone.
  await opened.context().request.get(use.app.address);
  await opened.goto(`${use.app.origin}/workshop#${lesson}`);
  return opened;
}

/** The demo of the lesson runs, and faults would reach it. */
const running = (of: Page, words: RegExp) =>
  expect.poll(() => of.textContent('.bench .panes'), { timeout: 30_000 }).toMatch(words);

const openSteps = (of: Page) => of.$$eval('.lesson h2', (titles) => titles.map((title) => title.textContent));
const pidOf = (of: Page, title: string) =>
  of.locator('.pane', { hasText: title }).locator('.vitals').first().textContent();

/** The lesson of isolation asks about an earlier one first. */
const BEFORE_SEEING = ['Recall', 'Scene', 'Predict', 'Kill'];

beforeEach(() => {
  errors.length = 0;
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

describe('the answer to a prediction', () => {
  const chosen = '.predict [data-chosen="true"]';

  it('the answer to a prediction is not marked before the processes have given it, and then it is, also after a reload', async () => {
    page = await openWorkshop('isolation');
    await running(page, /12 of 12 calls.*12 of 12 up/s);
    await page.locator('.predict').getByText('an exception that nobody catches').click();
    await page.getByRole('button', { name: 'This is my prediction' }).click();
    expect(await page.textContent(chosen)).toContain('an exception');
    expect(await page.locator('.predict [data-right]').count()).toBe(0);
    expect(await page.textContent('.predict .feedback')).toContain('The processes will answer');

    await page.locator('.lesson').getByRole('button', { name: 'throw objects' }).first().click();
    await expect.poll(() => openSteps(page)).toEqual([...BEFORE_SEEING, 'See']);
    await page.locator('.lesson').getByRole('button', { name: 'segfault threads' }).first().click();
    await expect.poll(() => openSteps(page)).toEqual([...BEFORE_SEEING, 'See', 'Why']);
    const card = page.locator('.outcome');
    expect(await card.textContent()).toMatch(/You predicted\s*an exception.*The processes\s*a segmentation fault/s);
    expect(await page.textContent('.predict [data-right="true"]')).toContain('a segmentation fault');
    await page.reload();
    await expect.poll(() => card.textContent()).toMatch(/The processes\s*a segmentation fault/);
  });

  it('the answer to a prediction is the lesson’s, and says so, when the learner does not want to wait for the processes', async () => {
    page = await openWorkshop('isolation');
    await running(page, /12 of 12 calls.*12 of 12 up/s);
    await page.locator('.predict').getByRole('button', { name: 'skip' }).click();
    await page.locator('.lesson').getByRole('button', { name: 'throw objects' }).first().click();
    await page.getByRole('button', { name: 'tell me the answer' }).click();
    expect(await page.textContent('.outcome')).toMatch(/The lesson says\s*a segmentation fault/);
  });
});

describe('a lesson', () => {
  it('a lesson runs when it is opened, and nothing can be hurt before there is a prediction', async () => {
    page = await openWorkshop('race');
    await running(page, /on the track/);
    expect(await openSteps(page)).toEqual(['Scene', 'Predict']);
    expect(await page.locator('.bench .fault:enabled').count()).toBe(0);
    expect(await page.locator('.bench .tree button:enabled').count()).toBe(0);
    expect(await page.textContent('.bench .faults')).toContain('predict first');

    await page.getByText('Diva, by far').click();
    await page.getByRole('button', { name: 'This is my prediction' }).click();
    expect(await page.textContent('.predict .feedback')).toContain('Your prediction stands');
    expect(await openSteps(page)).toEqual(['Scene', 'Predict', 'Kill']);

    const before = await pidOf(page, 'Cockroach');
    await page.getByRole('button', { name: 'kill cockroach' }).first().click();
    await expect.poll(() => pidOf(page, 'Cockroach'), { timeout: 30_000 }).toMatch(/up.*life 2/s);
    expect(await pidOf(page, 'Cockroach')).not.toBe(before);
    await expect.poll(() => openSteps(page)).toEqual(['Scene', 'Predict', 'Kill', 'See']);
    expect(await page.locator('.lessons li').first().textContent()).toContain('done');
  });

  it('a lesson is where it was after a reload, and can be taken again', async () => {
    page = await openWorkshop('race');
    await running(page, /on the track/);
    await page.getByRole('button', { name: 'skip' }).click();
    expect(await page.textContent('.predict .feedback')).toContain('Skipped');
    await page.reload();
    await expect.poll(() => openSteps(page)).toEqual(['Scene', 'Predict', 'Kill']);
    await running(page, /on the track/);
    await page.getByRole('button', { name: 'kill diva' }).first().click();
    await page.getByRole('button', { name: 'this one again' }).click();
    await expect.poll(() => openSteps(page)).toEqual(['Scene', 'Predict']);
  });

  it('a lesson goes by keyboard alone: a number chooses, Enter sends, the next lesson asks about an earlier one', async () => {
    page = await openWorkshop('race');
    await page.waitForSelector('.predict input');
    await page.focus('.predict input');
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await expect.poll(() => openSteps(page)).toContain('Kill');
    expect(await page.textContent('.predict [data-chosen="true"]')).toContain('Cockroach');

    await page.focus('.lessons li:nth-child(3) a');
    await page.keyboard.press('Enter');
    await expect.poll(() => openSteps(page)).toEqual(['Recall', 'Scene', 'Predict']);
    expect(await page.textContent('.recall .from')).toContain('To finish first');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });
});

it('a fault that the text names can be pressed in the text: it happens, and is in view', async () => {
  page = await openWorkshop('detection');
  await page.setViewportSize({ width: 390, height: 844 });
  await running(page, /Pulse watcher.*up/s);
  expect(await page.locator('.lesson .command').count()).toBe(0);
  await page.locator('.predict').getByRole('button', { name: 'skip' }).click();
  const before = await pidOf(page, 'Pulse watcher');
  const height = () => page.evaluate(() => document.querySelector('.bench')?.clientHeight);
  const high = await height();
  await page.locator('.lesson').getByRole('button', { name: 'freeze guarded' }).click();
  await expect.poll(() => page.textContent('.bench .faults .target')).toBe('guarded');
  const pane = page.locator('.bench .pane[data-aimed="true"]');
  await expect.poll(() => pane.evaluate((box) => box.getBoundingClientRect().bottom <= innerHeight + 1)).toBe(true);
  await expect.poll(() => pidOf(page, 'Pulse watcher')).toMatch(/up.*life 2/s);
  expect(await pidOf(page, 'Pulse watcher')).not.toBe(before);
  expect(await height()).toBe(high);
  // The mark of a lesson that was done, in a list that is moved sideways, too.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

it('begins again by itself when the learner’s stage has died', async () => {
  page = await openWorkshop('blackbox');
  const pids = async (): Promise<string[]> => (await page.textContent('.bench .panes'))?.match(/up\s+pid \d+/g) ?? [];
  await expect.poll(async () => (await pids()).length).toBe(3);
  const before = await pids();
  const stages = learnerStagesOf(use.app);
  expect(stages.length).toBeGreaterThan(0);
  for (const pid of stages) process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await pids()).filter((pid) => !before.includes(pid)).length).toBe(3);
});

it('two learners have two stages: what the one kills lives on for the other', async () => {
  page = await openWorkshop('race');
  const other = await openWorkshop('race');
  await Promise.all([running(page, /on the track/), running(other, /on the track/)]);
  const before = await pidOf(other, 'Cockroach');
  await page.getByRole('button', { name: 'skip' }).click();
  await page.getByRole('button', { name: 'kill cockroach' }).first().click();
  await expect.poll(() => pidOf(page, 'Cockroach'), { timeout: 30_000 }).toMatch(/life 2/);
  const pid = /pid \d+/;
  expect(pid.exec((await pidOf(other, 'Cockroach')) ?? '')?.[0]).toBe(pid.exec(before ?? '')?.[0]);
  await other.context().close();
});

describe.each(byDay(['dark', 'light']))('in the %s', (scheme) => {
  it('everybody can read and use it', async () => {
    page = await openWorkshop('race', scheme);
    await running(page, /on the track/);
    await page.getByText('Diva, by a hair').click();
    await page.getByRole('button', { name: 'This is my prediction' }).click();
    await page.addScriptTag({ content: AXE });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    });
    expect(violations).toEqual([]);
  });
});

it.each(
  byDay([
    [390, 844],
    [1440, 900],
    [1024, 768],
  ]),
)('at %i × %i nothing is wider than the screen', async (width, height) => {
  page = await openWorkshop('isolation');
  await page.setViewportSize({ width, height });
  await running(page, /as threads/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  const cut = await page.$$eval('.bench :is(.pane, .faults, .time, .figures dd, .chart)', (parts) =>
    parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5).map(({ className }) => className),
  );
  expect(cut).toEqual([]);
});

it('a reader without access sees why nothing runs', async () => {
  const context = await use.browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(`${use.app.origin}/workshop#stop`);
  const trouble = page.locator('.bench .trouble');
  await trouble.waitFor();
  const { y, height } = (await trouble.boundingBox()) as { y: number; height: number };
  expect(y + height).toBeLessThanOrEqual(900);
});
