import type { CDPSession, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { begun, command, openDeck, sharedApp } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

const STAGE = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };
const LYING = { width: 844, height: 390 };
const ISOLATION = slideOf('isolation');
/** The size that a thumb hits, in pixels of a telephone. */
const THUMB = 44;

const shape = (page: Page) => page.evaluate(() => document.documentElement.dataset.shape);

const play = async (page: Page) => {
  await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  await page.keyboard.press('PageDown');
  await begun(page);
};

/** The starts and faults of the stage so far, none of which the window may cause. */
const done = (page: Page) =>
  page.evaluate(() => {
    const { view } = (
      document.querySelector('reboot-demo') as unknown as {
        log: {
          view: { sceneAt: number; kills: number; processes: Record<string, { pid: number; lives: number }> };
        };
      }
    ).log;
    const processes = Object.values(view.processes).map(({ pid, lives }) => [pid, lives]);
    return JSON.stringify([view.sceneAt, view.kills, processes]);
  });

/** How the demo is drawn: is each terminal whole and where it belongs, how large is its type, is the canvas crisp? */
const drawn = (page: Page) =>
  page.evaluate(() => {
    const demo = document.querySelector('section.present > reboot-demo') as HTMLElement;
    const screens = [...demo.querySelectorAll<HTMLElement>('.xterm-screen')];
    const canvas = demo.querySelector('canvas') as HTMLCanvasElement;
    const { width } = canvas.getBoundingClientRect();
    return {
      words: screens.map((screen) => (screen.textContent ?? '').trim() !== ''),
      whole: screens.every((screen) => {
        const inner = screen.getBoundingClientRect();
        const outer = screen.closest('.terminal')?.getBoundingClientRect() as DOMRect;
        return inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1;
      }),
      type: Math.min(
        ...screens.map((screen) =>
          Number.parseFloat(getComputedStyle(screen.querySelector('.xterm-rows') as Element).fontSize),
        ),
      ),
      dots: canvas.width / width / devicePixelRatio,
    };
  });

it('a window that is turned while a demo runs turns the demo, and nothing else happens to it', async () => {
  const { page, errors } = await openDeck(use.browser, use.app.address, ISOLATION, { viewport: STAGE });
  await play(page);
  const before = await done(page);
  const onStage = await drawn(page);
  for (const [size, name] of [
    [PHONE, 'portrait'],
    [LYING, 'landscape'],
    [PHONE, 'portrait'],
    [STAGE, 'landscape'],
  ] as const) {
    await page.setViewportSize(size);
    await expect.poll(() => shape(page)).toBe(name);
    await expect.poll(async () => (await drawn(page)).dots, { message: name }).toBeCloseTo(1, 1);
    await expect.poll(async () => (await drawn(page)).words, { message: name }).toEqual([true, true]);
    const { whole, type } = await drawn(page);
    expect(whole, name).toBe(true);
    if (size === PHONE) expect(type).toBeGreaterThanOrEqual(11);
  }
  expect(await drawn(page)).toEqual(onStage);
  expect(await done(page)).toBe(before);
  expect(await page.evaluate(() => location.hash)).toMatch(/^#\/11\/1\/0$/);
  expect(errors).toEqual([]);
  await page.context().close();
});

async function drag(touch: CDPSession, from: [x: number, y: number], by: [x: number, y: number]): Promise<void> {
  const STEPS = 8;
  const at = (step: number) => [{ x: from[0] + (by[0] * step) / STEPS, y: from[1] + (by[1] * step) / STEPS }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (let step = 1; step <= STEPS; step++)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

it('a thumb moves a demo up and down, even on a terminal, goes on by a swipe, and hits what it is for', async () => {
  const { page } = await openDeck(use.browser, use.app.address, ISOLATION, {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
  });
  await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  const touch = await page.context().newCDPSession(page);
  const swipe = () => drag(touch, [320, 500], [-200, 5]);
  await swipe();
  await begun(page);
  const top = () => page.evaluate(() => document.querySelector('section.present > reboot-demo')?.scrollTop ?? 0);
  const terminal = (await page.locator('section.present .terminal').first().boundingBox()) as { x: number; y: number };
  await drag(touch, [terminal.x + 100, terminal.y + 150], [0, -120]);
  await expect.poll(top).toBeGreaterThan(60);
  expect(await page.evaluate(() => document.querySelector('.reveal .slides')?.scrollTop)).toBe(0);

  const low = await page.$$eval(
    'section.present reboot-demo :is(.faults, .time, .tree) button, section.present .name',
    (buttons, least) =>
      buttons.filter((one) => one.getBoundingClientRect().height < least).map((one) => one.textContent?.trim()),
    THUMB,
  );
  expect(low).toEqual([]);

  // The next step throws an exception in the objects: it is played, and it is in view.
  await swipe();
  await page.waitForSelector('section.present .pane[data-state="off"]');
  const pane = await page.locator('section.present .pane[data-aimed="true"]').boundingBox();
  expect(pane?.y).toBeGreaterThanOrEqual(0);
  expect((pane?.y ?? 0) + (pane?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
  await page.context().close();
});

it('errors are shown above the buttons, wherever the demo was moved to', async () => {
  const { page } = await openDeck(use.browser, use.app.address, ISOLATION, { viewport: PHONE });
  await play(page);
  const moveTo = (share: number) =>
    page.evaluate((one) => {
      const demo = document.querySelector('section.present > reboot-demo') as HTMLElement;
      demo.scrollTop = one * demo.scrollHeight;
    }, share);
  for (const share of [0, 0.45, 1]) {
    await moveTo(share);
    await command(page, { do: 'fault', id: 'nobody', name: 'kill' });
    const trouble = (await page.locator('section.present .trouble').first().boundingBox()) as {
      y: number;
      height: number;
    };
    const faults = (await page.locator('section.present .faults').boundingBox()) as { y: number; height: number };
    expect(trouble.y + trouble.height, `moved to ${share}`).toBeLessThanOrEqual(faults.y);
    expect(faults.y - trouble.y, `moved to ${share}`).toBeLessThan(80);
  }
  await page.context().close();
});
