/** Every slide of the talk, and each of its demos at work. */
import type { Page } from 'playwright-core';
import type { Slide } from '../../src/deck/types.js';
import type { PageView } from './page-views.js';
import { PHONE, STAGE } from './sizes.js';

/** A title is cut at its first comma, if so many words come before it; and at last after the most. */
const WORDS = { least: 3, most: 5 };

/** `To finish first, you must first...`, the third: `03-to-finish-first`. */
export function slideName(title: string, number: number): string {
  const wordsOf = (text = '') =>
    text
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[a-z0-9]+/g) ?? [];
  const whole = title.replace(/^#\d+ +/, '');
  const start = wordsOf(whole.split(/[,.:]/)[0]);
  const words = start.length < WORDS.least ? wordsOf(whole) : start;
  return [String(number).padStart(2, '0'), ...words.slice(0, WORDS.most)].join('-');
}

/** `taken`: so many of its steps are behind it, and were not played. */
export const openSlide = async (page: Page, address: string, number: number, taken = 0) => {
  await page.goto(`${address}#/${number}${taken > 0 ? `/1/${taken - 1}` : ''}`);
  await page.waitForSelector('.reveal.ready');
};

export const talkViews = (slides: Slide[]): PageView[] =>
  slides.flatMap((slide, index) => [slideView(slide, index + 1), ...demoViews(slide, index + 1)]);

const slideView = ({ title, demos }: Slide, number: number): PageView => ({
  name: slideName(title, number),
  on: [STAGE, PHONE],
  async show(page, { address }) {
    await openSlide(page, address, number);
    if (demos.length > 0) await endDemo(page);
    return undefined;
  },
});

function demoViews({ title, demos }: Slide, number: number): PageView[] {
  const played = (taken: number, steps: number, what: string): PageView => ({
    name: `${slideName(title, number)}-${what}`,
    on: [STAGE, PHONE],
    async show(page, { address }) {
      await openSlide(page, address, number, taken);
      await playSteps(page, steps);
      return undefined;
    },
  });
  let before = 0;
  return demos.flatMap(({ name, steps }) => {
    const whose = demos.length > 1 ? `${name}-` : '';
    const first = before;
    before += steps.length;
    return [played(first, 1, `${whose}1-running`), played(first, steps.length, `${whose}2-played`)];
  });
}

/** The page's own line to the stage. */
interface DemoElements {
  log: {
    isAway: boolean;
    view: { running: boolean; kills: number; processes: Record<string, { state: string; lives: number }> };
    do(command: { do: string }): Promise<boolean>;
  };
}

/** A stunt that shows in no process within this time shows in a terminal, or nowhere; in ms. */
const STUNT_MS = 5000;

/** Resolves when the page has a line to the stage. */
export const waitForDemo = (page: Page) =>
  page.waitForFunction(() => {
    const demo = document.querySelector('reboot-demo') as unknown as Partial<DemoElements> | null;
    return demo?.log && !demo.log.isAway;
  });

/** Ends what an earlier picture began. */
async function endDemo(page: Page): Promise<void> {
  await waitForDemo(page);
  await page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as DemoElements;
    return log.view.running && log.do({ do: 'stop' });
  });
  // A demo that was started on another slide does not cover this one.
  await page.reload();
  await waitForDemo(page);
}

/** The first steps of the slide's script, by clicker. */
export async function playSteps(page: Page, steps: number): Promise<void> {
  await waitForDemo(page);
  for (let step = 0; step < steps; step++) {
    const before = await livesOf(page);
    await page.keyboard.press('PageDown');
    if (step > 0) await stuntShows(page, before);
    await page.waitForFunction(() => {
      const { view } = (document.querySelector('reboot-demo') as unknown as DemoElements).log;
      const isBusy = ({ state }: { state: string }) => ['waiting', 'booting', 'down'].includes(state);
      return view.running && !Object.values(view.processes).some(isBusy);
    });
  }
}

const livesOf = (page: Page) =>
  page.evaluate(() => {
    const { kills, processes } = (document.querySelector('reboot-demo') as unknown as DemoElements).log.view;
    return JSON.stringify([kills, ...Object.values(processes).map(({ state, lives }) => [state, lives])]);
  });

async function stuntShows(page: Page, before: string): Promise<void> {
  const end = performance.now() + STUNT_MS;
  while (performance.now() < end && (await livesOf(page)) === before)
    await page.evaluate(() => new Promise(requestAnimationFrame));
}
