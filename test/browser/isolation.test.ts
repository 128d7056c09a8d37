import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { stageOf } from '../helpers/app.js';
import {
  aim,
  allUp,
  beginIsolation,
  begun,
  command,
  openDeck,
  pids,
  runIsolation,
  sharedApp,
  startIsolation,
} from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

const ISOLATION = slideOf('isolation');
const paneState = (page: Page, nth: number) => page.getAttribute(`.pane:nth-child(${nth})`, 'data-state');
const kills = async (page: Page) => Number(await page.textContent('.figures dd'));

/** All others kept their process, and line `reborn` has another one. */
function expectOnlyReborn(reborn: number, before: string[], after: string[]): void {
  const changed = after.flatMap((pid, index) => (pid === before[index] ? [] : [index + 1]));
  expect(changed).toEqual([reborn]);
  expect(after[reborn - 1]).toMatch(/^\d+$/);
}

describe('isolation on its slide', () => {
  let page: Page;
  let errors: string[];

  beforeEach(async () => {
    ({ page, errors } = await openDeck(use.browser, use.app.address, ISOLATION));
    return async () => {
      await page.close();
      expect(errors).toEqual([]);
    };
  });

  it('isolation on its slide is played by the clicker: silence, silence, and one that is reborn', async () => {
    await page.keyboard.press('PageDown');
    await begun(page);
    const before = await pids(page);

    await page.keyboard.press('PageDown');
    await expect.poll(() => paneState(page, 1)).toBe('off');
    expect(await page.textContent('.pane:nth-child(1) .vitals')).toContain('exit 1');
    expect(await paneState(page, 2)).toBe('up');

    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .ask');
    expect(await page.textContent('section.present .ask')).toContain('hangs up on everybody');
    expect(await paneState(page, 2)).toBe('up');

    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present reboot-demo:not(:has(.ask))');
    await expect.poll(() => paneState(page, 2)).toBe('off');
    expect(await page.textContent('.pane:nth-child(2) .vitals')).toContain('SIGSEGV');

    await page.keyboard.press('PageDown');
    const happened = page.locator('section.present .ask li[data-right="true"]');
    await expect.poll(() => happened.textContent()).toContain('segmentation fault');

    await page.keyboard.press('PageDown');
    await expect.poll(() => page.textContent('.cell:nth-child(7)')).toContain('life 2');
    await allUp(page);
    expectOnlyReborn(7, before, await pids(page));
    expect(await kills(page)).toBe(3);
    const cut = await page.$$eval('.pane h3', (names) =>
      names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent?.trim()),
    );
    expect(cut).toEqual([]);
    expect(await page.textContent('.figures')).toMatch(/\d+ ms|\d\.\d s/);

    await page.keyboard.press('PageDown');
    await expect.poll(() => page.url()).toContain(`#/${ISOLATION + 1}`);
  });

  it('isolation on its slide starts by a step that was taken before the program of the demos was loaded', async () => {
    await runIsolation(page);
    await command(page, { do: 'stop' });
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route('**/immutable/mount-demos-*.js', async (route) => {
      await arrived;
      await route.continue();
    });
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    await page.keyboard.press('PageDown');
    await expect.poll(() => page.locator('section.present .fragment.visible').count()).toBe(1);
    expect(await page.locator('.pane').count()).toBe(0);
    arrive();
    await begun(page);
  });

  it('isolation on its slide is played by the clicker once more after a rehearsal: the first step leads to the beginning', async () => {
    await beginIsolation(page);
    for (const id of ['objects', 'threads']) {
      await aim(page, id);
      await page.getByRole('button', { name: `kill -9 ${id}` }).click();
      await expect
        .poll(() => page.locator('.pane[data-state="off"]').count())
        .toBeGreaterThan(id === 'objects' ? 0 : 1);
    }
    await page.keyboard.press('PageUp');
    await expect.poll(() => page.url()).toContain(`#/${ISOLATION - 1}`);
    await page.keyboard.press('PageDown');
    await expect.poll(() => page.url()).toContain(`#/${ISOLATION}`);
    for (const builds of [3, 2]) {
      await page.keyboard.press('PageDown');
      await page.waitForFunction(
        (count) => document.querySelectorAll('.pane[data-state="up"]').length === count,
        builds,
        { timeout: 30_000 },
      );
    }
    expect(await paneState(page, 1)).toBe('off');
    expect(await page.locator('.trouble').isVisible()).toBe(false);
  });

  it('isolation on its slide is played by hand: each fault of a line ends one process, and the eleven others stay', async () => {
    await runIsolation(page);
    for (const [line, fault] of [
      [2, 'throw'],
      [3, 'exit'],
      [4, 'abort'],
      [5, 'segfault'],
      [6, 'kill -9'],
      [8, 'memory'],
    ] as const) {
      const before = await pids(page);
      const killed = await kills(page);
      await page.click(`.cell:nth-child(${line})`);
      await page.getByRole('button', { name: `${fault} line-${line}`, exact: true }).click();
      await expect.poll(() => kills(page)).toBe(killed + 1);
      await allUp(page);
      expectOnlyReborn(line, before, await pids(page));
    }
  });

  it('isolation on its slide survives in its thread build what a thread can survive', async () => {
    await beginIsolation(page);
    const pid = /pid \d+/.exec((await page.textContent('.pane:nth-child(2) .vitals')) ?? '')?.[0];
    await aim(page, 'threads');
    await page.getByRole('button', { name: 'throw threads' }).click();
    const screen = () =>
      page.evaluate(() => document.querySelector('[data-terminal="threads"] .xterm-rows')?.textContent ?? '');
    await expect.poll(screen).toContain('ended: TypeError');
    expect(await page.textContent('.pane:nth-child(2) .vitals')).toContain(pid);
  });

  it('isolation on its slide takes Space and Enter on a focused button, and the deck does not move', async () => {
    await runIsolation(page);
    for (const key of ['Space', 'Enter']) {
      const killed = await kills(page);
      await page.click('.cell:nth-child(9)');
      await page.getByRole('button', { name: 'kill -9 line-9', exact: true }).focus();
      await page.keyboard.press(key);
      await expect.poll(() => kills(page)).toBe(killed + 1);
      await allUp(page);
      expect(page.url()).toContain(`#/${ISOLATION}`);
    }
  });

  it('freezes one line and thaws it; nobody else notices', async () => {
    await runIsolation(page);
    const before = await pids(page);
    await page.click('.cell:nth-child(10)');
    await page.getByRole('button', { name: 'freeze line-10' }).click();
    await expect.poll(() => page.getAttribute('.cell:nth-child(10)', 'data-state')).toBe('frozen');
    await page.getByRole('button', { name: 'thaw line-10' }).click();
    await allUp(page);
    expect(await pids(page)).toEqual(before);
  });

  it('isolation on its slide tells each death and rebirth in a live region, and has a picture for late comers', async () => {
    await runIsolation(page);
    await page.click('.cell:nth-child(11)');
    await page.getByRole('button', { name: 'kill -9 line-11' }).click();
    await expect
      .poll(() => page.textContent('section.present reboot-demo .visually-hidden[role=status]'))
      .toMatch(/line-11 is up again as process \d+/);
    const late = await openDeck(use.browser, use.app.address, ISOLATION);
    await allUp(late.page);
    expect(await pids(late.page)).toEqual(await pids(page));
    await late.page.waitForSelector('[data-terminal="objects"] .xterm-rows');
    await expect
      .poll(() =>
        late.page.evaluate(() => document.querySelector('[data-terminal="objects"] .xterm-rows')?.textContent),
      )
      .toMatch(/\d:\d\d [0-9a-f]{4}|SIG|exit/);
    await late.page.close();
  });

  it('isolation on its slide starts by hand after a stop of the whole stage, told honestly', async () => {
    await runIsolation(page);
    const stage = stageOf(use.app) as number;
    process.kill(stage, 'SIGKILL');
    await page.waitForSelector('.actions .start:not([disabled])', { timeout: 20_000 });
    expect(await page.locator('section.present reboot-demo[playing]').count()).toBe(0);
    await startIsolation(page);
  });
});
