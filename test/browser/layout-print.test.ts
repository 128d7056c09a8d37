import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { wordsAreLargeEnough, wrongsOf } from '../../src/measure/rules.js';
import { sharedApp } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';
import { describeShown, learnToMeasure, watchContrast } from './layout/measure.js';
import { pagesOf } from './layout/pdf.js';

const use = sharedApp();

const PAGE = { width: 1280, height: 720 };
const ISOLATION = slideOf('isolation');
/** The inks that slides are printed on. */
const [INK, PAPER, PULSE, PLUG] = [
  [21, 17, 14],
  [243, 234, 217],
  [55, 226, 154],
  [255, 75, 43],
];
const GROUNDS: Record<string, number[] | undefined> = { list: PAPER, section: PULSE, statement: PLUG };

async function openOnPaper(prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<Page> {
  const page = await use.browser.newPage({ viewport: PAGE });
  await page.goto(use.app.address);
  await prepare(page);
  await page.goto(`${use.app.origin}/?print-pdf`);
  await page.emulateMedia({ media: 'print' });
  await page.waitForSelector('.pdf-page');
  await learnToMeasure(page);
  return page;
}

describe('the talk on paper', () => {
  let page: Page;
  let layouts: string[];

  beforeAll(async () => {
    page = await openOnPaper();
    layouts = await page.$$eval('.pdf-page section', (all) =>
      all.map((one) => (one as HTMLElement).dataset.layout ?? ''),
    );
    return () => page.close();
  });

  it('the talk on paper has a page for each slide, the steps of demos none, each on its own ink', async () => {
    const pages = pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    expect(layouts.length).toBeGreaterThan(30);
    expect(pages.map(({ box }) => box)).toEqual(layouts.map(() => '0 0 960 540'));
    expect(pages.map(({ ground }) => ground)).toEqual(layouts.map((layout) => GROUNDS[layout] ?? INK));
  });

  it('the talk on paper keeps its words whole, apart, in their place and large enough', async () => {
    const slides = await describeShown(page, '.pdf-page section');
    expect(slides.length).toBe(layouts.length);
    expect(slides.flatMap((slide) => [...wrongsOf(slide), ...wrongsOf(slide, [wordsAreLargeEnough])])).toEqual([]);
  });

  it('the talk on paper shows the slide that a demo covers, without anything to press', async () => {
    const slide = page.locator('.pdf-page').nth(ISOLATION - 1);
    expect(await slide.locator('.picture img').isVisible()).toBe(true);
    expect(await page.locator('reboot-demo:visible').count()).toBe(0);
    expect(await page.locator('button:visible').count()).toBe(0);
  });

  it('the talk on paper stands out from what it is printed on, whatever the kind of slide', async () => {
    const slides = await describeShown(page, '.pdf-page section');
    const poorContrasts = await watchContrast(page);
    const wrongs: string[] = [];
    for (const layout of new Set(layouts)) {
      const number = layouts.indexOf(layout);
      await page.evaluate((top) => scrollTo(0, top), number * PAGE.height);
      wrongs.push(...(await poorContrasts(slides[number] as (typeof slides)[number])));
    }
    expect(wrongs).toEqual([]);
  });
});
