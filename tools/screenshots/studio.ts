/** Where pictures are taken: the app, a browser, and the folder that they go to. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type App, startApp } from '../../test/helpers/app.js';
import { openBrowser } from '../../test/helpers/browser.js';
import type { Picture } from './options.js';

export interface Studio {
  app: App;
  browser: Browser;
  save(picture: Picture, bytes: Buffer): void;
}

/** Pictures that are taken together, for they show the same thing. */
export interface Shooting {
  pictures: Picture[];
  take(wanted: Picture[], studio: Studio): Promise<void>;
}

export async function openStudio(folder: string): Promise<Studio & { close(): Promise<void> }> {
  const browser = await openBrowser();
  const app = await startApp().catch(async (error) => {
    await browser.close();
    throw error;
  });
  return {
    app,
    browser,
    save(picture, bytes) {
      mkdirSync(join(folder, picture.folder), { recursive: true });
      writeFileSync(join(folder, picture.folder, `${picture.name}.png`), bytes);
    },
    async close() {
      await browser.close();
      await app.stop();
    },
  };
}

/** Resolves when what is shown has its fonts and pictures, and moves no more (but for what moves for ever). */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    // A picture that is out of sight is not loaded, and would be waited for in vain.
    const isInView = (image: HTMLImageElement) => {
      const { top, right, bottom, left } = image.getBoundingClientRect();
      return image.checkVisibility() && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    };
    await frame();
    await document.fonts.ready;
    await Promise.all([...document.images].filter(isInView).map((image) => image.decode().catch(() => {})));
    const ends = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.all(ends.map(({ finished }) => finished.catch(() => {})));
    await frame();
    await frame();
  });
}
