import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Poll } from '../../src/protocol/audience.js';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, gatewayOf, startApp } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { printedToken } from '../helpers/page-client.js';
import { SLIDES } from '../helpers/slides.js';
import { TalkClient } from '../helpers/talk-client.js';
import { until } from '../helpers/until.js';

/** A speaker says something between two presses. In ms. */
const PACE_MS = 1500;
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
};
const STAGE: BrowserContextOptions = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' };
/** Before the press on these slides something is killed. */
const KILLS: Record<number, 'gateway' | 'talk'> = { 5: 'gateway', 11: 'talk', 18: 'gateway', 26: 'talk' };

let app: App;
let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  app = await startApp('present', ['--share']);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const errors: string[] = [];
async function open(options: BrowserContextOptions, address: string): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  return page;
}

const placeOf = (page: Page) =>
  page.evaluate(() => [
    [...document.querySelectorAll('.slides > section')].findIndex((slide) => slide.matches('.present')) + 1,
    document.querySelectorAll('section.present .fragment.visible').length,
  ]);

const talkPid = () =>
  processesWith('REBOOT_CAMP_TALK').find(({ pid }) => isChildOf(pid, app.process.pid))?.pid as number;

async function kill(what: 'gateway' | 'talk'): Promise<void> {
  const pidOf = () => (what === 'gateway' ? gatewayOf(app) : talkPid());
  const pid = pidOf() as number;
  process.kill(pid, 'SIGKILL');
  await until(() => pidOf() !== undefined && pidOf() !== pid);
}

/** Presses of those who vote: each the option of its number. A press on a page that has just lost its line is repeated. */
async function vote(voters: readonly Page[]): Promise<void> {
  for (const [at, page] of voters.entries()) {
    const option = page.locator('.poll[data-phase="open"] ol button').nth(at);
    await option.waitFor();
    await expect
      .poll(async () => {
        await option.click();
        return option.getAttribute('aria-pressed');
      })
      .toBe('true');
  }
}

it('the whole talk is given by clicker alone, with presenter view, remote, followers and voters, through four kills', {
  timeout: 30 * 60_000,
}, async () => {
  const deck = await open(STAGE, app.address);
  await deck.waitForSelector('.reveal.ready');
  const laptop = deck.context();
  const view = await laptop.newPage();
  view.on('pageerror', (error) => errors.push(error.message));
  await view.goto(app.address.replace('/?', '/presenter?'));
  const remote = await open(PHONE, app.address.replace('/?', '/remote?'));
  const join = `${app.origin}/join?token=${printedToken(app, '/join')}`;
  const followers = [await open(PHONE, join), await open(STAGE, join)];
  for (const page of followers) await page.getByText('follow the slides').click();
  const voters = [await open(PHONE, join), await open(PHONE, join)];
  for (const page of voters) await page.getByText('only vote and ask').click();
  const { page: reader } = await TalkClient.open(app, 'e');

  const asked = new Set<string>();
  const killed = new Set<number>();
  for (;;) {
    const [slide, step] = (await placeOf(deck)) as [number, number];
    for (const page of [view, ...followers]) await expect.poll(() => placeOf(page)).toEqual([slide, step]);
    await expect.poll(async () => Number(await remote.textContent('.at b'))).toBe(slide);
    const what = KILLS[slide];
    if (what && !killed.has(slide)) {
      killed.add(slide);
      await kill(what);
    }
    const question = await deck.evaluate(() => {
      const last = [...document.querySelectorAll<HTMLElement>('section.present > .step.visible')].at(-1);
      return last?.dataset.do === 'predict' ? (last.dataset.demo ?? '') : '';
    });
    if (question && !asked.has(question)) {
      asked.add(question);
      await vote(voters);
      await deck.locator('section.present .ask .state', { hasText: '2 votes' }).waitFor();
    }
    const isEnd = await deck.evaluate(
      () =>
        document.querySelector('.slides > section:last-of-type')?.matches('.present') &&
        document.querySelectorAll('section.present .fragment:not(.visible)').length === 0,
    );
    if (isEnd) break;
    await deck.keyboard.press('PageDown');
    await expect.poll(() => placeOf(deck)).not.toEqual([slide, step]);
    // At the pace of a speaker: this is no condition that could come sooner.
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
  expect((await placeOf(deck))[0]).toBe(SLIDES);
  const polls: Poll[] = [];
  await until(async () => {
    const { page } = await TalkClient.open(app, 'f');
    polls.splice(0, polls.length, ...(page.state?.polls ?? []));
    page.close();
    return polls.length >= asked.size;
  });
  reader.close();
  expect(asked.size).toBeGreaterThan(15);
  expect(polls.map(({ demo }) => demo).sort()).toEqual([...asked].sort());
  // Each split was shown, and each poll has the two votes; the processes have answered, at this pace or by now.
  expect(polls.filter(({ votes }) => votes !== 2)).toEqual([]);
  expect(polls.filter(({ phase }) => phase !== 'split' && phase !== 'answered')).toEqual([]);
  expect(errors).toEqual([]);
});
