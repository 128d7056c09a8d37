/** Two decks on one page, each with a connection, a stage and a demo of its own. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoHtml } from '../../src/deck/features/demo.js';
import { sharedApp } from '../helpers/browser.js';
import { fixturePage } from '../helpers/fixture-page.js';

const use = sharedApp();
const DECKS = ['talk', 'learner'] as const;
type Deck = (typeof DECKS)[number];

const steps = [
  { do: 'start', text: 'start' },
  { do: 'fault', name: 'kill', id: 'guest', text: 'kill guest' },
] as const;
const slides = `<section><h2>First</h2></section>
  <section>${demoHtml({ name: 'blackbox', steps: [...steps] })}</section>`;
const deck = (id: Deck) =>
  `<div class="reveal" id="${id}" style="width: 800px; height: 450px"><div class="slides">${slides}</div></div>`;

let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  const body = await fixturePage('two-decks', DECKS.map(deck).join(''));
  const context = await use.browser.newContext({ viewport: { width: 800, height: 900 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  // The address brings the cookie of the presenter, and the rest is this page in place of the talk.
  await page.goto(use.app.address);
  await page.route('**/two-decks', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${use.app.origin}/two-decks`);
  for (const id of DECKS) await next(id);
});
afterAll(() => page?.context().close());

/** A step of the clicker for one of the decks. */
const next = async (id: Deck) => {
  await page.waitForFunction((of) => 'deck' in (document.getElementById(of) as object), id);
  await page.evaluate((of) => (document.getElementById(of) as unknown as { deck: { next(): void } }).deck.next(), id);
};

const stateOf = (id: Deck) =>
  page.evaluate((of) => {
    interface Log {
      epoch: string | null;
      isAway: boolean;
      playback: { at: number | null };
      view: { running: boolean; kills: number; processes: Record<string, { pid: number | null; state: string }> };
    }
    const { log } = document.querySelector(`#${of} reboot-demo`) as unknown as { log: Log };
    const { running, kills, processes } = log.view;
    const all = Object.values(processes);
    return {
      ...{ epoch: log.epoch, isAway: log.isAway, at: log.playback.at, running, kills },
      up: all.filter(({ state }) => state === 'up').length,
      pids: all.map(({ pid }) => pid),
    };
  }, id);

const PATIENT = { timeout: 30_000 };

it('each deck follows the log of its own stage', async () => {
  for (const id of DECKS) await expect.poll(() => stateOf(id)).toMatchObject({ isAway: false });
  const [talk, learner] = [await stateOf('talk'), await stateOf('learner')];
  expect(talk.epoch).not.toBe(learner.epoch);
});

it('a step of one deck starts its demo, and the other deck waits for its own', async () => {
  await next('talk');
  await expect.poll(() => stateOf('talk'), PATIENT).toMatchObject({ running: true, up: 3 });
  expect(await stateOf('learner')).toMatchObject({ running: false, up: 0 });
  expect(await page.locator('#talk reboot-demo[playing]').count()).toBe(1);
  expect(await page.locator('#learner reboot-demo[playing]').count()).toBe(0);
  await next('learner');
  await expect.poll(() => stateOf('learner'), PATIENT).toMatchObject({ running: true, up: 3 });
});

it('the same demo plays in both with other processes, and a kill in one is no kill in the other', async () => {
  const [talk, learner] = [await stateOf('talk'), await stateOf('learner')];
  expect(talk.pids.filter((pid) => learner.pids.includes(pid))).toEqual([]);
  await next('talk');
  await expect.poll(() => stateOf('talk'), PATIENT).toMatchObject({ kills: 1, up: 3 });
  expect(await stateOf('learner')).toMatchObject({ kills: 0, pids: learner.pids });
  await page.locator('#learner .tree button[aria-label="kill toaster"]').click();
  await expect.poll(() => stateOf('learner'), PATIENT).toMatchObject({ kills: 1, up: 3 });
  expect(await stateOf('talk')).toMatchObject({ kills: 1 });
});

it('the picture of one deck is stopped, and the other one goes on', async () => {
  await page.locator('#talk .hold').click();
  await expect.poll(() => stateOf('talk')).toMatchObject({ at: expect.any(Number) });
  expect(await stateOf('learner')).toMatchObject({ at: null });
  expect(await page.locator('#learner reboot-demo').getAttribute('data-past')).toBeNull();
  await page.locator('#talk .hold').click();
  await expect.poll(() => stateOf('talk')).toMatchObject({ at: null });
});

it('one deck is taken out of the page, and the other one plays on', async () => {
  await page.evaluate(() => document.getElementById('talk')?.remove());
  const before = await stateOf('learner');
  await page.locator('#learner .tree button[aria-label="kill toaster"]').click();
  await expect.poll(() => stateOf('learner'), PATIENT).toMatchObject({ kills: before.kills + 1, up: 3 });
  expect(errors).toEqual([]);
});
