import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stageOf } from '../helpers/app.js';
import { allUp, BLACK_BOX, openDeck, sharedApp } from '../helpers/browser.js';
import { slideOf, slideTitled } from '../helpers/slides.js';

const use = sharedApp();
/** Both have a fuse. The fourth step of punt is the first fault, the eighth blows the fuse; the third shows votes, and a press passes over it. */
const [PUNT, SESSION] = [slideOf('punt'), slideOf('session')];
const FUSE = 8;

const view = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { isAway: boolean; view: { demo: string | null; running: boolean; kills: number } };
    };
    const { demo, running, kills } = log.view;
    return { demo, running: running && !log.isAway, kills };
  });

/** From now on, what is done to whom, in the order in which it happens. */
const followFaults = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: {
        watch(watcher: () => void, reader: (event: { type: string; name: string; id: string }) => void): void;
      };
    };
    const faults: string[] = [];
    Object.assign(window, { faults });
    log.watch(
      () => {},
      ({ type, name, id }) => type === 'fault' && faults.push(`${name} ${id}`),
    );
  });
const faults = (page: Page) => page.evaluate(() => (window as unknown as { faults: string[] }).faults);

const taken = (page: Page) => page.locator('section.present .step.visible').count();

const follow = async (page: Page, hash: string) => {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  const [, slide] = /^#\/(\d+)/.exec(hash) ?? [];
  await page.waitForFunction(
    (number) => document.querySelectorAll('.slides > section')[number - 1]?.classList.contains('present'),
    Number(slide),
  );
};

it('R resets the demo that plays, and the clicker goes on behind its first step', async () => {
  const { page } = await openDeck(use.browser, use.app.address, slideOf('isolation'));
  await page.keyboard.press('PageDown');
  await allUp(page);
  await page.keyboard.press('PageDown');
  await expect.poll(async () => (await view(page)).kills).toBe(1);
  await page.keyboard.press('r');
  await expect.poll(async () => (await view(page)).kills).toBe(0);
  await allUp(page);
  await expect.poll(() => taken(page)).toBe(1);
  await page.keyboard.press('PageDown');
  await expect.poll(async () => (await view(page)).kills).toBe(1);
  await page.context().close();
});

describe('a step of the talk', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openDeck(use.browser, use.app.address, PUNT));
  });
  afterAll(() => page?.close());

  it('a step of the talk waits its turn: however fast they are pressed, none is lost', async () => {
    await page.waitForSelector('section.present .actions .start:not([disabled])');
    await followFaults(page);
    for (let press = 1; press < FUSE; press++) await page.keyboard.press('PageDown');
    const all = ['kill cling', 'kill save', 'kill share', 'kill punt', 'kill fuse'];
    await expect.poll(() => faults(page)).toEqual(all);
    expect(await view(page)).toMatchObject({ demo: 'punt', running: true });
    expect(await page.locator('section.present .trouble').count()).toBe(0);
    expect(await taken(page)).toBe(FUSE);
  });

  it('a step of the talk is for its own demo: where another one plays, its own is started first', async () => {
    await follow(page, `#/${SESSION}`);
    await page.keyboard.press('PageDown');
    await expect.poll(() => view(page)).toEqual({ demo: 'session', running: true, kills: 0 });
    await page.goto(`${use.app.origin}/#/${PUNT}/1/${FUSE - 2}`);
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    await expect.poll(() => taken(page)).toBe(FUSE - 1);
    await page.keyboard.press('PageDown');
    await expect.poll(() => view(page)).toEqual({ demo: 'punt', running: true, kills: 1 });
  });

  it('brings the demo back when its stage has died', async () => {
    await page.keyboard.press('PageUp');
    process.kill(stageOf(use.app) as number, 'SIGKILL');
    await expect.poll(async () => (await view(page)).running).toBe(false);
    await page.keyboard.press('PageDown');
    await expect.poll(() => view(page)).toEqual({ demo: 'punt', running: true, kills: 1 });
  });

  it('a step of the talk is the first one again on a slide that is returned to when its demo plays no more', async () => {
    expect(await taken(page)).toBe(FUSE);
    await follow(page, `#/${BLACK_BOX.slide}`);
    await page.keyboard.press('PageDown');
    await expect.poll(() => view(page)).toEqual({ demo: 'blackbox', running: true, kills: 0 });
    await follow(page, `#/${PUNT}`);
    await expect.poll(() => taken(page)).toBe(0);
    await page.keyboard.press('PageDown');
    await expect.poll(() => view(page)).toEqual({ demo: 'punt', running: true, kills: 0 });
    // One that plays is left as it was.
    await page.keyboard.press('PageDown');
    await follow(page, `#/${slideTitled('#6 Avoid Complexity')}`);
    await follow(page, `#/${PUNT}`);
    expect(await taken(page)).toBe(2);
  });
});
