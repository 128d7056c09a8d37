/** Measures every slide of the talk in a real browser, in both of its shapes: by the rules that the project's own slides keep. */
import type { Browser, Page } from 'playwright-core';
import type { Size } from '../deck/shape.js';
import { openBrowser } from './chromium.js';
import type { SlideDescription } from './description.js';
import { excessInWords } from './excess.js';
import type { Measured } from './measured.js';
import { describeTalk, learnToMeasure } from './page.js';
import { wordsAreLargeEnough, wordsAreLargeEnoughInHand, wrongsOf } from './rules.js';

/** A stage, and a telephone that is held upright. */
const WINDOWS = [
  { size: { width: 1280, height: 720 }, legible: wordsAreLargeEnough, where: 'at 1280 × 720' },
  {
    size: { width: 390, height: 844 },
    legible: wordsAreLargeEnoughInHand,
    where: 'on a telephone held upright',
  },
] as const;

/** The facts that the page itself has about a slide. */
interface Known {
  /** `file:line` */
  source: string;
  /** The excess of its words, in slide pixels: to the right and below. */
  excess: [right: number, below: number];
}

/** Opens `address`, the presenter's, and measures. Rejects with what is missing when no browser can be started here. */
export async function measureTalk(address: string): Promise<Measured> {
  const browser = await openBrowser();
  try {
    const wrongs: string[] = [];
    let slides = 0;
    // A page for each: nothing is left of the other shape.
    for (const window of WINDOWS) {
      const page = await openPage(browser, address, window.size, (missing) => wrongs.push(missing));
      const described = await describeTalk(page);
      const known = await knownOf(page);
      slides = described.length;
      wrongs.push(...described.flatMap((slide, at) => wrongsIn(window, slide, known[at])));
    }
    return { slides, wrongs: [...new Set(wrongs)], browser: `Chromium ${browser.version()}` };
  } finally {
    await browser.close();
  }
}

/** `miss` is called for each file that the page asks for and does not get. */
async function openPage(
  browser: Browser,
  address: string,
  viewport: Size,
  miss: (what: string) => void,
): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('response', (response) => {
    if (response.status() >= 400)
      miss(`${new URL(response.url()).pathname} is asked for, and answered with ${response.status()}.`);
  });
  // Its presenter may be at work beside it.
  await page.goto(`${address}&apart#/1`);
  await page.waitForSelector('.reveal.ready');
  await learnToMeasure(page);
  return page;
}

const knownOf = (page: Page): Promise<Known[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.slides > section')].map(({ dataset }) => {
      const [right = 0, below = 0] = (dataset.excess ?? '').split(' ').map(Number);
      return { source: dataset.source ?? '', excess: [right, below] as [number, number] };
    }),
  );

/** The mistakes of a slide, in words. Too many words are told once, not again for each word that is cut off by it. */
function wrongsIn(
  { legible, where }: (typeof WINDOWS)[number],
  slide: SlideDescription,
  { source, excess: [right, below] }: Known = { source: '', excess: [0, 0] },
): string[] {
  if (right > 0 || below > 0) return [excessInWords({ source, where, right, below })];
  return [...wrongsOf(slide), ...wrongsOf(slide, [legible])].map((wrong) => `${source} ${wrong} ${where}`);
}
