import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { allUp, beginIsolation, command, openDeck, pids, runIsolation, sharedApp } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();
const ISOLATION = slideOf('isolation');

/** The part of the page's own log that a test uses. */
interface Time {
  log: {
    view: { at: number; next: number; kills: number };
    past: {
      chapters: { begin: { screens: Map<string, string> } }[];
      moment(at: number): { view: { next: number } } | null;
    };
    playback: { at: number | null; seek(at: number): void; shown: { terminals: Map<string, Emulator> } | null };
    terminals: Map<string, Emulator>;
    takeKeyframe(): void;
    type(id: string, data: string): void;
  };
}
interface Emulator {
  write(data: string, done: () => void): void;
  buffer: { active: { length: number; getLine(row: number): { translateToString(trim: boolean): string } } };
}

const kills = async (page: Page) => Number(await page.textContent('.figures dd'));
const ago = (page: Page) => page.textContent('.ago');
const isPast = (page: Page) =>
  page.evaluate(() => document.querySelector('section.present reboot-demo')?.hasAttribute('data-past'));
const plug = (page: Page, id: string) => page.getByRole('button', { name: `kill ${id}`, exact: true }).click();
const cellState = (page: Page, nth: number) => page.getAttribute(`.cell:nth-child(${nth})`, 'data-state');

/** The text of a terminal right now, and the moment that it shows. */
const read = (page: Page, id: string, which: 'live' | 'past') =>
  page.evaluate(
    ([name, kind]) => {
      const { log } = document.querySelector('reboot-demo') as unknown as Time;
      const from = kind === 'live' ? log.terminals : log.playback.shown?.terminals;
      const terminal = from?.get(name as string);
      if (!terminal) throw new Error(`no terminal ${name}`);
      const { at, next } = log.view;
      const text = () => {
        const { active } = terminal.buffer;
        const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row).translateToString(true));
        return lines.join('\n').trimEnd();
      };
      // Read where it is called back: a promise's turn comes after what was written since.
      return new Promise<{ at: number; next: number; text: string }>((done) =>
        terminal.write('', () => done({ at, next, text: text() })),
      );
    },
    [id, which] as const,
  );

/** Reads until nothing else happened in the same tenth of a millisecond: no slider could show one without the other. */
async function readMoment(page: Page, id: string) {
  for (;;) {
    const seen = await read(page, id, 'live');
    const now = () => page.evaluate(() => (document.querySelector('reboot-demo') as unknown as Time).log.view.at);
    await expect.poll(now, { timeout: 10_000 }).toBeGreaterThan(seen.at);
    const next = await page.evaluate(
      (at) => (document.querySelector('reboot-demo') as unknown as Time).log.past.moment(at)?.view.next,
      seen.at,
    );
    if (next === seen.next) return seen;
  }
}

const seek = (page: Page, at: number) =>
  page.evaluate((to) => (document.querySelector('reboot-demo') as unknown as Time).log.playback.seek(to), at);

describe('time', () => {
  let page: Page;
  let errors: string[];

  beforeEach(async () => {
    ({ page, errors } = await openDeck(use.browser, use.app.address, ISOLATION));
    return async () => {
      await page.close();
      expect(errors).toEqual([]);
    };
  });

  it('time goes back by slider and by leaps from death to death: cells, tree and figures are of that moment', async () => {
    await beginIsolation(page);
    const before = await pids(page);
    await plug(page, 'line-3');
    await expect.poll(() => page.textContent('.cell:nth-child(3)')).toContain('life 2');
    await allUp(page);
    await page.getByRole('button', { name: 'to the death before' }).click();
    await expect.poll(() => cellState(page, 3)).toBe('down');
    expect(await page.textContent('.cell:nth-child(3)')).toContain('SIGKILL');
    expect(await page.getAttribute('.tree [aria-label="kill line-3"]', 'data-state')).toBe('down');
    expect(await page.textContent('.tree')).toContain('0 of 20 restarts');
    expect(await kills(page)).toBe(1);

    await page.getByRole('slider', { name: 'moment of the log' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => pids(page)).toEqual(before);
    expect(await kills(page)).toBe(0);
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('.cell[data-state="waiting"]').count()).toBe(12);
    await page.keyboard.press('End');
    await expect.poll(() => page.textContent('.cell:nth-child(3)')).toContain('life 2');

    await page.getByRole('button', { name: 'live' }).click();
    await expect.poll(() => ago(page)).toBe('live');
    await allUp(page);
  });

  it('time leaves the clicker to the deck, wherever the focus is: a step is played now', async () => {
    await beginIsolation(page);
    await page.keyboard.press('t');
    await expect.poll(() => isPast(page)).toBe(true);
    await page.getByRole('slider').focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => isPast(page)).toBe(false);
    expect(await page.locator('section.present .step.visible').count()).toBe(1);
    await page.getByRole('slider').focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await page.waitForSelector('section.present:not(:has(reboot-demo))');
  });

  it('time is held by a key and let go by it; the processes run on, and nobody can be hurt meanwhile', async () => {
    await runIsolation(page);
    expect(await ago(page)).toBe('live');
    await page.keyboard.press('t');
    await expect.poll(() => isPast(page)).toBe(true);
    expect(await ago(page)).toMatch(/^past −\d+\.\d s$/);
    const before = await pids(page);
    const killed = await kills(page);
    expect(await page.locator('.faults .fault:not([disabled]), .node:not([disabled])').count()).toBe(0);
    await command(page, { do: 'fault', id: 'line-7', name: 'kill' });
    await expect
      .poll(() => page.evaluate(() => (document.querySelector('reboot-demo') as unknown as Time).log.view.kills))
      .toBe(killed + 1);
    expect(await kills(page)).toBe(killed);
    expect(await pids(page)).toEqual(before);
    await expect.poll(() => ago(page), { timeout: 10_000 }).toMatch(/past −[1-9]/);
    await page.keyboard.press('t');
    await expect.poll(() => isPast(page)).toBe(false);
    await allUp(page);
    expect(await kills(page)).toBe(killed + 1);
    expect((await pids(page))[6]).not.toBe(before[6]);
  });

  it('time begins each chapter with what was on the terminals then, and nothing that was written since', async () => {
    await runIsolation(page);
    const screens = await page.evaluate(async () => {
      const { log } = document.querySelector('reboot-demo') as unknown as Time;
      const terminal = log.terminals.get('objects') as Emulator;
      const before = log.past.chapters.length;
      terminal.write('EARLIER', () => {});
      log.takeKeyframe();
      // In the same breath, so that the emulator takes both in one go.
      await new Promise<void>((done) => terminal.write('LATER', done));
      while (log.past.chapters.length === before) await new Promise(requestAnimationFrame);
      return log.past.chapters.at(-1)?.begin.screens.get('objects');
    });
    expect(screens).toContain('EARLIER');
    expect(screens).not.toContain('LATER');
  });

  it('time shows what was on the terminals, to the letter, also where the page made its own keyframes', async () => {
    await runIsolation(page);
    const moments: { id: string; at: number; text: string }[] = [];
    const note = async (id: string) => moments.push({ id, ...(await readMoment(page, id)) });
    await note('objects');
    await note('line-5');
    await page.evaluate(() => {
      const { log } = document.querySelector('reboot-demo') as unknown as Time;
      // Typed text is echoed: enough of it for several chapters.
      for (let turn = 0; turn < 24; turn++) log.type('threads', `${'abcdefghi '.repeat(800)}\r`);
    });
    await expect
      .poll(
        () => page.evaluate(() => (document.querySelector('reboot-demo') as unknown as Time).log.past.chapters.length),
        { timeout: 40_000 },
      )
      .toBeGreaterThan(1);
    await plug(page, 'objects');
    await expect.poll(() => page.getAttribute('.pane:nth-child(1)', 'data-state')).toBe('off');
    await note('objects');
    await note('line-5');
    await note('line-12');
    // Forth and back: the rows that were written on and those that were written again must be the same.
    for (const place of [0, 4, 2, 1, 3, 0, 3]) {
      const { id, at, text } = moments[place] as (typeof moments)[number];
      await seek(page, at);
      const { text: seen } = await read(page, id, 'past');
      // A keyframe keeps the text of few rows of scrollback: what is there must be the end of what was.
      const kept = seen.replace(/^\n+/, '');
      expect(text.endsWith(kept), `${id} at ${at}:\n${seen}\n--- was ---\n${text}`).toBe(true);
      expect(kept.length).toBeGreaterThan(20);
    }
  });

  it('time can be moved after the demo was stopped too, and then it can be started again', async () => {
    await runIsolation(page);
    await plug(page, 'line-9');
    await expect.poll(() => page.textContent('.cell:nth-child(9)')).toContain('life 2');
    await allUp(page);
    await command(page, { do: 'stop' });
    await expect.poll(() => page.locator('.cell[data-state="off"]').count()).toBe(12);
    await page.waitForSelector('.actions .start:not([disabled])');
    expect(await page.locator('.pane:nth-child(3)').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'to the death before' }).click();
    await expect.poll(() => cellState(page, 9)).toBe('down');
    expect(await page.locator('.cell[data-state="up"]').count()).toBe(11);
    await page.keyboard.press('t');
    await expect.poll(() => page.locator('.cell[data-state="off"]').count()).toBe(12);
  });
});
