import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SlideDescription } from '../../src/measure/description.js';
import { wordsAreLargeEnough, wordsAreLargeEnoughInHand, wrongsOf } from '../../src/measure/rules.js';
import { begun, openDeck, sharedApp } from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';
import { slideOf, slideTitled } from '../helpers/slides.js';
import {
  describeShown,
  describeTalk,
  goTo,
  learnToMeasure,
  moveToEnd,
  resize,
  scaleIn,
  watchContrast,
} from './layout/measure.js';

const use = sharedApp();

const DESIGN = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };
/** As large as the slide of an upright window is in its own pixels. */
const UPRIGHT = { width: 540, height: 1080 };
const SIZES = byDay(
  [
    DESIGN,
    PHONE,
    { width: 1024, height: 768 },
    { width: 1920, height: 1080 },
    { width: 3840, height: 2160 },
    { width: 360, height: 740 },
    { width: 430, height: 932 },
    { width: 375, height: 553 },
    { width: 768, height: 1024 },
    { width: 844, height: 390 },
    { width: 640, height: 360 },
  ],
  3,
);
const RACE = slideOf('race');
const ISOLATION = slideOf('isolation');
const SIGNS = slideTitled('Signs of Complexity');
const THINK_SMALL = slideOf('small');

let page: Page;

async function openMeasured(address = use.app.address): Promise<Page> {
  const opened = await openDeck(use.browser, address);
  await learnToMeasure(opened.page);
  return opened.page;
}

const named = ({ width, height }: { width: number; height: number }, wrongs: string[]) =>
  wrongs.map((wrong) => `${width} × ${height}: ${wrong}`);

const misplaced = (slides: SlideDescription[]) => slides.flatMap((slide) => wrongsOf(slide));
const tooSmall = (slides: SlideDescription[]) => slides.flatMap((slide) => wrongsOf(slide, [wordsAreLargeEnough]));
const tooSmallInHand = (slides: SlideDescription[]) =>
  slides.flatMap((slide) => wrongsOf(slide, [wordsAreLargeEnoughInHand]));

/** The elements that could be moved sideways. */
const wide = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('section.present > reboot-demo')]
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => `${one.localName} is ${one.scrollWidth} px wide`),
  );

/** The slides of the talk, none of which may be left out. */
async function describeAll(): Promise<SlideDescription[]> {
  const slides = await describeTalk(page);
  expect(slides).toHaveLength(await page.locator('.reveal .slides > section').count());
  expect(slides.length).toBeGreaterThan(30);
  return slides;
}

describe('every slide', () => {
  beforeAll(async () => {
    page = await openMeasured();
    return () => page.close();
  });

  it.each(SIZES)('every slide keeps its words whole, apart and in their place at $width × $height', async (size) => {
    await resize(page, size);
    const slides = await describeAll();
    expect(misplaced(slides)).toEqual([]);
    // As large as the window lets it be.
    for (const { pixel } of slides) expect(1 / pixel).toBeCloseTo(scaleIn(size), 2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
  });

  it('every slide is printed in letters that are large enough', async () => {
    await resize(page, DESIGN);
    expect(tooSmall(await describeAll())).toEqual([]);
  });

  it('every slide is printed in letters that are large enough for a telephone', async () => {
    await resize(page, PHONE);
    expect(tooSmallInHand(await describeAll())).toEqual([]);
  });

  it.each([DESIGN, PHONE])('every slide is whole in the overview at $width × $height', async (size) => {
    await resize(page, size);
    await goTo(page, ISOLATION);
    await page.keyboard.press('Escape');
    await page.waitForSelector('body.in-overview');
    const slides = () => describeShown(page, '.slides > section');
    await expect.poll(async () => (await slides()).length).toBeGreaterThan(10);
    expect(misplaced(await slides())).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('body:not(.in-overview)');
  });

  it.each(byDay([DESIGN, UPRIGHT]))(
    'every slide stands out from what it is printed on at $width × $height',
    async (size) => {
      await resize(page, size);
      const slides = await describeAll();
      const poorContrasts = await watchContrast(page);
      const wrongs: string[] = [];
      for (const [index, slide] of slides.entries()) {
        await goTo(page, index + 1);
        wrongs.push(...(await poorContrasts(slide)));
      }
      expect(wrongs).toEqual([]);
    },
  );
});

it('a slide that is spoilt is found out', async () => {
  const spoilt = await openMeasured();
  await goTo(spoilt, SIGNS);
  await spoilt.addStyleTag({
    content: `
      .reveal h2 { white-space: nowrap; letter-spacing: 1em }
      .reveal li { font-size: 20px !important }
      .reveal ul { display: grid !important }
      .reveal li { grid-area: 1 / 1 !important }
      .reveal .slide-number { color: #888; top: 70px; bottom: auto; right: auto; left: 64px }`,
  });
  const [slide] = (await describeShown(spoilt)) as [SlideDescription];
  const wrongs = [...wrongsOf(slide), ...tooSmall([slide]), ...(await (await watchContrast(spoilt))(slide))].join('\n');
  expect(wrongs).toMatch(/“Signs of Complexity” \(h2\) is cut off by \d+ px/);
  expect(wrongs).toMatch(/“Dependencies” \(ul > li\) and “Nesting [^”]*” \(ul > li\) overlap/);
  expect(wrongs).toMatch(/“Signs of Complexity” \(h2\) and div.slide-number overlap/);
  expect(wrongs).toMatch(/“Fear” \(ul > li\) is 20\.0 px/);
  expect(wrongs).toMatch(/slide-number-a\) has a contrast of \d/);
  await spoilt.close();
});

describe('the demo on its slide', () => {
  beforeAll(async () => {
    page = await openMeasured();
    await goTo(page, ISOLATION);
    return () => page.close();
  });

  const wrongsAtAllSizes = async () => {
    const wrongs: string[] = [];
    for (const size of SIZES) {
      await resize(page, size);
      await moveToEnd(page);
      wrongs.push(...named(size, [...misplaced(await describeShown(page)), ...(await wide(page))]));
    }
    await resize(page, PHONE);
    wrongs.push(...tooSmallInHand(await describeShown(page)));
    await resize(page, DESIGN);
    return [...wrongs, ...tooSmall(await describeShown(page))];
  };

  it('the demo on its slide keeps all of this while it runs', async () => {
    await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
    await page.keyboard.press('PageDown');
    await begun(page);
    expect(await wrongsAtAllSizes()).toEqual([]);
  });

  it('the demo on its slide keeps it with the dead in their panes and the reborn in their cells', async () => {
    const dead = (count: number) => expect.poll(() => page.locator('.pane[data-state="off"]').count()).toBe(count);
    await page.keyboard.press('PageDown');
    await dead(1);
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .ask');
    await page.keyboard.press('PageDown');
    await dead(2);
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .ask[data-answered="true"]');
    await page.keyboard.press('PageDown');
    await expect.poll(() => page.textContent('.cell:nth-child(7)')).toContain('life 2');
    expect(await wrongsAtAllSizes()).toEqual([]);
  });

  it('the demo on its slide stands out from what it is printed on, dead or alive', async () => {
    const poorContrasts = await watchContrast(page);
    const [slide] = await describeShown(page);
    expect(await poorContrasts(slide as SlideDescription)).toEqual([]);
  });
});

it('a start that nobody may press stands out from its picture, too', async () => {
  const spectator = await openMeasured(use.app.origin);
  const poorContrasts = await watchContrast(spectator);
  const wrongs: string[] = [];
  for (const slide of [RACE, ISOLATION, THINK_SMALL]) {
    await goTo(spectator, slide);
    await spectator.waitForSelector('section.present .start[disabled]');
    for (const shown of await describeShown(spectator)) wrongs.push(...(await poorContrasts(shown)));
  }
  expect(wrongs).toEqual([]);
  await spectator.close();
});

it('a number beside a bar stays on its line, however long both are', async () => {
  const { page } = await openDeck(use.browser, use.app.address, THINK_SMALL);
  await page.waitForSelector('section.present reboot-demo .bar', { state: 'attached' });
  const lines = await page.$$eval('section.present .chart dl > div', (rows) =>
    rows.map((row) => {
      (row as HTMLElement).style.setProperty('--share', '1');
      const number = row.querySelector('.told') as HTMLElement;
      // The badge of a principle is a number too, and has a ground of its own.
      const { backgroundColor: ground } = getComputedStyle(number);
      number.textContent = '12,340 ms';
      const { right, height } = number.getBoundingClientRect();
      return { ground, isOneLine: height < 40, isInside: right <= (row.getBoundingClientRect().right ?? 0) + 1 };
    }),
  );
  const right = { ground: 'rgba(0, 0, 0, 0)', isOneLine: true, isInside: true };
  expect(lines).toEqual(Array.from({ length: 4 }, () => right));
  await page.close();
});
