/** Measures what a page shows, beyond what `check` measures. */
import type { Page } from 'playwright-core';
import type { SlideDescription } from '../../../src/measure/description.js';
import { readPng } from '../../../tools/pictures/png.js';
import { KEY, poorContrast } from './contrast.js';

export { describeShown, describeTalk, goTo, learnToMeasure, resize, scaleIn } from '../../../src/measure/page.js';

/** A demo that is higher than its slide, at its end: nothing has to stick to the slide's edge there. */
export const moveToEnd = (page: Page) =>
  page.evaluate(() => {
    const demo = document.querySelector('section.present > reboot-demo[playing]');
    if (demo) demo.scrollTop = demo.scrollHeight;
  });

/** Resolves when the slide's pictures can be drawn, and a frame with them was. */
const painted = (page: Page) =>
  page.evaluate(async () => {
    await Promise.all(
      [...document.querySelectorAll<HTMLImageElement>('section.present img')].map((one) => one.decode()),
    );
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });

/**
 * From now on the page prints its words in a colour that nothing else has. The answer finds the words of a slide,
 * shown from the window's corner, that are hard to tell from what they are printed on.
 */
export async function watchContrast(page: Page): Promise<(slide: SlideDescription) => Promise<string[]>> {
  await page.addStyleTag({ content: `* { -webkit-text-fill-color: rgb(${KEY.join()}) !important }` });
  const debug = await page.context().newCDPSession(page);
  return async ({ name, texts }) => {
    await painted(page);
    const { data } = await debug.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    const pixels = readPng(Buffer.from(data, 'base64'));
    return texts.flatMap((text) => poorContrast(text, pixels) ?? []).map((wrong) => `${name}: ${wrong}`);
  };
}
