import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { gatewayOf } from '../helpers/app.js';
import { allUp, sharedApp, stepsAsked } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { slideOf } from '../helpers/slides.js';

const use = sharedApp();

// A device that a failed test leaves open would go on driving.
afterEach(async () => {
  for (const context of use.browser.contexts()) await context.close();
});

const newDevice = () => use.browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });

async function deckOn(device: BrowserContext, address = use.app.address): Promise<Page> {
  const page = await device.newPage();
  await page.goto(address);
  await page.waitForSelector('.reveal.ready');
  return page;
}

/** The number of the slide, and how many of its steps are taken. */
const placeOf = (page: Page) =>
  page.evaluate(() => [
    [...document.querySelectorAll('.slides > section')].findIndex((slide) => slide.matches('.present')) + 1,
    document.querySelectorAll('section.present .fragment.visible').length,
  ]);

/** Whether the demo plays, and the deaths since it began. */
const view = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { view: { running: boolean; kills: number } };
    };
    const { running, kills } = log.view;
    return { running, kills };
  });

const goTo = (page: Page, slide: number) =>
  page.evaluate((number) => {
    location.hash = `#/${number}`;
  }, slide);

it('two decks of one presenter are in step, whichever is pressed, and a step of a demo is played once', async () => {
  const device = await newDevice();
  const asked = stepsAsked(device);
  const [projector, laptop] = [await deckOn(device), await deckOn(device)];
  await laptop.keyboard.press('PageDown');
  await expect.poll(() => placeOf(projector)).toEqual([2, 0]);
  await projector.keyboard.press('PageUp');
  await expect.poll(() => placeOf(laptop)).toEqual([1, 0]);

  const slide = slideOf('isolation');
  await goTo(laptop, slide);
  await expect.poll(() => placeOf(projector)).toEqual([slide, 0]);
  await laptop.keyboard.press('PageDown');
  await expect.poll(() => placeOf(projector)).toEqual([slide, 1]);
  await allUp(projector);
  await laptop.keyboard.press('PageDown');
  await expect.poll(() => placeOf(projector)).toEqual([slide, 2]);
  await expect.poll(async () => (await view(projector)).kills).toBe(1);
  expect(asked).toEqual(['start', 'fault throw objects']);

  await laptop.keyboard.press('.');
  await expect.poll(() => projector.evaluate(() => document.querySelector('.reveal')?.matches('.paused'))).toBe(true);
  await projector.keyboard.press('.');
  await expect.poll(() => laptop.evaluate(() => document.querySelector('.reveal')?.matches('.paused'))).toBe(false);
});

it('a page of another device looks around on its own, until it follows or takes over', async () => {
  const [first, second] = [await newDevice(), await newDevice()];
  const speaker = await deckOn(first);
  await goTo(speaker, 2);
  await expect.poll(() => placeOf(speaker)).toEqual([2, 0]);
  const guest = await deckOn(second);
  await expect.poll(() => placeOf(guest)).toEqual([2, 0]);
  const before = 2;

  await guest.keyboard.press('PageDown');
  await guest.getByText('Another device drives the talk.').waitFor();
  expect(await placeOf(guest)).toEqual([before + 1, 0]);
  expect(await placeOf(speaker)).toEqual([before, 0]);
  await guest.getByRole('button', { name: 'follow' }).click();
  expect(await placeOf(guest)).toEqual([before, 0]);

  await guest.keyboard.press('PageDown');
  await guest.getByRole('button', { name: 'take over' }).click();
  await expect.poll(() => placeOf(speaker)).toEqual([before + 1, 0]);
  expect(await guest.isVisible('.talk-notice')).toBe(false);
});

it('a step that is pressed on two decks at one moment is played once, and both are behind it', async () => {
  const device = await newDevice();
  const asked = stepsAsked(device);
  const [projector, laptop] = [await deckOn(device), await deckOn(device)];
  const slide = slideOf('isolation');
  await goTo(laptop, slide);
  await expect.poll(() => placeOf(projector)).toEqual([slide, 0]);
  await laptop.keyboard.press('PageDown');
  await expect.poll(() => placeOf(projector)).toEqual([slide, 1]);
  // The stage may play this demo already, with a death: then the step leads back to its beginning.
  await expect.poll(() => view(projector)).toEqual({ running: true, kills: 0 });
  await allUp(projector);
  await expect.poll(() => view(laptop)).toEqual({ running: true, kills: 0 });
  await Promise.all([projector.keyboard.press('PageDown'), laptop.keyboard.press('PageDown')]);
  await expect.poll(async () => (await view(laptop)).kills).toBe(1);
  // Both presses have had their answer when both decks are at one place.
  await expect.poll(async () => String(await placeOf(projector)) === String(await placeOf(laptop))).toBe(true);
  // The later press may find the deck behind the step, and then takes the next one, which asks the room.
  expect([2, 3]).toContain((await placeOf(laptop))[1]);
  expect(asked).toEqual(['start', 'fault throw objects']);
});

it('a press while the gateway is dead is not taken back, and the other decks follow it when the gateway is back', async () => {
  const device = await newDevice();
  const [projector, laptop] = [await deckOn(device), await deckOn(device)];
  await goTo(laptop, 6);
  await expect.poll(() => placeOf(projector)).toEqual([6, 0]);
  process.kill(gatewayOf(use.app) as number, 'SIGKILL');
  await laptop.keyboard.press('PageDown');
  await expect.poll(() => placeOf(projector)).toEqual([7, 0]);
  expect(await placeOf(laptop)).toEqual([7, 0]);
});

it('a page that is opened alone begins at the title, wherever a rehearsal has ended', async () => {
  const rehearsal = await newDevice();
  const speaker = await deckOn(rehearsal);
  await goTo(speaker, 9);
  const follower = await deckOn(rehearsal);
  await expect.poll(() => placeOf(follower)).toEqual([9, 0]);
  await rehearsal.close();

  const day = await newDevice();
  const deck = await deckOn(day);
  const remote = await day.newPage();
  await remote.goto(use.app.address.replace('/?', '/remote?'));
  await expect.poll(() => remote.textContent('.at b')).toBe('1');
  expect(await placeOf(deck)).toEqual([1, 0]);
});

it('a page keeps its place, and moves the others, when the talk process is killed', async () => {
  const device = await newDevice();
  const [projector, laptop] = [await deckOn(device), await deckOn(device)];
  await laptop.keyboard.press('PageDown');
  const taken = laptop.getByRole('button', { name: 'take over' });
  await expect
    .poll(async () => (await taken.isVisible()) || String(await placeOf(projector)) === String(await placeOf(laptop)))
    .toBe(true);
  if (await taken.isVisible()) await taken.click();
  await expect.poll(async () => String(await placeOf(projector)) === String(await placeOf(laptop))).toBe(true);
  const place = await placeOf(laptop);
  const talkPid = () =>
    processesWith('REBOOT_CAMP_TALK').find(({ pid }) => isChildOf(pid, use.app.process.pid))?.pid as number;
  const pid = talkPid();
  process.kill(pid, 'SIGKILL');
  await expect.poll(talkPid).not.toBe(pid);
  expect(await placeOf(laptop)).toEqual(place);
  expect(await placeOf(projector)).toEqual(place);
  await expect
    .poll(async () => {
      await laptop.keyboard.press('PageDown');
      return String(await placeOf(projector)) === String(await placeOf(laptop));
    })
    .toBe(true);
});

it('a deck at a deep link, and alone, tells a phone where it is, and a page that only measures tells nothing', async () => {
  const device = await newDevice();
  const deck = await deckOn(device, `${use.app.address}#/7`);
  const measuring = await deckOn(device, `${use.app.address}&apart#/3`);
  const remote = await device.newPage();
  await remote.goto(use.app.address.replace('/?', '/remote?'));
  await expect.poll(() => remote.textContent('.at b')).toBe('7');
  await measuring.keyboard.press('PageDown');
  await remote.locator('.next').click();
  await expect.poll(() => placeOf(deck)).toEqual([8, 0]);
  await expect.poll(() => remote.textContent('.at b')).toBe('8');
  expect((await placeOf(measuring))[0]).toBe(3);
});

it('a press in the moment in which the talk process is dead reaches all pages of the talk', async () => {
  const device = await newDevice();
  const [projector, laptop] = [await deckOn(device), await deckOn(device)];
  await goTo(laptop, 2);
  await expect.poll(() => placeOf(projector)).toEqual([2, 0]);
  const talkPid = () =>
    processesWith('REBOOT_CAMP_TALK').find(({ pid }) => isChildOf(pid, use.app.process.pid))?.pid as number;
  for (const slide of [3, 4, 5, 6]) {
    const pid = talkPid();
    process.kill(pid, 'SIGKILL');
    await goTo(laptop, slide);
    await expect.poll(talkPid).not.toBe(pid);
    await expect.poll(() => placeOf(projector)).toEqual([slide, 0]);
    expect(await placeOf(laptop)).toEqual([slide, 0]);
  }
});

it('a page that looks around on its own resets no demo, and plays no recording, with its keys', async () => {
  const [first, second] = [await newDevice(), await newDevice()];
  const speaker = await deckOn(first);
  const slide = slideOf('isolation');
  await goTo(speaker, slide);
  await speaker.keyboard.press('PageDown');
  await allUp(speaker);
  await speaker.keyboard.press('PageDown');
  await expect.poll(async () => (await view(speaker)).kills).toBe(1);
  const guest = await deckOn(second);
  await expect.poll(() => placeOf(guest)).toEqual([slide, 2]);
  await guest.keyboard.press('PageUp');
  await guest.getByText('Another device drives the talk.').waitFor();
  const sent: string[] = [];
  await guest.exposeFunction('told', (text: string) => void sent.push(text));
  await guest.evaluate(() => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (data) {
      (window as unknown as { told(text: string): void }).told(String(data));
      send.call(this, data);
    };
  });
  await guest.keyboard.press('r');
  await guest.keyboard.press('e');
  await guest.keyboard.press('PageDown');
  await expect.poll(() => placeOf(guest)).toEqual([slide, 2]);
  expect(sent.filter((text) => /reset|recorded/.test(text))).toEqual([]);
  expect((await view(speaker)).kills).toBe(1);
});
