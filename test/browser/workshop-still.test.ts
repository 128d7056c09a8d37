import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedApp } from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';
import { isInView, openLesson, openSteps, running, WINDOWS } from '../helpers/workshop.js';

const use = sharedApp();
let page: Page;
const errors: string[] = [];

beforeEach(() => {
  errors.length = 0;
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

/** The words of the chip that lies under a point of the window. */
const chipAt = (at: { x: number; y: number }) =>
  page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest('.command')?.textContent ?? null, at);

/** The middle of a chip in the text, which is brought into view as a reader would: just so far. */
async function pointOf(words: string): Promise<{ x: number; y: number }> {
  const chip = page.locator('.lesson .kill .command', { hasText: words }).first();
  await chip.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  const { x, y, width, height } = (await chip.boundingBox()) as { x: number; y: number; width: number; height: number };
  return { x: x + width / 2, y: y + height / 2 };
}

/** The words of the text that reach as far to the right as the link to an opened step, which lies over them at some scroll offset. */
const wordsUnderLink = () =>
  page.evaluate(() => {
    const left = document.querySelector('.lesson .opened button')?.getBoundingClientRect().left ?? Number.NaN;
    const range = document.createRange();
    const words = document.createTreeWalker(document.querySelector('.lesson') as Element, NodeFilter.SHOW_TEXT);
    const under: string[] = [];
    while (words.nextNode()) {
      if (words.currentNode.parentElement?.closest('.opened, .visually-hidden')) continue;
      range.selectNodeContents(words.currentNode);
      const isLeft = [...range.getClientRects()].every(({ right }) => right <= left);
      if (!isLeft) under.push(words.currentNode.textContent?.trim() ?? '');
    }
    return under;
  });

const predict = async () => {
  await page.locator('.predict .option').first().click();
  await page.getByRole('button', { name: 'This is my prediction' }).click();
};

describe.each(byDay(WINDOWS))('at $width × $height the text', (viewport) => {
  it('stays under a still pointer when a fault opens a step, and a link leads to that step', async () => {
    page = await openLesson(use, 'stop', errors, { viewport });
    await running(page);
    await predict();
    const at = await pointOf('kill landlord');
    await page.mouse.click(at.x, at.y);
    await expect.poll(() => openSteps(page)).toContain('See');
    expect(await chipAt(at)).toBe('kill landlord');
    await page.mouse.click(at.x, at.y);
    expect(await chipAt(at)).toBe('kill landlord');

    const link = page.getByRole('button', { name: 'See', exact: true });
    await link.waitFor();
    expect(await wordsUnderLink()).toEqual([]);
    await link.click();
    expect(await isInView(page, '.see h2', '.lesson')).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('step-see');
    await expect.poll(() => link.count()).toBe(0);
  });

  it('stays under a still pointer when the processes answer', async () => {
    page = await openLesson(use, 'isolation', errors, { viewport });
    await running(page);
    await predict();
    const at = await pointOf('segfault threads');
    await page.mouse.click(at.x, at.y);
    await expect.poll(() => openSteps(page), { timeout: 20_000 }).toContain('Why');
    expect(await page.locator('.predict [data-right="true"]').count()).toBe(1);
    expect(await chipAt(at)).toBe('segfault threads');
  });

  it('puts no fault under the button that sent the prediction', async () => {
    page = await openLesson(use, 'stop', errors, { viewport });
    await running(page);
    await page.locator('.predict .option').first().click();
    const button = page.getByRole('button', { name: 'This is my prediction' });
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await button.boundingBox()) as Record<'x' | 'y' | 'width' | 'height', number>;
    await page.mouse.click(x + width / 2, y + height / 2);
    await expect.poll(() => openSteps(page)).toContain('Kill');
    for (const across of [0.1, 0.5, 0.9]) {
      expect(await chipAt({ x: x + width * across, y: y + height / 2 })).toBe(null);
    }
  });
});

it('a key that presses a fault leaves the focus there, and the link to what has opened is reached by Tab', async () => {
  page = await openLesson(use, 'stop', errors, { viewport: { width: 1024, height: 600 } });
  await running(page);
  await predict();
  const chip = page.locator('.lesson .kill .command').last();
  const words = await chip.textContent();
  await chip.focus();
  await chip.evaluate((element) => element.scrollIntoView({ block: 'end' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => openSteps(page)).toContain('See');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words);
  const link = page.getByRole('button', { name: 'See', exact: true });
  await link.waitFor();
  await page.keyboard.press('Tab');
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('step-see');
});
