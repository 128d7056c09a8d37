import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatewayOf } from '../helpers/app.js';
import { sharedApp } from '../helpers/browser.js';
import { openLesson, openSteps, pidOf, running } from '../helpers/workshop.js';

const use = sharedApp();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let page: Page;
const errors: string[] = [];

beforeEach(() => {
  errors.length = 0;
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    return element.id || element.textContent?.trim() || element.tagName;
  });
const textScroll = () => page.locator('.lesson').evaluate(({ scrollTop }) => Math.round(scrollTop));

async function violations(): Promise<string[]> {
  await page.addScriptTag({ content: AXE });
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

it('the card of a prediction names the faults that bring the answer, in their order', async () => {
  page = await openLesson(use, 'punt', errors);
  await running(page);
  await page.locator('.predict .option').first().click();
  await page.getByRole('button', { name: 'This is my prediction' }).click();
  const feedback = page.locator('.predict .feedback');
  await expect.poll(() => feedback.textContent()).toMatch(/after\s+kill fuse, then rm mouse\./);
  await feedback.getByRole('button', { name: 'rm mouse' }).click();
  // Pressed too soon; the page says so long before the patience of the question is over.
  await expect.poll(() => page.locator('.not-this-time').textContent()).toContain('Not so: the fuse has blown');
});

describe('by keyboard alone', () => {
  it('the first stop skips to the lesson, and the first answer takes at most eight keys', async () => {
    page = await openLesson(use, 'race', errors, { bypassCSP: true });
    await page.waitForSelector('.predict input');
    const keys = ['Tab', 'Enter', '3', 'Enter'];
    expect(keys.length).toBeLessThanOrEqual(8);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Go to the lesson');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    for (const key of keys.slice(2)) await page.keyboard.press(key);
    await expect.poll(() => openSteps(page)).toEqual(['Scene', 'Predict', 'Kill']);
    expect(await page.textContent('.predict [data-chosen="true"]')).toContain('Cockroach');
    await expect.poll(focused).toBe('step-kill');
    expect(await violations()).toEqual([]);
  });

  it('each answer hands the focus to what it has opened, never to the body', async () => {
    page = await openLesson(use, 'stop', errors);
    await running(page);
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.recall')?.className)).toBe('recall');
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('step-kill');
    await page.locator('.lesson .kill .command').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'tell me the answer' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('step-why');
    await page.getByRole('button', { name: 'this one again' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  it('a number that is typed into a field, as that of a terminal is, chooses nothing', async () => {
    page = await openLesson(use, 'race', errors);
    await running(page);
    await page.evaluate(() => {
      const field = document.createElement('textarea');
      document.querySelector('.bench')?.append(field);
      field.focus();
    });
    await page.keyboard.press('2');
    expect(await page.locator('.predict input:checked').count()).toBe(0);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('2');
    expect(await page.locator('.predict input:checked').count()).toBe(1);
  });
});

it('a reload keeps the place in the text, and an answer that is chosen and not sent', async () => {
  page = await openLesson(use, 'stop', errors);
  await running(page);
  await page.locator('.recall .option').nth(1).click();
  await page.locator('.predict .option').nth(2).click();
  await page.locator('.lesson').evaluate((text) => text.scrollTo(0, 120));
  await expect.poll(textScroll).toBe(120);
  await page.reload();
  await page.waitForSelector('.predict input');
  await expect.poll(textScroll).toBe(120);
  expect(await page.locator('.recall input').nth(1).isChecked()).toBe(true);
  expect(await page.locator('.predict input').nth(2).isChecked()).toBe(true);
  await page.locator('.predict .main').click();
  await expect.poll(() => page.locator('.predict [data-chosen="true"] kbd').textContent()).toBe('3');
});

it('a tab of a learner names the lesson that plays in another tab, and can play its own', async () => {
  page = await openLesson(use, 'race', errors);
  await running(page);
  const other = await page.context().newPage();
  await other.goto(`${use.app.origin}/workshop#stop`);
  await running(other);
  const note = page.locator('.bench .elsewhere');
  await expect.poll(() => note.textContent()).toContain('in another tab');
  expect(await note.textContent()).toContain((await other.textContent('.lesson h1')) ?? '–');
  expect(await other.locator('.bench .elsewhere').count()).toBe(0);
  await note.getByRole('button', { name: 'Play this lesson here' }).click();
  await running(page);
  await expect.poll(() => note.count()).toBe(0);
  await expect.poll(() => other.locator('.bench .elsewhere').count()).toBe(1);
});

it('the last lesson ends with what came of all of them, what is left, and where to go', async () => {
  page = await openLesson(use, 'race', errors);
  await page.waitForSelector('.predict input');
  const names = await page.$$eval('.lessons li a', (links) =>
    links.map((link) => link.getAttribute('href')?.slice(1) ?? ''),
  );
  const last = names.at(-1) ?? '';
  await page.evaluate((last) => {
    const progress = {
      version: 1,
      recalled: {},
      // In the lesson of the race the third is right, and in that of stopping the last is wrong.
      predicted: { race: 2, stop: 3, [last]: 'skipped' },
      hurt: ['race', 'stop', last],
      answered: { race: 'processes', stop: 'lesson', [last]: 'lesson' },
    };
    localStorage.setItem('reboot-camp.workshop', JSON.stringify(progress));
    location.hash = `#${last}`;
  }, last);
  await page.reload();
  const finish = page.locator('.finish');
  await expect.poll(() => finish.textContent()).toMatch(/1 of 2\s*predictions were right/);
  expect(await finish.textContent()).toMatch(/processes answered 1 of them, the lessons told 1/);
  const links = await finish.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const left = names.filter((name) => !['race', 'stop', last].includes(name));
  expect(links).toEqual(['#stop', ...left.map((name) => `#${name}`), '/']);
});

it('the page names the process that serves it, and to kill that one loses nothing', async () => {
  page = await openLesson(use, 'stop', errors);
  await running(page);
  await page.locator('.recall .option').first().click();
  await page.locator('.predict').getByRole('button', { name: 'skip' }).click();
  const told = page.locator('.lesson .server code');
  const pid = gatewayOf(use.app) as number;
  await expect.poll(() => told.textContent()).toBe(`kill -9 ${pid}`);
  const pane = await page.locator('.bench .pane h3').first().textContent();
  const number = async () => /pid \d+/.exec((await pidOf(page, pane?.trim().split(/\s+/).at(-1) ?? '')) ?? '')?.[0];
  const before = await number();
  expect(before).toMatch(/\d/);
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => told.textContent(), { timeout: 30_000 }).not.toBe(`kill -9 ${pid}`);
  expect(await told.textContent()).toBe(`kill -9 ${gatewayOf(use.app)}`);
  expect(await openSteps(page)).toEqual(['Recall', 'Scene', 'Predict', 'Kill']);
  expect(await page.locator('.recall input').first().isChecked()).toBe(true);
  expect(await number()).toBe(before);
  await page.locator('.lesson .kill .command').first().click();
  await expect.poll(() => openSteps(page)).toContain('See');
});
