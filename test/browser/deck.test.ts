import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { allUp, command, openDeck, pids, runIsolation, sharedApp } from '../helpers/browser.js';
import { byDay } from '../helpers/night.js';
import { SLIDES, slideOf } from '../helpers/slides.js';

const use = sharedApp();

/** Slides beside each other in the overview. */
const COLUMNS = 6;
const ISOLATION = slideOf('isolation');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const place = (page: Page) =>
  page.evaluate(
    () => [...document.querySelectorAll('.slides > section')].findIndex((s) => s.classList.contains('present')) + 1,
  );

const isDemoRunning = (page: Page) =>
  page.evaluate(() => {
    const demo = document.querySelector('reboot-demo') as unknown as { log: { view: { running: boolean } } };
    return demo.log.view.running;
  });

/** The violations that axe finds in the elements of `selector`. */
async function violations(page: Page, selector: string): Promise<string[]> {
  // Through the debugger, so that the page's own content policy stays as strict as it is.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async (where) => {
    const { axe } = window as unknown as {
      axe: {
        run(where: string, how: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
      };
    };
    // A list of the rules that hold is not needed.
    const { violations } = await axe.run(where, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }, selector);
}

/** The misprints of the list that is shown now, measured in the page. */
async function misprints(): Promise<string[]> {
  /** Where its words are, but for those that an arrow covers. */
  const extentOf = (element: Element): DOMRect => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const arrow = element.querySelector('.arrow');
    if (arrow) range.setStartAfter(arrow);
    return range.getBoundingClientRect();
  };
  const wrong: string[] = [];
  const section = document.querySelector('section.present') as HTMLElement;
  const image = section.querySelector('img') as HTMLImageElement;
  await Promise.all([document.fonts.ready, image.decode()]);
  const frame = image.getBoundingClientRect();
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0, frame.width, frame.height);
  for (const element of section.querySelectorAll(':scope > :is(h2, h3), :scope > :is(ul, ol) > li')) {
    const words = element.textContent?.trim() ?? '';
    const box = extentOf(element);
    const type = Number.parseFloat(getComputedStyle(element).fontSize);
    const row = element.getBoundingClientRect();
    if (type < 44) wrong.push(`${words}: ${type} px is too small for the last row of the room`);
    if (element.matches('li')) {
      // League Gothic: descenders reach 0.2 of its size below the baseline, its box 0.23.
      const rule = row.bottom - Number.parseFloat(getComputedStyle(element).borderBottomWidth);
      if (box.bottom - 0.03 * type > rule - 1) wrong.push(`${words}: its descenders touch the rule`);
      if (row.bottom > 715) wrong.push(`${words}: below the slide`);
      if (box.right > row.right) wrong.push(`${words}: beside its rules`);
    }
    const width = box.right - frame.left;
    if (width <= 0) continue;
    const { data } = context.getImageData(0, box.top - frame.top, width, box.height);
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
      if (alpha < 128 || red + green + blue > 120) continue;
      wrong.push(`${words}: drawn over`);
      break;
    }
  }
  return wrong;
}

describe('the deck', () => {
  it('the deck is walked through by clicker, all slides, each with its words and pictures and nothing to complain about', async () => {
    const { page, errors, foreign } = await openDeck(use.browser, use.app.address);
    const seen: string[] = [];
    for (let slide = 1; slide <= SLIDES; slide++) {
      await expect.poll(() => place(page)).toBe(slide);
      const section = page.locator('section.present');
      seen.push(((await section.locator('h1, h2').first().textContent()) ?? '').replace(/\s+/g, ' ').trim());
      const broken = await section.evaluate(async (element) => {
        const images = [...element.querySelectorAll('img')];
        await Promise.all(images.map((image) => image.decode().catch(() => {})));
        return images.filter((image) => image.naturalWidth === 0 || image.alt === '').map((image) => image.src);
      });
      expect(broken).toEqual([]);
      expect(await section.textContent()).not.toMatch(/Note:|!\[|\]\(|\*\*|###|`/);
      // The steps of a demo are walked past too.
      while ((await place(page)) === slide && slide < SLIDES) {
        const steps = await page.locator('section.present .step.visible').count();
        await page.keyboard.press('PageDown');
        await expect
          .poll(
            async () =>
              (await place(page)) !== slide || (await page.locator('section.present .step.visible').count()) > steps,
          )
          .toBe(true);
      }
    }
    // A demo that plays at the end would play in all tests that follow; a quick walk may start none.
    await command(page, { do: 'stop' });
    await expect.poll(() => isDemoRunning(page)).toBe(false);
    expect(seen[0]).toMatch(/Fault\s*Tolerance/);
    expect(seen[ISOLATION - 1]).toBe('#1 Isolation');
    expect(new Set(seen).size).toBeGreaterThanOrEqual(SLIDES - 2);
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
    await page.close();
  });

  it('sets every list between its rules, and clear of what is drawn beside it', async () => {
    const { page } = await openDeck(use.browser, use.app.address);
    const lists = await page.$$eval('.slides > section', (sections) =>
      sections.flatMap(({ dataset }, index) => (dataset.layout === 'list' ? [index + 1] : [])),
    );
    expect(lists).toHaveLength(11);
    for (const slide of lists) {
      await page.evaluate((place) => {
        location.hash = `#/${place}`;
      }, slide);
      await expect.poll(() => place(page)).toBe(slide);
      expect(await page.evaluate(misprints), `slide ${slide}`).toEqual([]);
    }
    await page.close();
  });

  it('the deck is clean for axe on every slide', async () => {
    const { page } = await openDeck(use.browser, use.app.address);
    for (let slide = 1; slide <= SLIDES; slide++) {
      await expect.poll(() => place(page)).toBe(slide);
      // The frame around the slides is the same for each of them.
      expect(await violations(page, slide === 1 ? 'html' : 'section.present'), `slide ${slide}`).toEqual([]);
      await page.evaluate((next) => {
        location.hash = `#/${next}`;
      }, slide + 1);
    }
    await page.close();
  });

  it('the deck is clean for axe with a demo running, and with the dead in it', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await page.click('section.present reboot-demo .actions button:not([disabled])');
    await page.waitForFunction(() => document.querySelectorAll('.pane[data-state="up"]').length === 3, null, {
      timeout: 30_000,
    });
    await page.waitForSelector('.xterm-screen');
    expect(await violations(page, 'html')).toEqual([]);
    await page.getByRole('button', { name: 'kill -9 objects' }).click();
    await page.waitForSelector('.pane[data-state="off"]');
    expect(await violations(page, 'section.present')).toEqual([]);
    await page.close();
  });

  it('the deck opens at a deep link, goes to the overview and back, and leaves the demo as it was', async () => {
    const { page, errors } = await openDeck(use.browser, use.app.address, ISOLATION);
    expect(await place(page)).toBe(ISOLATION);
    await runIsolation(page);
    await page.click('.cell:nth-child(4)');
    await page.getByRole('button', { name: 'kill -9 line-4', exact: true }).click();
    await expect.poll(() => page.textContent('.cell:nth-child(4)')).toContain('life 2');
    await allUp(page);
    const before = { pids: await pids(page), kills: await page.textContent('.figures dd') };
    await page.keyboard.press('Escape');
    await page.waitForSelector('body.in-overview');
    await page.keyboard.press('Escape');
    await page.waitForSelector('body:not(.in-overview)');
    expect(await place(page)).toBe(ISOLATION);
    expect({ pids: await pids(page), kills: await page.textContent('.figures dd') }).toEqual(before);
    await command(page, { do: 'stop' });
    expect(errors).toEqual([]);
    await page.close();
  });

  it('the deck shows all of itself in the overview, which is walked by arrows and opened at a slide', async () => {
    const { page } = await openDeck(use.browser, use.app.address, ISOLATION);
    await page.keyboard.press('Escape');
    await page.waitForSelector('body.in-overview');
    const isInWindow = () =>
      page.$$eval('.slides > section', (slides) =>
        slides.map((slide) => {
          const { left, top, right, bottom, width } = slide.getBoundingClientRect();
          return width > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
        }),
      );
    expect(await isInWindow()).toEqual(Array(SLIDES).fill(true));
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(async () => (await isInWindow()).every(Boolean)).toBe(true);
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect.poll(async () => (await isInWindow()).every(Boolean)).toBe(true);

    await page.keyboard.press('ArrowDown');
    await expect.poll(() => place(page)).toBe(ISOLATION + COLUMNS);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => place(page)).toBe(ISOLATION + 1);
    await page.keyboard.press('Enter');
    await page.waitForSelector('body:not(.in-overview)');
    expect(await place(page)).toBe(ISOLATION + 1);
    // Another one by mouse; it is as large as any slide then.
    await page.keyboard.press('Escape');
    await page.waitForSelector('body.in-overview');
    await page
      .locator('.slides > section')
      .nth(SLIDES - 1)
      .click();
    await page.waitForSelector('body:not(.in-overview)');
    expect(await place(page)).toBe(SLIDES);
    expect(await page.locator('section.present').boundingBox()).toMatchObject({ x: 0, y: 0, width: 1280, height: 720 });
    await page.close();
  });

  it('lists its keys at ?, and blacks the screen at . alone', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 3);
    await page.keyboard.press('?');
    await page.getByText('Keyboard Shortcuts').waitFor();
    expect(await page.locator('.reveal.paused').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByText('Keyboard Shortcuts').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.press('.');
    await page.waitForSelector('.reveal.paused');
    await page.close();
  });

  it('follows a link also when the address of the slide before is written over it', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 4);
    await page.evaluate(() => {
      location.hash = '#/5';
      // As reveal.js does, up to a second after it has changed slides.
      history.replaceState(null, '', '#/4');
    });
    await expect.poll(() => place(page)).toBe(5);
    expect(new URL(page.url()).hash).toBe('#/5');
    await page.close();
  });

  it.each(
    byDay(
      [
        ['the first step', `#/${ISOLATION}/1/0`, 'while the demos are not loaded', 1],
        ['a later step', `#/${ISOLATION}/1/2`, 'from the slide of an earlier demo', slideOf('failfast')],
        ['a later step', `#/${ISOLATION}/1/2`, 'while the demos are not loaded', 1],
        ['the first step', `#/${ISOLATION}/1/0`, 'from the slide of an earlier demo', slideOf('failfast')],
      ],
      2,
    ),
  )('plays nothing when a deep link names %s (%s) %s', async (_step, link, _where, from) => {
    const { page } = await openDeck(use.browser, use.app.address, from);
    const ready = 'section.present reboot-demo .actions button:not([disabled])';
    if (from > 1) await page.waitForSelector(ready, { state: 'attached' });
    expect(await page.evaluate(() => customElements.get('reboot-demo') !== undefined)).toBe(from > 1);
    await page.evaluate(() => {
      const commands: string[] = [];
      Object.assign(window, { commands });
      const { send } = WebSocket.prototype;
      WebSocket.prototype.send = function (data) {
        const message = JSON.parse(String(data)) as { type: string; command?: { do: string } };
        // The other socket is for the talk.
        if (message.command && this.url.endsWith('/socket')) commands.push(message.command.do);
        send.call(this, data);
      };
    });
    await page.evaluate((to) => {
      location.hash = to;
    }, link);
    await expect.poll(() => place(page)).toBe(ISOLATION);
    await page.waitForSelector(ready);
    // A command of a step would have been sent before this.
    await command(page, { do: 'stop' });
    expect(await page.evaluate(() => (window as unknown as { commands: string[] }).commands)).toEqual(['stop']);
    await page.close();
  });

  it('the deck is read on a phone without scrolling sideways', async () => {
    const { page } = await openDeck(use.browser, use.app.address, 1, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 420, height: 300 });
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(await page.locator('.slides > section').count()).toBe(SLIDES);
    await page.close();
  });
});

describe('without a token', () => {
  it('the slides can be read, and the demo says how to get the controls', async () => {
    const { page } = await openDeck(use.browser, use.app.origin, ISOLATION);
    await expect.poll(() => page.textContent('.trouble')).toContain('Open the address that npm start printed');
    expect(await page.locator('.actions button').isDisabled()).toBe(true);
    await page.close();
  });
});
