import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedApp } from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';
import { isInView, openLesson, openSteps, running, WINDOWS } from '../helpers/workshop.js';

const use = sharedApp();
let page: Page;
const errors: string[] = [];

beforeEach(() => {
  errors.length = 0;
});
afterEach(async () => {
  await page.context().close();
  expect(errors).toEqual([]);
});

const skip = () => page.locator('.predict').getByRole('button', { name: 'skip' }).click();
const press = (words: string) => page.locator('.lesson .kill .command', { hasText: words }).first().click();
const pageScroll = () => page.evaluate(() => [scrollX, scrollY, document.documentElement.scrollHeight - innerHeight]);

/** Whether the picture that stays at the top covers nothing of it. */
const isUncovered = (selector: string) =>
  page.evaluate((selector) => {
    const { left, top } = (document.querySelector(selector) as Element).getBoundingClientRect();
    return document.elementFromPoint(left + 4, top + 1)?.closest('.chart') === null;
  }, selector);

/** The pictures that the text is compared with: the demo, and the name of the process with the fault. */
const PICTURES = [
  { lesson: 'race', fault: 'flag marshal' },
  { lesson: 'complexity', fault: 'rush customer' },
  { lesson: 'supervision', fault: 'typo shop' },
];

describe.each(byDay(WINDOWS))('at $width × $height', (viewport) => {
  it.each(byDay(PICTURES))(
    'the picture of $lesson is in view beside the text that speaks of it, and the page stays where it is',
    async ({ lesson, fault }) => {
      page = await openLesson(use, lesson, errors, { viewport });
      await running(page);
      await skip();
      await press(fault);
      await expect.poll(() => openSteps(page)).toContain('See');
      await page.locator('.lesson .see h2').scrollIntoViewIfNeeded();
      await expect.poll(() => isInView(page, '.bench .chart', '.bench')).toBe(true);
      expect(await isInView(page, '.bench .pane[data-aimed="true"] header', '.bench')).toBe(true);
      expect(await isUncovered('.bench .pane[data-aimed="true"] header')).toBe(true);
      expect(await isInView(page, '.lesson .see h2', '.lesson')).toBe(true);
      expect(await pageScroll()).toEqual([0, 0, 0]);
    },
  );

  it('the bench begins at its top for each lesson', async () => {
    page = await openLesson(use, 'supervision', errors, { viewport });
    await running(page);
    const bench = page.locator('.bench');
    await bench.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    expect(await bench.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    await page.evaluate(() => {
      location.hash = '#complexity';
    });
    await expect.poll(() => page.textContent('.lesson h1')).toContain('99');
    await expect.poll(() => bench.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  });
});

it.each([
  { lesson: 'session', fault: 'kill fuse' },
  { lesson: 'isolation', fault: 'segfault line-7' },
])(
  'on a small laptop the figures of $lesson are whole and in view after a press of $fault',
  async ({ lesson, fault }) => {
    page = await openLesson(use, lesson, errors, { viewport: { width: 1280, height: 800 } });
    await running(page);
    await skip();
    await press(fault);
    await expect.poll(() => page.locator('.bench').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(50);
    expect(await isInView(page, '.bench .figures', '.bench')).toBe(true);
    const covered = await page.$$eval('.bench .figures :is(dt, dd)', (figures) =>
      figures.filter((figure) => {
        const { left, top, bottom } = figure.getBoundingClientRect();
        return [top + 1, bottom - 1].some((y) => !document.elementFromPoint(left + 2, y)?.closest('.figures'));
      }),
    );
    expect(covered).toEqual([]);
  },
);

it('on a laptop the tree is in view too when a fault was pressed whose answer it shows', async () => {
  page = await openLesson(use, 'supervision', errors);
  await running(page);
  await skip();
  await press('typo runit');
  await expect.poll(() => isInView(page, '.bench .tree', '.bench')).toBe(true);
  expect(await isInView(page, '.bench .chart', '.bench')).toBe(true);
});

describe('on a small laptop', () => {
  const viewport = { width: 1280, height: 800 };

  it('a pane of one process shows its name and its pid, because lessons compare pids', async () => {
    page = await openLesson(use, 'isolation', errors, { viewport });
    await running(page);
    const panes = page.locator('.bench .pane').filter({ has: page.locator('.vitals .word') });
    const seen = await panes.evaluateAll((all) =>
      all.map((pane) => {
        const title = pane.querySelector('h3') as HTMLElement;
        const pid = pane.querySelector('.small') as HTMLElement;
        const isPid = pid.offsetWidth > 0 && /^pid \d+/.test(pid.innerText);
        return { isPid, isCut: title.scrollWidth > title.clientWidth };
      }),
    );
    expect(seen).toEqual(['objects', 'threads'].map(() => ({ isPid: true, isCut: false })));
  });

  it('the cell of a call shows whose call it is, in its second life, too', async () => {
    page = await openLesson(use, 'isolation', errors, { viewport });
    await running(page);
    await skip();
    await press('throw line-7');
    const cell = page.locator('.bench .cell').nth(6);
    await expect.poll(() => cell.textContent()).toMatch(/life 2/);
    await expect
      .poll(() =>
        cell.evaluate((one) => {
          const words = one.querySelector('.words') as HTMLElement;
          const at = words.textContent?.indexOf('GRANDMA') ?? -1;
          const text = words.firstChild && document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
          if (at < 0 || !text) return 'does not say it';
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + 'GRANDMA'.length);
          const covering = [words, one.querySelector('.life')].map((part) => part?.getBoundingClientRect());
          const { right } = range.getBoundingClientRect();
          return right <= (covering[0]?.right ?? 0) && right <= (covering[1]?.left ?? 0) ? 'shows it' : 'cuts it';
        }),
      )
      .toBe('shows it');
  });
});

it('the answer to a prediction leaves the title of its step free', async () => {
  page = await openLesson(use, 'race', errors);
  await running(page);
  await skip();
  await press('kill cockroach');
  await page.getByRole('button', { name: 'tell me the answer' }).click();
  await page.locator('.why .outcome').waitFor();
  const gap = await page.evaluate(() => {
    const [title, card] = ['.why h2', '.why .outcome'].map((part) => document.querySelector(part) as Element);
    return (card?.getBoundingClientRect().top ?? 0) - (title?.getBoundingClientRect().bottom ?? 0);
  });
  expect(gap).toBeGreaterThanOrEqual(8);
});

it('on a telephone the lesson is read to its end without a way past the bench', async () => {
  page = await openLesson(use, 'messages', errors, { viewport: { width: 390, height: 844 } });
  await running(page);
  await skip();
  await press('rush writer');
  await page.getByRole('button', { name: 'tell me the answer' }).click();
  await expect.poll(() => openSteps(page)).toContain('Why');
  await page.locator('.lesson .why').evaluate((element) => element.scrollIntoView({ block: 'end' }));
  expect(await isInView(page, '.bench .chart', '.bench')).toBe(true);
  expect(await isInView(page, '.lesson .why p:last-child', '.lesson')).toBe(true);
});

it.each(byDay(WINDOWS))(
  'at $width × $height bars that are compared begin at one edge, and their numbers stand beside them',
  async (viewport) => {
    page = await openLesson(use, 'messages', errors, { viewport });
    await running(page);
    await skip();
    await press('rush writer');
    const numbers = '.bench .chart .told';
    await expect.poll(() => page.locator(numbers).filter({ hasText: /[1-9]/ }).count()).toBeGreaterThan(3);
    const { lefts, overlaps } = await page.evaluate(() => {
      const bars = [...document.querySelectorAll('.bench .chart .bar')];
      const boxes = bars.map((bar) => (bar.parentElement as Element).getBoundingClientRect());
      const words = [...document.querySelectorAll('.bench .chart .told')].map((one) => one.getBoundingClientRect());
      return {
        lefts: [...new Set(boxes.map(({ left }) => Math.round(left)))],
        overlaps: boxes.filter(({ right }, at) => right > (words[at] as DOMRect).left).length,
      };
    });
    expect(lefts).toHaveLength(1);
    expect(overlaps).toBe(0);
  },
);

/** The pairs of elements, one of each selector, that lie over each other. */
const overlaps = (one: string, other: string) =>
  page.evaluate(
    ([one, other]) => {
      const boxes = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => ({
          text: element.textContent,
          box: element.getBoundingClientRect(),
        }));
      return boxes(one as string).flatMap((a) =>
        boxes(other as string)
          .filter(({ box }) => box.left < a.box.right && a.box.left < box.right)
          .filter(({ box }) => box.top < a.box.bottom && a.box.top < box.bottom)
          .map((b) => `${a.text} over ${b.text}`),
      );
    },
    [one, other],
  );

it('the ends of the scale lie over no point of the wedge and over none of its numbers', async () => {
  page = await openLesson(use, 'complexity', errors, { viewport: { width: 1280, height: 800 } });
  await running(page);
  await skip();
  await press('rush customer');
  await expect.poll(() => page.locator('.bench .plot .point').count(), { timeout: 30_000 }).toBe(10);
  expect(await overlaps('.bench .plot .end', '.bench .plot :is(.point, dd)')).toEqual([]);
});

it('the frame of the name of a pane is whole beside a long word for its life', async () => {
  page = await openLesson(use, 'session', errors, { viewport: { width: 1280, height: 800 } });
  await running(page);
  await skip();
  await press('kill sessions');
  await expect.poll(() => page.textContent('.bench .pane:nth-child(2) .small')).toContain('life 2');
  const clipped = await page.$$eval('.bench .pane h3', (titles) =>
    titles.flatMap((title) => {
      const name = title.querySelector('.name');
      const isWhole = !name || name.getBoundingClientRect().right <= title.getBoundingClientRect().right + 1;
      return isWhole ? [] : [title.textContent?.trim()];
    }),
  );
  expect(clipped).toEqual([]);
});

it.each(byDay(['messages', 'complexity', 'small']))(
  'no row of a terminal of %s is wider than its pane',
  async (lesson) => {
    page = await openLesson(use, lesson, errors, { viewport: { width: 1280, height: 800 } });
    await running(page);
    const wide = () =>
      page.$$eval('.bench .terminal.xterm', (terminals) =>
        terminals.flatMap((terminal) => {
          const screen = terminal.querySelector<HTMLElement>('.xterm-screen');
          const room = terminal.clientWidth;
          return screen && screen.offsetWidth <= room ? [] : [`${screen?.offsetWidth} in ${room}`];
        }),
      );
    await expect.poll(() => page.locator('.bench .xterm-screen').count()).toBeGreaterThan(0);
    await expect.poll(wide).toEqual([]);
  },
);

it('all figures are within a telephone when there is a median to tell', async () => {
  page = await openLesson(use, 'recovery', errors, { viewport: { width: 390, height: 844 } });
  await running(page);
  await page.locator('.predict .option').first().click();
  await page.locator('.predict .main').click();
  await press('kill r-dicey');
  await expect.poll(() => page.textContent('.bench .figures .median')).toMatch(/median \d/);
  await page.locator('.bench .figures').scrollIntoViewIfNeeded();
  const ends = await page.$$eval('.bench .figures > div', (figures) =>
    figures.map((figure) =>
      Math.max(...[figure, ...figure.children].map((part) => part.getBoundingClientRect().right)),
    ),
  );
  expect(ends).toHaveLength(3);
  // As far from the edge as all that stands in the column.
  expect(Math.max(...ends)).toBeLessThanOrEqual(390 - 16);
});
