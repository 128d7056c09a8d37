import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { beginIsolation, command, openDeck, sharedApp } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();
const ISOLATION = slideOf('isolation');

/** How long is looked whether anything moves, in ms. */
const LOOK_MS = 1500;

/** How many frames of the page are compared with the pictures that the monitor draws meanwhile. */
const FRAMES = 60;

interface Counting {
  frames: number;
  pictures: number;
  /** Asks for a frame that is not counted. */
  ask: typeof requestAnimationFrame;
}

/** A page that counts the frames it asks for and the pictures that the monitor draws. */
async function openCounting(slide: number, reducedMotion: 'reduce' | 'no-preference' = 'no-preference') {
  const opened = await openDeck(use.browser, use.app.address, 1, { reducedMotion });
  await opened.page.addInitScript(() => {
    const counting = window as unknown as Counting;
    const ask = window.requestAnimationFrame.bind(window);
    Object.assign(counting, { frames: 0, pictures: 0, ask });
    window.requestAnimationFrame = (callback) => {
      counting.frames++;
      return ask(callback);
    };
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      // Once for each picture: the marks clear smaller boxes.
      if (box[0] === 0 && box[1] === 0) counting.pictures++;
      clearRect.apply(this, box);
    };
  });
  await opened.page.goto(`${use.app.address}#/${slide}`);
  await opened.page.reload();
  await opened.page.waitForSelector('section.present reboot-demo .actions button:not([disabled])', {
    state: 'attached',
  });
  return opened;
}

/** The counts while nobody does anything. */
const counted = (page: Page) =>
  page.evaluate(async (ms) => {
    const { frames, pictures } = window as unknown as Counting;
    await new Promise((resolve) => setTimeout(resolve, ms));
    const after = window as unknown as Counting;
    return { frames: after.frames - frames, pictures: after.pictures - pictures };
  }, LOOK_MS);

/** How many pictures the monitor draws in `FRAMES` frames, however long those take on this machine. */
const drawn = (page: Page) =>
  page.evaluate(async (frames) => {
    const counting = window as unknown as Counting;
    const before = counting.pictures;
    for (let frame = 0; frame < frames; frame++) await new Promise(counting.ask);
    return counting.pictures - before;
  }, FRAMES);
/** The monitor is drawn in most frames. */
const moves = (page: Page) => expect.poll(() => drawn(page)).toBeGreaterThan(FRAMES / 2);

const NOTHING = { frames: 0, pictures: 0 };
/** Work that was under way may still come to its end. */
const comesToRest = (page: Page) => expect.poll(() => counted(page), { timeout: 30_000 }).toEqual(NOTHING);

describe('a page on which nothing moves uses no processor', () => {
  it('a demo that has not started', async () => {
    const { page } = await openCounting(ISOLATION);
    await page.waitForSelector('section.present reboot-demo .actions .start:not([disabled])');
    await comesToRest(page);
    await page.close();
  });

  it('a demo that runs is drawn all the time; blacked out, left, held or stopped, it is not', async () => {
    const { page } = await openCounting(ISOLATION);
    await beginIsolation(page);
    await moves(page);

    await page.keyboard.press('b');
    await page.waitForSelector('.reveal.paused');
    await expect.poll(() => drawn(page)).toBe(0);
    await page.keyboard.press('b');
    await page.waitForSelector('.reveal:not(.paused)');
    await moves(page);

    await page.keyboard.press('PageUp');
    await page.waitForSelector('section.present:not(:has(reboot-demo))');
    await comesToRest(page);
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present reboot-demo');
    await moves(page);

    await page.keyboard.press('t');
    await page.waitForSelector('section.present reboot-demo[data-past]');
    // Once a second the clock of the past moves on.
    await expect.poll(() => drawn(page)).toBeLessThan(FRAMES / 4);
    await page.keyboard.press('t');

    await command(page, { do: 'stop' });
    await comesToRest(page);
    await page.close();
  });
});

it('a reader who asked for less motion sees a still, renewed once a second, with the same marks', async () => {
  const { page } = await openCounting(ISOLATION, 'reduce');
  await beginIsolation(page);
  const { pictures } = await counted(page);
  expect(pictures).toBeGreaterThan(0);
  expect(pictures).toBeLessThanOrEqual(Math.ceil(LOOK_MS / 1000) + 1);
  const inked = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('section.present canvas') as HTMLCanvasElement;
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let pixels = 0;
      for (let at = 3; at < data.length; at += 4) pixels += (data[at] ?? 0) > 0 ? 1 : 0;
      return pixels;
    });
  expect(await inked()).toBeGreaterThan(1000);
  await page.close();
});
