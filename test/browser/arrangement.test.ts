import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { openBrowser, openDeck } from '../helpers/browser.js';
import type { Copy } from '../helpers/copy.js';
import { copyWithFixtureDemos, SLIDE } from '../helpers/fixture-demos.js';
import { byDay } from '../helpers/night.js';

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

const slide = (page: Page, selector: string) => page.locator(`section.present ${selector}`);

const sceneAt = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as { log: { view: { sceneAt: number } } };
    return log.view.sceneAt;
  });

/** Starts the demo of the slide, whatever it did before; resolves when its first process boots. */
async function start(page: Page): Promise<void> {
  const button = slide(page, '.actions button:not([disabled])');
  await button.waitFor();
  const before = await sceneAt(page);
  await button.click();
  await expect.poll(() => sceneAt(page)).not.toBe(before);
  await page.waitForSelector('section.present .node:is([data-state="booting"], [data-state="up"])');
}

const allUp = (page: Page, count: number) =>
  expect.poll(() => slide(page, '.node[data-state="up"]').count(), { timeout: 60_000 }).toBe(count);

async function begin(page: Page, count: number): Promise<void> {
  await start(page);
  await allUp(page, count);
}

const plug = (page: Page, id: string) => page.getByRole('button', { name: `kill ${id}`, exact: true }).click();

/** Where each box of the demo is, in pixels of the window. */
const boxes = (page: Page) =>
  page.evaluate(() => {
    const selector =
      '.pane, .pane > header, .cell, .faults, .monitor, .tree li, .lanes, .track, .hold, .ago, .figures > div';
    return [...document.querySelectorAll(`section.present :is(${selector})`)].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.className || element.tagName, x, y, width, height].join(' ');
    });
  });

/** The elements that are cut off or stand outside of the slide. */
const overflow = (page: Page) =>
  page.evaluate(() => {
    const wrong: string[] = [];
    const section = document.querySelector('section.present')?.getBoundingClientRect() as DOMRect;
    for (const element of document.querySelectorAll(
      'section.present reboot-demo :is(h3, .node, .faults button, .name, .vitals, .pane, h2)',
    )) {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const isOut = left < section.left || right > section.right || top < section.top || bottom > section.bottom;
      if (isOut || element.scrollWidth > element.clientWidth + 1)
        wrong.push(`${element.className}: ${element.textContent}`);
    }
    for (const screen of document.querySelectorAll('section.present .xterm-screen')) {
      const inner = screen.getBoundingClientRect();
      const outer = screen.closest('.terminal')?.getBoundingClientRect() as DOMRect;
      if (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1) wrong.push('a terminal is cut off');
    }
    return wrong;
  });

const CASES = [
  ['alone', 1],
  ['family', 4],
  ['thirty', 30],
] as const;

describe.each(CASES)('the demo %s', (name, count) => {
  it.each(
    byDay([
      [1280, 720],
      [1920, 1080],
    ]),
  )('fits, and nothing jumps from before its start to after its end, at %i × %i', async (width, height) => {
    const { page, errors } = await openDeck(browser, app.address, SLIDE[name], { viewport: { width, height } });
    await slide(page, '.actions button:not([disabled])').waitFor();
    await page.evaluate(() => document.fonts.ready);
    const before = await boxes(page);
    expect(before.length).toBeGreaterThan(10);
    await start(page);
    expect(await boxes(page)).toEqual(before);
    await allUp(page, count);
    expect(await boxes(page)).toEqual(before);
    expect(await overflow(page)).toEqual([]);
    const [first] = await slide(page, '.node .id').allTextContents();
    await plug(page, first as string);
    await expect.poll(() => page.textContent('section.present .figures .recovery dd')).not.toBe('–');
    expect(await boxes(page)).toEqual(before);
    expect(await overflow(page)).toEqual([]);
    await page.keyboard.press('t');
    await page.waitForSelector('section.present reboot-demo[data-past]');
    expect(await boxes(page)).toEqual(before);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

it('a supervisor that has had enough gives up: it is said, nothing jumps, and time can be moved', async () => {
  const { page } = await openDeck(browser, app.address, SLIDE.alone);
  await begin(page, 1);
  const before = await boxes(page);
  for (let death = 1; death <= 4; death++) {
    // Its last life is to be longer than a step of the slider.
    if (death === 4)
      await expect.poll(() => slide(page, '.vitals').textContent(), { timeout: 10_000 }).toContain('0:01');
    await plug(page, 'loner');
    await expect.poll(() => page.textContent('section.present .figures dd')).toBe(`${death}`);
    if (death < 4) await slide(page, '.node[data-state="up"]').waitFor({ timeout: 20_000 });
  }
  await expect.poll(() => slide(page, '.trouble').allTextContents()).toEqual([expect.stringMatching(/^Given up: /)]);
  expect(await slide(page, '.node').getAttribute('data-state')).toBe('off');
  expect(await boxes(page)).toEqual(before);
  await page.getByRole('button', { name: 'to the death before' }).click();
  // The slider follows with the next picture; a key before that would move it from where it was.
  await page.waitForSelector('section.present reboot-demo[data-past]');
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => slide(page, '.node').getAttribute('data-state')).toBe('up');
  expect(await slide(page, '.trouble').count()).toBe(0);
  expect(await page.textContent('section.present .tree')).toContain('3 of 3 restarts');
  await page.context().close();
});

it('one for all: the tree shows whom the supervisor chose, and the word that chose them', async () => {
  const { page } = await openDeck(browser, app.address, SLIDE.family);
  await begin(page, 4);
  await plug(page, 'cache');
  await expect.poll(() => slide(page, '.strategy[data-busy]').allTextContents()).toEqual(['one for all']);
  const litRows = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('section.present .tree li')]
        .filter((row) => row.querySelector('[data-lit]'))
        .map((row) => row.querySelector('.id')?.textContent),
    );
  await expect.poll(litRows).toEqual(['database', 'cache', 'queue']);
  await allUp(page, 4);
  // Later it is over, and only what was counted is left.
  await expect.poll(() => slide(page, '.strategy[data-busy]').count(), { timeout: 10_000 }).toBe(0);
  expect(await litRows()).toEqual([]);
  const lives = await slide(page, 'table tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
  );
  expect(lives.map(([id, state, , count]) => [id, state, count])).toEqual([
    ['database', 'up', '2'],
    ['cache', 'up', '2'],
    ['queue', 'up', '2'],
    ['web', 'up', '1'],
  ]);
  expect(lives[1]?.[4]).toMatch(/ms|s$/);
  await page.context().close();
});

it('the plug in the tree is reached by keyboard, has a name, and is for the presenter alone', async () => {
  const { page } = await openDeck(browser, app.address, SLIDE.family);
  await begin(page, 4);
  const node = page.getByRole('button', { name: 'kill web', exact: true });
  await page.getByRole('button', { name: 'kill queue', exact: true }).focus();
  await page.keyboard.press('Tab');
  expect(await node.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await node.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.textContent('section.present .figures dd')).toBe('1');
  await page.context().close();

  const stranger = await openDeck(browser, app.origin, SLIDE.family);
  await expect.poll(() => slide(stranger.page, '.node').count()).toBe(4);
  expect(await slide(stranger.page, '.node:not([disabled])').count()).toBe(0);
  await stranger.page.context().close();
});
