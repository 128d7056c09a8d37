import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { processesWith } from '../../src/supervisor/processes.js';
import { gatewayOf } from '../helpers/app.js';
import { allUp, sharedApp } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { slideOf } from '../helpers/slides.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const use = sharedApp();

// A device that a failed test leaves open would go on driving.
afterEach(async () => {
  for (const context of use.browser.contexts()) await context.close();
});

const newDevice = (width = 1440, height = 900) =>
  use.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });

async function openOn(device: BrowserContext, path = ''): Promise<Page> {
  const page = await device.newPage();
  await page.goto(use.app.address.replace('/?', `/${path}?`));
  await page.waitForSelector('.reveal.ready');
  return page;
}

const go = (page: Page, slide: number) =>
  page.evaluate((number) => {
    location.hash = `#/${number}`;
  }, slide);

const numberOf = (page: Page) =>
  page.evaluate(
    () => [...document.querySelectorAll('main .slides > section')].findIndex((one) => one.matches('.present')) + 1,
  );

it('the presenter view shows the slide with its demo, the next one, the notes, and which step comes next', async () => {
  const device = await newDevice();
  const [deck, view] = [await openOn(device), await openOn(device, 'presenter')];
  const slide = slideOf('isolation');
  await go(view, slide);
  await expect.poll(() => numberOf(deck)).toBe(slide);
  const notes = await deck.textContent(`.slides > section:nth-child(${slide}) aside.notes`);
  expect((await view.textContent('.presenter > * > .notes'))?.trim()).toBe(notes?.trim());
  const title = await deck.getAttribute(`.slides > section:nth-child(${slide + 1})`, 'aria-label');
  expect(await view.getAttribute('.next section.present', 'aria-label')).toBe(title);

  expect(await view.textContent('.steps [data-state="next"]')).toBe('start');
  // There is no audience.
  expect(await view.locator('.room').isVisible()).toBe(false);
  await view.keyboard.press('PageDown');
  await allUp(deck);
  await allUp(view);
  expect(await view.textContent('.steps [data-state="next"]')).toContain('throw');
  expect(await view.textContent('.elapsed b')).toMatch(/^\d+:\d\d$/);
});

it('the presenter view is back where it was, with its time, after the gateway, the talk process and itself are gone', async () => {
  const device = await newDevice();
  const view = await openOn(device, 'presenter');
  await go(view, 3);
  await view.getByRole('button', { name: 'start again' }).click();
  await view.waitForFunction(() => /0:0[2-9]/.test(document.querySelector('.elapsed b')?.textContent ?? ''));
  const talkPid = () =>
    processesWith('REBOOT_CAMP_TALK').find(({ pid }) => isChildOf(pid, use.app.process.pid))?.pid as number;
  const pid = talkPid();
  process.kill(pid, 'SIGKILL');
  process.kill(gatewayOf(use.app) as number, 'SIGKILL');
  await expect.poll(talkPid).not.toBe(pid);
  await view.waitForFunction(() => /viewer/.test(document.querySelector('.presence')?.textContent ?? ''));
  // The time goes on from where it was; a talk that begins again would be at its first seconds.
  const goesOn = () =>
    view.waitForFunction(() => {
      const [minutes, seconds] = (document.querySelector('.elapsed b')?.textContent ?? '').split(':').map(Number);
      return (minutes as number) * 60 + (seconds as number) >= 2;
    });
  await goesOn();
  expect(await numberOf(view)).toBe(3);
  await view.reload();
  await view.waitForSelector('.reveal.ready');
  await expect.poll(() => numberOf(view)).toBe(3);
  await goesOn();
});

it('a press while the program of the presenter view is on its way counts', async () => {
  const device = await newDevice();
  const deck = await openOn(device);
  const view = await device.newPage();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await view.route(/\/immutable\/view-/, async (route) => {
    await held;
    await route.continue();
  });
  await view.goto(use.app.address.replace('/?', '/presenter?'));
  await view.waitForSelector('.reveal.ready');
  await go(view, 4);
  release();
  await expect.poll(() => numberOf(deck)).toBe(4);
  expect(await numberOf(view)).toBe(4);
});

it('S opens the presenter view, which is a page of its own, in step with the deck', async () => {
  const device = await newDevice();
  // A deck has a name in the talk once its line is open, and the browser would copy that name. If another test has left a talk
  // under way, the line opens before the first move.
  const line = device
    .waitForEvent('page')
    .then((page) => page.waitForEvent('websocket', (socket) => socket.url().endsWith('/talk')));
  const deck = await openOn(device);
  await go(deck, 4);
  await line;
  const [view] = await Promise.all([device.waitForEvent('page'), deck.keyboard.press('s')]);
  await view.waitForSelector('.presenter .elapsed');
  await expect.poll(() => numberOf(view)).toBe(4);
  await go(deck, 6);
  await expect.poll(() => numberOf(view)).toBe(6);
  await go(view, 8);
  await expect.poll(() => numberOf(deck)).toBe(8);
});

it.each([
  [1440, 900],
  [1024, 768],
  [820, 1180],
  [800, 600],
  [640, 360],
])('the presenter view is whole and clean for axe at %i × %i', async (width, height) => {
  const device = await newDevice(width, height);
  const view = await openOn(device, 'presenter');
  await go(view, slideOf('isolation'));
  await view.waitForSelector('.steps li');
  const beyond = await view.evaluate(() =>
    ['now', 'next', 'head', 'notes', 'steps'].filter((name) => {
      const box = document.querySelector(`.presenter > * > .${name}`)?.getBoundingClientRect();
      // The next slide makes room for the notes where the window is low.
      if (name === 'next' && box?.height === 0) return innerHeight > 900;
      return !box || box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.height < 30;
    }),
  );
  expect(beyond).toEqual([]);
  // In px beyond its place: reveal.js rounds the scale to hundredths (findings/reveal-scale-is-rounded.sh).
  const excess = () =>
    view.evaluate(() => {
      const [place, slide] = ['.now', '.now section.present'].map(
        (name) => document.querySelector(`.presenter ${name}`)?.getBoundingClientRect() as DOMRect,
      ) as [DOMRect, DOMRect];
      return Math.round(Math.max(slide.height - place.height, slide.width - place.width));
    });
  await expect.poll(excess).toBeLessThanOrEqual(7);
  const isUncovered = await view.evaluate(() => {
    const box = document.querySelector('.steps li')?.getBoundingClientRect() as DOMRect;
    return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest('.steps') !== null;
  });
  expect(isUncovered).toBe(true);
  await view.evaluate(AXE);
  // The slides, and their headline with them, are tested on the deck.
  const own = "{ exclude: ['.now', '.next'] }, { rules: { 'page-has-heading-one': { enabled: false } } }";
  const { violations } = (await view.evaluate(`axe.run(${own})`)) as {
    violations: { id: string }[];
  };
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it('the notes float in a small window of their own, and stay those of the slide', async () => {
  const device = await newDevice();
  const view = await openOn(device, 'presenter');
  await go(view, 3);
  const [small] = await Promise.all([
    device.waitForEvent('page'),
    view.getByRole('button', { name: 'float the notes' }).click(),
  ]);
  const notes = async () => (await view.textContent('.presenter > * > .notes'))?.trim();
  await expect.poll(async () => (await small.textContent('.notes'))?.trim()).toBe(await notes());
  await go(view, 4);
  await expect.poll(async () => (await small.textContent('.notes'))?.trim()).toBe(await notes());
  expect(await notes()).not.toBe('');
});
