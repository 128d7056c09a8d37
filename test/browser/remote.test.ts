import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { gatewayOf } from '../helpers/app.js';
import { allUp, sharedApp, stepsAsked } from '../helpers/browser.js';
import { slideOf } from '../helpers/slides.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const use = sharedApp();

// A device that a failed test leaves open would go on driving.
afterEach(async () => {
  for (const context of use.browser.contexts()) await context.close();
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The deck on one device, and the remote on another. */
async function openBoth(slide: number): Promise<{ deck: Page; remote: Page; asked: string[] }> {
  const [laptop, phone] = [
    await use.browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' }),
    await use.browser.newContext(PHONE),
  ];
  const asked = stepsAsked(laptop, phone);
  const [deck, remote] = [await laptop.newPage(), await phone.newPage()];
  await deck.goto(use.app.address);
  await deck.waitForSelector('.reveal.ready');
  await deck.evaluate((number) => {
    location.hash = `#/${number}`;
  }, slide);
  await remote.goto(use.app.address.replace('/?', '/remote?'));
  await expect.poll(() => numberOn(remote)).toBe(slide);
  return { deck, remote, asked };
}

const numberOn = async (remote: Page) => Number(await remote.textContent('.at b'));
const placeOf = (deck: Page) =>
  deck.evaluate(() => [
    [...document.querySelectorAll('.slides > section')].findIndex((slide) => slide.matches('.present')) + 1,
    document.querySelectorAll('section.present .fragment.visible').length,
  ]);
const kills = (deck: Page) =>
  deck.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as { log: { view: { kills: number } } };
    return log.view.kills;
  });
/** When the remote takes the next press; a press that comes sooner is that of a nervous finger. */
const settled = (remote: Page) => remote.waitForSelector('.pad[data-resting="false"]');

it('the remote moves the talk back and forth, and plays the steps of a demo, each once', async () => {
  const slide = slideOf('isolation');
  const { deck, remote, asked } = await openBoth(slide);
  await expect.poll(() => remote.textContent('.next')).toContain('start');
  await remote.tap('.next');
  await expect.poll(() => placeOf(deck)).toEqual([slide, 1]);
  await allUp(deck);
  await expect.poll(() => remote.textContent('.next')).toContain('throw');
  await settled(remote);
  await remote.tap('.next');
  await expect.poll(() => kills(deck)).toBe(1);
  expect(await placeOf(deck)).toEqual([slide, 2]);
  expect(await remote.textContent('.at')).toMatch(/2 of \d/);

  await settled(remote);
  await remote.tap('.back');
  await expect.poll(() => placeOf(deck)).toEqual([slide, 1]);
  expect(asked).toEqual(['start', 'fault throw objects']);
});

it('a second press of a nervous finger does nothing', async () => {
  const { deck, remote } = await openBoth(2);
  await remote.evaluate(() => {
    const next = document.querySelector('.next') as HTMLButtonElement;
    next.click();
    next.click();
  });
  await expect.poll(() => placeOf(deck)).toEqual([3, 0]);
  await settled(remote);
  await remote.tap('.back');
  // The second press would have led one slide further.
  await expect.poll(() => placeOf(deck)).toEqual([2, 0]);
});

it('the remote says that the line is broken when the gateway is killed, and is back with the talk where it was', async () => {
  const { deck, remote } = await openBoth(2);
  process.kill(gatewayOf(use.app) as number, 'SIGKILL');
  await remote.waitForFunction(() => document.querySelector('.trouble')?.textContent?.includes('Reconnecting'));
  await remote.waitForFunction(() => document.querySelector('.trouble')?.textContent === '');
  expect(await numberOn(remote)).toBe(2);
  await expect
    .poll(async () => {
      await remote.tap('.next');
      return (await placeOf(deck))[0];
    })
    .toBeGreaterThan(2);
});

it('the remote notices a line that has died without a word, and finds another one', async () => {
  const phone = await use.browser.newContext(PHONE);
  const remote = await phone.newPage();
  let isDead = false;
  await remote.routeWebSocket(/\/talk$/, (page) => {
    const server = page.connectToServer();
    const isOld = !isDead;
    page.onMessage((message) => (isOld && isDead ? undefined : server.send(message)));
    server.onMessage((message) => (isOld && isDead ? undefined : page.send(message)));
  });
  await remote.goto(use.app.address.replace('/?', '/remote?'));
  await remote.waitForFunction(() => document.querySelector('.trouble')?.textContent === '');
  isDead = true;
  await remote.waitForFunction(() => document.querySelector('.trouble')?.textContent?.includes('Reconnecting'));
  await remote.waitForFunction(() => document.querySelector('.trouble')?.textContent === '');
});

it('the remote is light, shows the notes of the slide, and is clean for axe', async () => {
  const phone = await use.browser.newContext(PHONE);
  const remote = await phone.newPage();
  const sizes: Promise<number>[] = [];
  remote.on('response', (response) => {
    if (response.ok() && /\.(?:js|css)$/.test(new URL(response.url()).pathname))
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await remote.goto(use.app.address.replace('/?', '/remote?'));
  await remote.waitForLoadState('networkidle');
  const sum = (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
  expect(sum).toBeGreaterThan(1000);
  expect(sum).toBeLessThanOrEqual(25_000);
  expect((await remote.textContent('.notes'))?.length).toBeGreaterThan(20);
  expect(await remote.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await remote.evaluate(AXE);
  const { violations } = (await remote.evaluate('axe.run()')) as { violations: { id: string }[] };
  expect(violations.map(({ id }) => id)).toEqual([]);
});
