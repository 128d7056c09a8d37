import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { type App, gatewayOf, startApp } from '../helpers/app.js';
import { begun, openBrowser } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { printedToken } from '../helpers/page-client.js';
import { slideOf } from '../helpers/slides.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

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
// A device that a failed test leaves open would go on driving.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const newLaptop = () => browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });

async function deckOn(laptop: BrowserContext, path = ''): Promise<Page> {
  const deck = await laptop.newPage();
  await deck.goto(app.address.replace('/?', `/${path}?`));
  await deck.waitForSelector('.reveal.ready');
  return deck;
}

async function join(choice: 'follow the slides' | 'only vote and ask'): Promise<Page> {
  const phone = await browser.newContext({ ...PHONE, reducedMotion: 'reduce' });
  const page = await phone.newPage();
  await page.goto(`${app.origin}/join?token=${printedToken(app, '/join')}`);
  await page.getByText(choice).click();
  return page;
}

const goTo = (page: Page, slide: number) =>
  page.evaluate((number) => {
    location.hash = `#/${number}`;
  }, slide);

const placeOf = (page: Page) =>
  page.evaluate(() => [
    [...document.querySelectorAll('.slides > section')].findIndex((slide) => slide.matches('.present')) + 1,
    document.querySelectorAll('section.present .fragment.visible').length,
  ]);

const SLIDE = slideOf('isolation');
/** The steps of its slide: start, throw objects, predict, votes, segfault threads, answer, segfault line-7. */
const [ASKED, VOTES, FAULT, ANSWER] = [3, 4, 5, 6] as const;

/** The deck, at the question of isolation. */
async function askOn(laptop: BrowserContext): Promise<Page> {
  const deck = await deckOn(laptop);
  await goTo(deck, SLIDE);
  await deck.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  await deck.keyboard.press('PageDown');
  await begun(deck);
  await deck.keyboard.press('PageDown');
  await deck.keyboard.press('PageDown');
  await deck.waitForSelector('.ask');
  await expect.poll(() => placeOf(deck)).toEqual([SLIDE, ASKED]);
  return deck;
}

it('the question of a slide is a vote, whose split a press shows, and whose answer the processes give', async () => {
  const deck = await askOn(await newLaptop());
  const [anna, bert] = [await join('only vote and ask'), await join('only vote and ask')];
  const options = (page: Page) => page.locator('.poll ol button');
  const right = await deck.evaluate(() => document.querySelectorAll('.ask li').length);
  await expect.poll(() => options(anna).count()).toBe(right);
  await options(anna).nth(1).click();
  await options(bert).nth(0).click();
  await options(bert).nth(1).click();
  await deck.getByText('2 votes').waitFor();
  expect(await deck.locator('.ask .votes').count()).toBe(0);
  expect(await anna.locator('.votes').count()).toBe(0);

  await deck.keyboard.press('PageDown');
  await expect.poll(() => deck.locator('.ask .votes b').allTextContents()).toContain('2 of 2 votes');
  expect(await placeOf(deck)).toEqual([SLIDE, VOTES]);
  await expect.poll(() => anna.locator('.votes b').allTextContents()).toContain('2');
  expect(await options(anna).nth(0).isDisabled()).toBe(true);

  await deck.keyboard.press('PageDown');
  await expect.poll(() => placeOf(deck)).toEqual([SLIDE, FAULT]);
  await deck.keyboard.press('PageDown');
  await deck.waitForSelector('.ask [data-right="true"]');
  expect(await placeOf(deck)).toEqual([SLIDE, ANSWER]);
  const answer = await deck.$$eval('.ask li', (items) =>
    items.findIndex((item) => item.matches('[data-right="true"]')),
  );
  await expect.poll(() => anna.locator('.poll [data-right="true"]').count()).toBe(1);
  expect(await options(anna).nth(answer).getAttribute('data-right')).toBe('true');
  await anna.getByText(answer === 1 ? 'You were right.' : 'You were wrong').waitFor();
});

it('a press passes over the votes when nobody has voted, also after a demo that begins again', async () => {
  const deck = await askOn(await newLaptop());
  await deck.keyboard.press('PageDown');
  await expect.poll(() => placeOf(deck)).toEqual([SLIDE, FAULT]);
});

it('a second vote after a discussion stands beside the first one', async () => {
  const laptop = await newLaptop();
  const deck = await askOn(laptop);
  const view = await deckOn(laptop, 'presenter');
  const anna = await join('only vote and ask');
  const options = anna.locator('.poll ol button');
  await options.nth(0).click();
  await deck.locator('.ask .state', { hasText: '1 vote' }).waitFor();
  await deck.keyboard.press('PageDown');
  await deck.locator('.ask .votes').first().waitFor();
  await view.getByRole('button', { name: 'vote again' }).click();
  await expect.poll(() => placeOf(deck)).toEqual([SLIDE, ASKED]);
  await options.nth(1).click();
  await deck.locator('.ask .state', { hasText: '1 vote' }).waitFor();
  await deck.keyboard.press('PageDown');
  await expect
    .poll(async () =>
      (await deck.locator('.ask .votes').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()),
    )
    .toEqual(['0 of 1 vote before: 1', '1 of 1 vote before: 0', '0 of 1 vote before: 0', '0 of 1 vote before: 0']);
});

it('a vote survives the gateway and the talk process, killed while it is taken', async () => {
  const deck = await deckOn(await newLaptop());
  const slide = slideOf('blackbox');
  await goTo(deck, slide);
  await deck.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  await deck.keyboard.press('PageDown');
  await deck.keyboard.press('PageDown');
  const anna = await join('only vote and ask');
  await anna.locator('.poll ol button').first().click();
  await deck.getByText('1 vote').waitFor();

  const talkPid = () =>
    processesWith('REBOOT_CAMP_TALK').find(({ pid }) => isChildOf(pid, app.process.pid))?.pid as number;
  const pid = talkPid();
  process.kill(pid, 'SIGKILL');
  process.kill(gatewayOf(app) as number, 'SIGKILL');
  await expect.poll(talkPid).not.toBe(pid);
  const bert = await join('only vote and ask');
  await bert.locator('.poll ol button').nth(1).click();
  await deck.getByText('2 votes').waitFor();
  await deck.keyboard.press('PageDown');
  await expect.poll(() => deck.locator('.ask .votes b').allTextContents()).toContain('1 of 2 votes');
});

it('a phone follows the slides, looks around, and follows again at a tap', async () => {
  const deck = await deckOn(await newLaptop());
  await goTo(deck, 4);
  const anna = await join('follow the slides');
  await expect.poll(() => placeOf(anna)).toEqual([4, 0]);
  await goTo(deck, 5);
  await expect.poll(() => placeOf(anna)).toEqual([5, 0]);
  await anna.evaluate(() => (location.hash = '#/2'));
  await anna.getByRole('button', { name: 'follow the talk' }).waitFor();
  await goTo(deck, 6);
  expect((await placeOf(anna))[0]).toBe(2);
  await anna.getByRole('button', { name: 'follow the talk' }).tap();
  await expect.poll(() => placeOf(anna)).toEqual([6, 0]);
  expect((await placeOf(deck))[0]).toBe(6);
  await anna.locator('.audience-open').tap();
  await anna.getByText('Ask the speaker').waitFor();
});

it('a phone kills a process while the presenter allows it, and the room sees who it was', async () => {
  const laptop = await newLaptop();
  const deck = await deckOn(laptop);
  const view = await deckOn(laptop, 'presenter');
  const slide = slideOf('blackbox');
  await goTo(deck, slide);
  await deck.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  await deck.keyboard.press('PageDown');
  await deck.waitForFunction(() => document.querySelectorAll('section.present .node[data-state="up"]').length === 3);
  const anna = await join('only vote and ask');
  await view.getByRole('button', { name: 'let the audience pull the plug' }).click();
  const name = (await anna.textContent('.who b')) ?? '';
  await anna.locator('.kill button').tap();
  await deck.locator('.kill-ticker', { hasText: name }).waitFor();
  await expect
    .poll(() =>
      deck.evaluate(() => {
        const { log } = document.querySelector('reboot-demo') as unknown as { log: { view: { kills: number } } };
        return log.view.kills;
      }),
    )
    .toBe(1);
  await view.getByRole('button', { name: 'take the plug back' }).click();
  await anna.waitForFunction(() => !document.querySelector('.kill'));
});

it('a question reaches the audience when the presenter shows it, as text', async () => {
  const view = await deckOn(await newLaptop(), 'presenter');
  const [anna, bert] = [await join('only vote and ask'), await join('only vote and ask')];
  const text = '<img src=x onerror=alert(1)> why?';
  await anna.getByLabel('Ask the speaker').fill(text);
  await anna.getByRole('button', { name: 'ask', exact: true }).tap();
  await anna.getByText('with the speaker').waitFor();
  const asked = view.locator('.room li', { hasText: 'why?' });
  await asked.waitFor();
  expect(await bert.getByText(text).count()).toBe(0);
  await asked.getByRole('button', { name: 'show' }).click();
  await bert.getByText(text).waitFor();
  await bert.getByRole('button', { name: /me too/ }).tap();
  await bert.getByText('me too · 1').waitFor();
  await asked.getByRole('button', { name: /Remove/ }).click();
  await expect.poll(() => bert.getByText(text).count()).toBe(0);
});

it('J shows the code of the page for the audience on each deck, until the next move', async () => {
  const laptop = await newLaptop();
  const deck = await deckOn(laptop);
  const view = await deckOn(laptop, 'presenter');
  await goTo(deck, 3);
  await expect.poll(() => placeOf(view)).toEqual([3, 0]);
  await view.keyboard.press('j');
  await deck.locator('.join-code svg').waitFor();
  expect(app.stdout).toContain(await deck.textContent('.join-code p'));
  await deck.keyboard.press('PageDown');
  await deck.locator('.join-code').waitFor({ state: 'hidden' });
});

it('the page of the audience is light, and clean for axe with a vote, a plug and a question', async () => {
  const laptop = await newLaptop();
  const deck = await askOn(laptop);
  const view = await deckOn(laptop, 'presenter');
  const phone = await browser.newContext({ ...PHONE, reducedMotion: 'reduce' });
  const page = await phone.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\.(?:js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  await page.goto(`${app.origin}/join?token=${printedToken(app, '/join')}`);
  const violations = async () => {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
  };
  expect(await violations()).toEqual([]);
  await page.getByText('only vote and ask').tap();
  await page.getByLabel('Ask the speaker').fill('why?');
  await page.getByRole('button', { name: 'ask', exact: true }).tap();
  await view.getByRole('button', { name: 'show' }).click();
  await view.getByRole('button', { name: 'let the audience pull the plug' }).click();
  await page.waitForSelector('.kill');
  await page.getByText('me too').waitFor();
  expect(await violations()).toEqual([]);
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  expect(bytes).toBeLessThanOrEqual(40_000);
  await view.getByRole('button', { name: 'take the plug back' }).click();
  expect(await deck.locator('.ask').count()).toBe(1);
});

it('the ninth page of a device says why there is no place for it', async () => {
  const phone = await browser.newContext({ ...PHONE, reducedMotion: 'reduce' });
  for (let number = 1; number <= 9; number++) {
    const page = await phone.newPage();
    await page.goto(`${app.origin}/join?token=${printedToken(app, '/join')}`);
    await page.getByText('only vote and ask').click();
    await page.waitForSelector('.questions');
    if (number === 9) await page.getByText('This browser has 8 pages of this talk open').waitFor();
    else await page.waitForFunction(() => document.querySelector('.who b'));
  }
});

it('J is the code from the first press on, and R takes the answer of the run before away', async () => {
  const laptop = await newLaptop();
  const deck = await deckOn(laptop);
  await deck.keyboard.press('j');
  await deck.locator('.join-code svg').waitFor();
  await deck.keyboard.press('j');
  await deck.locator('.join-code').waitFor({ state: 'hidden' });
  await goTo(deck, SLIDE);
  await deck.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  await deck.keyboard.press('PageDown');
  await begun(deck);
  // The step of the votes takes no press, because nobody has voted.
  for (const _ of ['throw objects', 'predict', 'segfault threads', 'answer']) {
    const [, taken = 0] = await placeOf(deck);
    await deck.keyboard.press('PageDown');
    await expect.poll(async () => (await placeOf(deck))[1]).toBeGreaterThan(taken);
  }
  await deck.waitForSelector('.ask [data-right="true"]');
  await deck.keyboard.press('r');
  await expect.poll(() => deck.locator('section.present .ask').count()).toBe(0);
});
