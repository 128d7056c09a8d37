import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { command, openBrowser, openDeck } from '../helpers/browser.js';
import type { Copy } from '../helpers/copy.js';
import { copyWithFixtureDemos, SLIDE } from '../helpers/fixture-demos.js';
import { byDay } from '../helpers/night.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The size of the fixture's terminals. */
const COLS = 40;
const ROWS = 8;

let copy: Copy;
let app: App;
let browser: Browser;

beforeAll(async () => {
  copy = copyWithFixtureDemos();
  app = await startApp('present', ['--share'], copy.inCopy);
  browser = await openBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  copy?.remove();
});

const screen = (id: string) => `section.present [data-terminal="${id}"] .xterm-screen`;

const reads = (page: Page, id: string) => page.textContent(`section.present [data-terminal="${id}"] .xterm-rows`);

const openPage = async (address: string, options: BrowserContextOptions) => {
  const opened = await openDeck(browser, address, SLIDE.history, { bypassCSP: true, ...options });
  await opened.page.context().grantPermissions(['clipboard-read'], { origin: app.origin });
  return opened;
};

const printed = async (page: Page) => {
  for (const id of ['left', 'right']) await expect.poll(() => reads(page, id)).toMatch(/line 60 of process \d+\s*$/);
};

/** The presenter's page, with the demo at its beginning. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[] }> {
  const opened = await openPage(app.address, options);
  const { page } = opened;
  await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  expect(await command(page, { do: 'start', demo: 'history' })).toBe(true);
  expect(await command(page, { do: 'reset' })).toBe(true);
  await printed(page);
  return opened;
}

/** A page that may only look. */
async function openAsViewer(): Promise<Page> {
  const [, viewer = ''] = [...app.stdout.matchAll(/\/(?:join)?\?token=(\S+)/g)].map(([, token]) => token);
  const { page } = await openPage(`${app.origin}/?token=${viewer}`, {});
  await printed(page);
  return page;
}

/** Drags over `length` cells of a row, from its second cell, and says what stands there. */
async function select(page: Page, id: string, row: number, length: number): Promise<string> {
  const box = await page.locator(screen(id)).boundingBox();
  if (!box) throw new Error(`${id} has no terminal`);
  const [width, y] = [box.width / COLS, box.y + ((row + 0.5) * box.height) / ROWS];
  await page.mouse.move(box.x + 1.1 * width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (length + 0.9) * width, y, { steps: 4 });
  await page.mouse.up();
  const rows = page.locator(`section.present [data-terminal="${id}"] .xterm-rows > div`);
  return ((await rows.nth(row).textContent()) ?? '').slice(1, length + 1);
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
/** The clipboard has words as they are written, a selection as they are shown. */
const inOneCase = async (page: Page) => (await clipboard(page)).toLowerCase();

/** Whether anything in the page is marked as selected. */
const hasSelection = async (page: Page) => (await page.locator('section.present .xterm-selection > div').count()) > 0;

const pane = (page: Page, id: string) => page.locator(`section.present .pane[aria-label="${id}"]`);
const lifeOf = (page: Page, id: string) => pane(page, id).locator('.vitals').textContent();

async function type(page: Page, id: string): Promise<void> {
  await page.locator(screen(id)).click();
  await expect.poll(() => pane(page, id).getAttribute('data-typing')).toBe('true');
}

describe('the selection in a terminal', () => {
  it.each(
    byDay(
      [
        ['Control+c', 806, 454],
        ['Control+Insert', 1280, 720],
        ['Control+c', 1920, 1080],
      ],
      2,
    ),
  )(
    'the selection in a terminal is copied by %s on a deck of %i × %i, once, while nobody types',
    async (keys, width, height) => {
      const { page, errors } = await open({ viewport: { width, height } });
      const text = await select(page, 'left', 3, 15);
      expect(text).toMatch(/^ine \d+ of proce/);
      await page.keyboard.press(keys);
      expect(await clipboard(page)).toBe(text);
      expect(await hasSelection(page)).toBe(false);
      // A selection in another terminal ends the one in the first.
      await select(page, 'left', 1, 3);
      const other = await select(page, 'right', 5, 9);
      await page.keyboard.press(keys);
      expect(await clipboard(page)).toBe(other);
      expect(await hasSelection(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );

  it('the selection in a terminal is copied by Ctrl+C while somebody types, and the next Ctrl+C interrupts', async () => {
    const { page } = await open();
    await type(page, 'left');
    const before = await lifeOf(page, 'left');
    const text = await select(page, 'left', 2, 20);
    expect(await pane(page, 'left').getAttribute('data-typing')).toBe('true');
    await page.keyboard.press('Control+c');
    expect(await clipboard(page)).toBe(text);
    expect(await hasSelection(page)).toBe(false);
    // A process that was interrupted would not answer as the same one.
    await page.keyboard.type('3\n');
    await expect.poll(() => reads(page, 'left')).toContain(`line 63 of process ${/pid (\d+)/.exec(before ?? '')?.[1]}`);
    await page.keyboard.press('Control+c');
    await expect.poll(() => lifeOf(page, 'left')).toMatch(/up.*life/s);
    expect(await lifeOf(page, 'left')).not.toContain(/pid \d+/.exec(before ?? '')?.[0]);
    await page.context().close();
  });

  it('the selection in a terminal is a word after a double click', async () => {
    const { page } = await open();
    const box = await page.locator(screen('left')).boundingBox();
    if (!box) throw new Error('no terminal');
    await page.mouse.dblclick(box.x + (2.5 * box.width) / COLS, box.y + (3.5 * box.height) / ROWS);
    await page.keyboard.press('Control+c');
    expect(await clipboard(page)).toBe('line');
    await page.context().close();
  });

  it('the selection in a terminal is offered by the menu of a right click, after which the keys are the deck’s again', async () => {
    const { page } = await open();
    const text = await select(page, 'left', 4, 12);
    await page.locator(screen('left')).click({ button: 'right', position: { x: 20, y: 20 } });
    expect(
      await page.evaluate(() => {
        const field = document.activeElement as HTMLTextAreaElement;
        return field.value.slice(field.selectionStart, field.selectionEnd);
      }),
    ).toBe(text);
    expect(await page.evaluate(() => document.queryCommandEnabled('copy'))).toBe(true);
    // The menu itself is no part of a page: this is what its line does.
    await page.evaluate(() => document.execCommand('copy'));
    expect(await clipboard(page)).toBe(text);
    await expect.poll(() => hasSelection(page)).toBe(false);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');

    await select(page, 'left', 4, 12);
    await page.locator(screen('left')).click({ button: 'right', position: { x: 20, y: 20 } });
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.url()).not.toContain(`#/${SLIDE.history}`);
    await page.context().close();
  });

  it('the selection in a terminal is copied for a viewer who may not type', async () => {
    const presenter = await open();
    const page = await openAsViewer();
    const text = await select(page, 'right', 3, 15);
    await page.keyboard.press('Control+c');
    expect(await clipboard(page)).toBe(text);
    expect(await pane(page, 'right').getAttribute('data-typing')).toBe('false');
    await page.context().close();
    await presenter.page.context().close();
  });

  it('the selection in a terminal is copied in the workshop, for a learner who may not type', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
    await context.grantPermissions(['clipboard-read'], { origin: app.origin });
    const page = await context.newPage();
    await page.goto(app.address);
    await page.goto(`${app.origin}/workshop#race`);
    const screen = page.locator('[data-terminal="diva"] .xterm-screen');
    await expect.poll(() => page.textContent('[data-terminal="diva"] .xterm-rows')).toMatch(/on the track/);
    const box = await screen.boundingBox();
    if (!box) throw new Error('no terminal');
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    const text = await page.evaluate(() => {
      const { log } = document.querySelector('reboot-demo') as unknown as {
        log: { terminals: Map<string, { getSelection(): string }> };
      };
      return log.terminals.get('diva')?.getSelection();
    });
    expect(text).toMatch(/\w/);
    await page.keyboard.press('Control+c');
    expect((await clipboard(page)).replaceAll('\r', '')).toBe(text);
    await context.close();
  });

  it('the selection in a terminal is copied no more from a slide that was left, and not before text of the page', async () => {
    const { page } = await open();
    await select(page, 'left', 3, 15);
    await page.evaluate(() => {
      location.hash = '#/1';
    });
    await page.waitForSelector('section.present h1');
    const words = await page.evaluate(() => {
      document.getSelection()?.selectAllChildren(document.querySelector('section.present h1') as Node);
      return String(document.getSelection()).toLowerCase();
    });
    await page.keyboard.press('Control+c');
    await expect.poll(() => inOneCase(page)).toBe(words);
    await page.evaluate(() => document.getSelection()?.removeAllRanges());
    await page.keyboard.press('Control+c');
    expect(await inOneCase(page)).toBe(words);
    await page.context().close();
  });
});

async function drag(touch: CDPSession, from: { x: number; y: number }, by: [x: number, y: number]): Promise<void> {
  const STEPS = 8;
  const at = (step: number) => [{ x: from.x + (by[0] * step) / STEPS, y: from.y + (by[1] * step) / STEPS }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
  for (let step = 1; step <= STEPS; step++)
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const middle = async (page: Page, id: string) => {
  const box = await page.locator(screen(id)).boundingBox();
  if (!box) throw new Error(`${id} has no terminal`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

const firstRow = (page: Page, id: string) =>
  page.locator(`section.present [data-terminal="${id}"] .xterm-rows > div`).first().textContent();

const numberOf = (row: string | null) => Number(/line (\d+)/.exec(row ?? '')?.[1]);

describe('a finger on a terminal', () => {
  const TABLET = { viewport: { width: 1180, height: 820 }, hasTouch: true, isMobile: true };
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const scrolled = (page: Page) =>
    page.evaluate(() => document.querySelector('section.present > reboot-demo')?.scrollTop ?? 0);

  it('a finger on a terminal moves its history by as many rows as the finger goes, and no step of the talk is taken', async () => {
    const { page, errors } = await open(TABLET);
    const touch = await page.context().newCDPSession(page);
    const place = page.url();
    const at = await middle(page, 'left');
    const before = numberOf(await firstRow(page, 'left'));
    const height = ((await page.locator(screen('left')).boundingBox())?.height ?? 0) / ROWS;
    await drag(touch, at, [0, 5.2 * height]);
    await expect.poll(async () => numberOf(await firstRow(page, 'left'))).toBe(before - 5);
    await drag(touch, at, [0, -2.2 * height]);
    await expect.poll(async () => numberOf(await firstRow(page, 'left'))).toBe(before - 3);
    // To the end and beyond it.
    for (const _ of [1, 2, 3]) await drag(touch, at, [10, -5.2 * height]);
    await expect.poll(async () => numberOf(await firstRow(page, 'left'))).toBe(before);
    expect(page.url()).toBe(place);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('a finger on a terminal leaves a sideways swipe to the deck', async () => {
    const { page } = await open(TABLET);
    const touch = await page.context().newCDPSession(page);
    await drag(touch, await middle(page, 'left'), [220, 20]);
    await expect.poll(() => page.url()).not.toMatch(new RegExp(`#/${SLIDE.history}(/1/0)?$`));
    await page.context().close();
  });

  it('a finger on a terminal moves the slide of a telephone when there is no more history that way', async () => {
    const { page } = await open(PHONE);
    const touch = await page.context().newCDPSession(page);
    const at = await middle(page, 'left');
    const before = numberOf(await firstRow(page, 'left'));
    await drag(touch, at, [0, 100]);
    await expect.poll(async () => numberOf(await firstRow(page, 'left'))).toBeLessThan(before);
    expect(await scrolled(page)).toBe(0);
    await drag(touch, at, [0, -300]);
    await expect.poll(async () => numberOf(await firstRow(page, 'left'))).toBe(before);
    expect(await scrolled(page)).toBe(0);
    await drag(touch, at, [0, -150]);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(20);
    await page.context().close();
  });
});

describe('a screen reader', () => {
  const violations = async (page: Page) => {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(where: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run({ include: ['section.present'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  };
  const log = (page: Page) => page.locator('section.present .reading [role="log"] p').allTextContents();

  it('a screen reader gets the visible rows of the terminal that is aimed at when they are asked for, and puts the focus there', async () => {
    const { page, errors } = await open();
    const shown = ((await reads(page, 'left')) ?? '').replaceAll(/\s+$/g, '');
    const read = page.getByRole('button', { name: 'read left' });
    await read.focus();
    await page.keyboard.press('Enter');
    const text = page.locator('.reading [tabindex="-1"]:focus');
    await text.waitFor();
    const rows = await text.locator('p').allTextContents();
    expect(rows.at(-1)).toMatch(/line 60 of process \d+/);
    expect(shown).toContain(rows[0]);
    expect(await text.getAttribute('aria-label')).toBe(`${rows.length} rows of left`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'right', exact: false }).first().click();
    await page.getByRole('button', { name: 'read right' }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('a screen reader is told new lines of the terminal that is aimed at only while that is switched on, and few at a time', async () => {
    const { page, errors } = await open();
    const tell = page.getByRole('switch', { name: 'tell new lines' });
    expect(await tell.getAttribute('aria-checked')).toBe('false');
    await tell.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => tell.getAttribute('aria-checked')).toBe('true');
    expect(await log(page)).toEqual([]);
    await type(page, 'left');
    await page.keyboard.type('2\n');
    await expect.poll(async () => (await log(page)).join(' ')).toMatch(/line 62 of/);
    expect((await log(page)).join(' ')).not.toContain('line 60');
    await page.keyboard.type('300\n');
    await expect.poll(async () => (await log(page)).at(-1)).toMatch(/line 362 of/);
    expect((await log(page))[0]).toMatch(/^… \d+ lines left out$/);
    expect((await log(page)).length).toBeLessThanOrEqual(6);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Shift+Escape');

    await page.reload();
    await page.waitForSelector('section.present .reading');
    expect(await tell.getAttribute('aria-checked')).toBe('true');
    await tell.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => tell.getAttribute('aria-checked')).toBe('false');
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
