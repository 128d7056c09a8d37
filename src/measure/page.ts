/** Has a page of the talk measure its slides. */
import type { Page } from 'playwright-core';
import { type Size, slideSize } from '../deck/shape.js';
import { describeSlide, type Selectors } from './describe.js';
import type { SlideDescription } from './description.js';
import { CUT_ON_PURPOSE, SMALL_PRINT } from './exceptions.js';

const SELECTORS: Selectors = {
  smallPrint: Object.keys(SMALL_PRINT).join(),
  cutOnPurpose: Object.keys(CUT_ON_PURPOSE).join(),
};

interface Measuring {
  describeSlide: typeof describeSlide;
  /** Resolves when the slide is there: as a link leads to it, and without waiting for it to be painted. */
  goTo(slide: number): Promise<void>;
}

/** Lets the page measure itself, with every picture in its place. */
export async function learnToMeasure(page: Page): Promise<void> {
  await page.evaluate(`window.describeSlide = ${describeSlide.toString()}`);
  await page.evaluate(async () => {
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.all([document.fonts.ready, ...pictures.map((picture) => picture.decode())]);
    (window as unknown as Measuring).goTo = async (slide) => {
      const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      if (location.hash === `#/${slide}`) return;
      location.hash = `#/${slide}`;
      await changed;
    };
  });
}

/** How large a slide is on such a window. */
export function scaleIn(window: Size): number {
  const slide = slideSize(window);
  return Math.min(window.width / slide.width, window.height / slide.height);
}

/** Resolves when the slide has its new layout: the deck learns the window's size some time after it has changed. */
export async function resize(page: Page, size: Size): Promise<void> {
  await page.setViewportSize(size);
  const slide = slideSize(size);
  const scale = scaleIn(size);
  await page.waitForFunction(
    (wanted) => {
      if (document.body.classList.contains('in-overview')) return true;
      const { width, height } = document.querySelector('section.present')?.getBoundingClientRect() ?? new DOMRect();
      return Math.abs(width - wanted.width) < 8 && Math.abs(height - wanted.height) < 8;
    },
    { width: slide.width * scale, height: slide.height * scale },
  );
}

export const goTo = (page: Page, slide: number) =>
  page.evaluate((number) => (window as unknown as Measuring).goTo(number), slide);

/** Each slide of the talk in turn. */
export const describeTalk = (page: Page): Promise<SlideDescription[]> =>
  page.evaluate(async (selectors) => {
    const { describeSlide, goTo } = window as unknown as Measuring;
    const slides: SlideDescription[] = [];
    for (let slide = 1; slide <= document.querySelectorAll('.slides > section').length; slide++) {
      await goTo(slide);
      slides.push(describeSlide(document.querySelector('section.present') as HTMLElement, selectors));
    }
    return slides;
  }, SELECTORS);

/** The slides that can be seen now and that `selector` finds. */
export const describeShown = (page: Page, selector = 'section.present'): Promise<SlideDescription[]> =>
  page.evaluate(
    ([sections, selectors]) => {
      const { describeSlide } = window as unknown as Measuring;
      const shown = [...document.querySelectorAll<HTMLElement>(sections)].filter((one) => one.checkVisibility());
      return shown.map((section) => describeSlide(section, selectors));
    },
    [selector, SELECTORS] as const,
  );
