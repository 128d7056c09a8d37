import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  aim,
  BLACK_BOX,
  blackBoxUp,
  openBrowser,
  openDeck,
  runIsolation,
  sharedApp,
  startBlackBox,
} from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

const ISOLATION = slideOf('isolation');
const TERMINAL = '[data-terminal="objects"] .xterm-screen';

/** Drags from the middle of one cell to the middle of another, and reads what xterm thinks was selected. */
async function select(page: Page, row: number, from: number, to: number): Promise<string> {
  const box = await page.locator(TERMINAL).boundingBox();
  if (!box) throw new Error('no terminal');
  const [width, height] = [box.width / 32, box.height / 13];
  const y = box.y + (row + 0.5) * height;
  await page.mouse.move(box.x + (from + 0.1) * width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (to + 0.9) * width, y, { steps: 5 });
  await page.mouse.up();
  return page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { terminals: Map<string, { getSelection(): string }> };
    };
    return log.terminals.get('objects')?.getSelection() ?? '';
  });
}

describe('a terminal inside a scaled slide', () => {
  for (const [width, height, scale] of byDay(
    [
      [806, 454, 0.63],
      [1920, 1080, 1.5],
      [1280, 720, 1],
      [2560, 1440, 2],
    ],
    2,
  )) {
    it(`selects exactly what is under the pointer at scale ${scale}`, async () => {
      const { page, errors } = await openDeck(use.browser, use.app.address, ISOLATION, { viewport: { width, height } });
      await runIsolation(page);
      await page.waitForSelector(TERMINAL);
      // The third row begins with its number: ` 3 0:04 1a2b words`.
      await expect.poll(() => select(page, 2, 0, 4)).toMatch(/^ 3 \d:$/);
      expect(await select(page, 10, 0, 1)).toBe('11');
      expect(await select(page, 11, 1, 3)).toMatch(/^2 \d$/);
      expect(errors).toEqual([]);
      await page.close();
    });
  }
});

it('has no scroll bar of the browser beside its own', async () => {
  // Headless browsers hide them all.
  const browser = await openBrowser({ ignoreDefaultArgs: ['--hide-scrollbars'] });
  const { page } = await openDeck(browser, use.app.address, ISOLATION);
  await runIsolation(page);
  const bars = await page.$$eval('section.present .terminal *', (parts) =>
    (parts as HTMLElement[])
      .filter((part) => part.offsetWidth - part.clientWidth > 2)
      .map(({ className }) => className),
  );
  expect(bars).toEqual([]);
  await browser.close();
});

it('is not opened when its font arrives after a reset of its demo', async () => {
  const { page, errors } = await openDeck(use.browser, use.app.address, BLACK_BOX.slide);
  await page.addInitScript(() => {
    const { fonts } = document;
    const load = fonts.load.bind(fonts);
    const come = new Promise<void>((resolve) => Object.assign(window, { fontsCome: resolve }));
    fonts.load = (...font) => come.then(() => load(...font));
  });
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  await startBlackBox(page);
  const sceneAt = () =>
    page.evaluate(() => {
      const { log } = document.querySelector('reboot-demo') as unknown as { log: { view: { sceneAt: number } } };
      return log.view.sceneAt;
    });
  const before = await sceneAt();
  // In the same breath: the boxes still hold the terminals of before.
  await page.evaluate(async (first) => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: {
        view: { sceneAt: number };
        watch(watcher: () => void): () => void;
        do(command: object): Promise<boolean>;
      };
    };
    const begunAnew = new Promise<void>((resolve) => {
      log.watch(() => log.view.sceneAt !== first && resolve());
    });
    void log.do({ do: 'reset' });
    await begunAnew;
    (window as unknown as { fontsCome(): void }).fontsCome();
  }, before);
  await blackBoxUp(page);
  await page.waitForSelector('section.present .xterm-screen');
  expect(errors).toEqual([]);
  await page.close();
});

describe('typing', () => {
  it('typing goes in by a button, out by Shift+Escape, and leaves the clicker to the deck', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await runIsolation(page);
    await page.waitForSelector(TERMINAL);
    const pane = page.locator('.pane:nth-child(1)');
    await page.getByRole('button', { name: 'type' }).click();
    await expect.poll(() => pane.getAttribute('data-typing')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');

    await page.keyboard.press('Shift+Escape');
    await expect.poll(() => pane.getAttribute('data-typing')).toBe('false');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');

    await page.locator(TERMINAL).first().click();
    await expect.poll(() => pane.getAttribute('data-typing')).toBe('true');
    await page.keyboard.press('PageUp');
    await expect.poll(() => page.url()).toContain(`#/${ISOLATION - 1}`);
    await expect.poll(() => pane.getAttribute('data-typing')).toBe('false');
    await page.close();
  });

  it('reaches the process: Ctrl-C ends it, and it is reborn', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await runIsolation(page);
    await page.waitForSelector(TERMINAL);
    const before = await page.locator('.cell:nth-child(5) .pid').textContent();
    await page.locator('.cell:nth-child(5)').click();
    await page.getByRole('button', { name: 'terminal', exact: true }).click();
    const pane = page.locator('.pane:nth-child(3)');
    await page.waitForSelector('[data-terminal="line-5"] .xterm-screen');
    await page.getByRole('button', { name: 'type' }).click();
    await page.keyboard.press('Control+c');
    await expect.poll(() => pane.locator('.vitals').textContent()).toMatch(/life 2/);
    await page.keyboard.press('Shift+Escape');
    await page.getByRole('button', { name: 'all', exact: true }).click();
    expect(await page.locator('.cell:nth-child(5) .pid').textContent()).not.toBe(before);
    await page.close();
  });

  it('typing takes a paste in pieces, refuses a huge one in words, and stays connected', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await runIsolation(page);
    await page.waitForSelector(TERMINAL);
    await aim(page, 'threads');
    await page.getByRole('button', { name: 'type' }).click();
    const paste = (text: string) =>
      page.evaluate((data) => {
        const clipboard = new DataTransfer();
        clipboard.setData('text/plain', data);
        document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true }));
      }, text);
    await paste('\x7f'.repeat(20_000));
    await paste('x'.repeat(300_000));
    await expect.poll(() => page.textContent('.trouble')).toContain('too much to paste at once: 300000 characters');
    await page.keyboard.press('Shift+Escape');
    await page.getByRole('button', { name: 'kill line-1', exact: true }).click();
    await expect.poll(() => page.textContent('.cell:nth-child(1)')).toContain('life');
    await page.close();
  });

  it('typing changes no size: the process sees the same terminal at every window size', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await runIsolation(page);
    await page.waitForSelector(TERMINAL);
    const grid = () =>
      page.evaluate(() => {
        const { log } = document.querySelector('reboot-demo') as unknown as {
          log: { terminals: Map<string, { cols: number; rows: number }> };
        };
        const { cols, rows } = log.terminals.get('objects') as { cols: number; rows: number };
        return `${cols}x${rows}`;
      });
    for (const [width, height] of [
      [1280, 720],
      [700, 500],
      [2200, 1100],
      [420, 800],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await grid()).toBe('32x13');
      await page.waitForSelector(TERMINAL);
    }
    await page.close();
  });
});
