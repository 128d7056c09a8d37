import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { BLACK_BOX, blackBoxUp, MOVING, openDeck, sharedApp, startBlackBox } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { SLIDES } from '../helpers/slides.js';

const use = sharedApp();

const child = (variable: string) =>
  processesWith(variable).find(({ pid }) => isChildOf(pid, use.app.process.pid))?.pid as number;

const words = (page: Page) => page.textContent('section.present reboot-heart [role="status"]');
const isAlive = (page: Page) => page.waitForSelector('section.present reboot-heart[data-state="alive"]');
const icon = (page: Page) => page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href);

const INKS = { pulse: [55, 226, 154], plug: [255, 75, 43], line: [74, 69, 63] } as const;

/** How many pixels of the line have this ink, about. */
const inked = (page: Page, ink: keyof typeof INKS) =>
  page.evaluate(
    ([red, green, blue]) => {
      const canvas = document.querySelector('section.present reboot-heart canvas') as HTMLCanvasElement;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        const near = (offset: number, value: number) => Math.abs((data[at + offset] as number) - value) < 6;
        if ((data[at + 3] as number) > 250 && near(0, red) && near(1, green) && near(2, blue)) count++;
      }
      return count;
    },
    INKS[ink] as unknown as [number, number, number],
  );

/** The address of the still drawing that is shown in its place; empty when none is. */
const stillDrawing = (page: Page) =>
  page.$eval('reboot-heart', (heart) => {
    const { content, backgroundImage } = getComputedStyle(heart, '::before');
    return content === 'none' ? '' : backgroundImage;
  });

/** Notes each state the line is in and what it says then, so that none is too short to be seen. */
const record = (page: Page) =>
  page.evaluate(() => {
    const heart = document.querySelector('section.present reboot-heart') as HTMLElement;
    const seen: [string, string][] = [];
    const note = () => {
      const now: [string, string] = [heart.dataset.state ?? '', heart.textContent ?? ''];
      if (String(seen.at(-1)) !== String(now)) seen.push(now);
    };
    new MutationObserver(note).observe(heart, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    Object.assign(window, { seen });
  });
const recorded = (page: Page) => page.evaluate(() => (window as unknown as { seen: [string, string][] }).seen);

describe('the title slide', () => {
  it('the title slide shows the pulse of the real gateway: killed, it goes flat at a cross, and the next one is drawn in', async () => {
    const { page, errors } = await openDeck(use.browser, use.app.address, 1, MOVING);
    await isAlive(page);
    const pid = child('REBOOT_CAMP_GATEWAY');
    await expect.poll(() => words(page)).toBe(`kill -9 ${pid}`);
    await expect.poll(() => inked(page, 'pulse')).toBeGreaterThan(500);
    expect(await inked(page, 'plug')).toBe(0);
    const alive = await icon(page);
    await record(page);

    const killedAt = performance.now();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => words(page)).toMatch(/^reborn as \d+ in [\d.]+ m?s$/);
    const knownMs = performance.now() - killedAt;
    const next = child('REBOOT_CAMP_GATEWAY');
    expect(next).not.toBe(pid);
    const seen = await recorded(page);
    expect(seen).toContainEqual(['lost', `${pid} is gone`]);
    const [, number, unit] = /^reborn as \d+ in ([\d.]+) (m?s)$/.exec((await words(page)) ?? '') ?? [];
    const recoveryMs = Number(number) * (unit === 's' ? 1000 : 1);
    expect(recoveryMs).toBeGreaterThan(0);
    // Rounded to tenths of a second.
    expect(recoveryMs).toBeLessThanOrEqual(knownMs + 50);
    expect(await words(page)).toContain(`reborn as ${next} in`);
    expect(await inked(page, 'plug')).toBeGreaterThan(200);
    expect(await icon(page)).toBe(alive);

    // The cross is wiped when the pen comes by again; then there is another process to kill.
    await expect.poll(() => words(page)).toBe(`kill -9 ${next}`);
    await expect.poll(() => inked(page, 'plug')).toBe(0);
    expect(errors.filter((error) => !error.includes('ERR_CONNECTION') && !error.includes('WebSocket'))).toEqual([]);
    await page.close();
  });

  it('the title slide shows the death of the stage too', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 1, MOVING);
    await isAlive(page);
    await record(page);
    process.kill(child('REBOOT_CAMP_SOCKETS'), 'SIGKILL');
    await expect.poll(() => words(page)).toMatch(/^a new stage in [\d.]+ m?s$/);
    expect(await recorded(page)).toContainEqual(['lost', 'the stage is gone']);
    await page.close();
  });

  it('the title slide stays flat as long as nobody is there, in the icon too', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 1, MOVING);
    await isAlive(page);
    const alive = await icon(page);
    expect(alive).toMatch(/favicon\.svg$/);
    await page.context().setOffline(true);
    process.kill(child('REBOOT_CAMP_GATEWAY'), 'SIGKILL');
    await page.waitForSelector('reboot-heart[data-state="lost"]');
    expect(await icon(page)).toMatch(/^data:image\/svg\+xml/);
    const dots = await inked(page, 'plug');
    await expect.poll(() => inked(page, 'plug')).toBeGreaterThan(dots + 50);
    await page.context().setOffline(false);
    await isAlive(page);
    expect(await icon(page)).toBe(alive);
    await page.close();
  });

  it('draws while it is shown, and not behind another slide; what it missed is there afterwards', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 1, MOVING);
    await isAlive(page);
    await page.evaluate(() => {
      const { clearRect } = CanvasRenderingContext2D.prototype;
      const strokes = { count: 0 };
      Object.assign(window, { strokes });
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        strokes.count++;
        clearRect.apply(this, box);
      };
    });
    const drawn = () => page.evaluate(() => (window as unknown as { strokes: { count: number } }).strokes.count);
    const go = (slide: number) =>
      page.evaluate(async (at) => {
        location.hash = `#/${at}`;
        const shown = document.querySelectorAll('.slides > section')[at - 1] as HTMLElement;
        while (!shown.classList.contains('present')) await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
      }, slide);
    await expect.poll(drawn).toBeGreaterThan(5);
    await go(2);
    const before = await drawn();
    const pid = child('REBOOT_CAMP_GATEWAY');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => icon(page)).toMatch(/favicon\.svg$/);
    await expect.poll(() => child('REBOOT_CAMP_GATEWAY')).not.toBe(pid);
    expect(await drawn()).toBe(before);
    await go(1);
    await expect.poll(() => inked(page, 'plug')).toBeGreaterThan(100);
    await page.close();
  });

  it('the title slide stands still for those who asked for less motion, and says the same', async () => {
    const { page } = await openDeck(use.browser, use.app.address);
    await isAlive(page);
    expect(await page.locator('reboot-heart canvas').first().isVisible()).toBe(false);
    const still = await stillDrawing(page);
    expect(still).toMatch(/still.*\.svg/);
    await record(page);
    const pid = child('REBOOT_CAMP_GATEWAY');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => words(page)).toMatch(/^reborn as \d+ in/);
    expect(await recorded(page)).toContainEqual(['lost', `${pid} is gone`]);
    expect(await stillDrawing(page)).toBe(still);
    await page.close();
  });

  it.each([
    ['where there is no script', false],
    ['for a reader without a token', true],
  ])('the title slide is a still drawing %s', async (_, javaScriptEnabled) => {
    const context = await use.browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(use.app.origin);
    await expect.poll(() => stillDrawing(page)).toMatch(/still.*\.svg/);
    expect(await page.locator('reboot-heart canvas').filter({ visible: true }).count()).toBe(0);
    await context.close();
  });
});

describe('the closing poster', () => {
  it('adds up the kills of this talk, over a reset too, and has the age of the root', async () => {
    const { page } = await openDeck(use.browser, use.app.address, BLACK_BOX.slide);
    const kill = async (id: string, kills: number) => {
      await blackBoxUp(page);
      await page.getByRole('button', { name: `kill ${id}`, exact: true }).click();
      await expect.poll(() => page.textContent('section.present .figures dd')).toBe(`${kills}`);
      await blackBoxUp(page);
    };
    await startBlackBox(page);
    await kill('guest', 1);
    await page.getByRole('button', { name: 'reset' }).click();
    await expect.poll(() => page.textContent('section.present .figures dd')).toBe('0');
    await kill('toaster', 1);
    await page.evaluate((last) => {
      location.hash = `#/${last}`;
    }, SLIDES);
    const tally = () => page.$$eval('section.present .tally div', (rows) => rows.map((row) => row.textContent));
    await expect.poll(async () => (await tally()).length).toBe(3);
    const [kills, recovery, up] = await tally();
    expect(kills).toMatch(/^deaths.*2$/);
    expect(recovery).toMatch(/^median recovery[\d.]+ m?s$/);
    expect(up).toMatch(/^and still up\d+:\d\d$/);
    // Its seconds are those of real beats.
    await expect.poll(async () => (await tally())[2]).not.toBe(up);
    await isAlive(page);
    await page.close();
  });
});
