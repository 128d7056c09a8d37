import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, LaunchOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser as launch } from '../../src/measure/chromium.js';
import { type App, startApp } from './app.js';
import { slideOf } from './slides.js';

/** A browser with a temporary folder of its own: Chromium leaves files behind when one of its processes is killed. */
export async function openBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  const browser = await launch({ ...options, env: { ...options.env, TMPDIR: folder } }).catch((error) => {
    remove();
    throw error;
  });
  const close = browser.close.bind(browser);
  browser.close = async (...args) => {
    await close(...args);
    remove();
  };
  return browser;
}

/** One app and one browser for all tests of a file. */
export function sharedApp(): { app: App; browser: Browser } {
  const both = {} as { app: App; browser: Browser };
  beforeAll(async () => {
    both.app = await startApp();
    both.browser = await openBrowser();
  });
  afterAll(async () => {
    await both.browser?.close();
    await both.app?.stop();
  });
  return both;
}

export interface Watched {
  page: Page;
  /** The errors of the page. */
  errors: string[];
  /** Requests to other hosts. */
  foreign: string[];
}

/** For tests of what moves. Without a graphics card, to draw it takes most of a core. */
export const MOVING: BrowserContextOptions = { reducedMotion: 'no-preference' };

/** A page of its own, that asks for less motion, at slide `slide` (1 is the title), with the presenter's controls. */
export async function openDeck(
  browser: Browser,
  address: string,
  slide = 1,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const watched: Watched = { page, errors: [], foreign: [] };
  const { host } = new URL(address);
  page.on('pageerror', (error) => watched.errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && watched.errors.push(message.text()));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.host !== host && url.protocol !== 'data:') watched.foreign.push(request.url());
  });
  await page.goto(`${address}#/${slide}`);
  await page.waitForSelector('.reveal.ready');
  return watched;
}

/** A command as the page itself gives it; resolves with whether it was done. */
export const command = (page: Page, given: object) =>
  page.evaluate((one) => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { do(command: object): Promise<boolean> };
    };
    return log.do(one);
  }, given);

/** Starts isolation on its slide by hand; resolves when all of it is up. */
export async function startIsolation(page: Page): Promise<void> {
  await page.click('section.present reboot-demo .actions .start:not([disabled])');
  await allUp(page);
}

const areLinesUp = () => document.querySelector('.pane:nth-child(3) .vitals')?.textContent?.trim() === '12 of 12 up';

export const allUp = (page: Page) => page.waitForFunction(areLinesUp, null, { timeout: 30_000 });

const isBegun = () =>
  document.querySelector('.figures dd')?.textContent === '0' &&
  document.querySelectorAll('.pane[data-state="up"]').length === 3;

/** Resolves when all of isolation is up, and nothing has happened to it. */
export const begun = (page: Page) => page.waitForFunction(isBegun, null, { timeout: 30_000 });

/** Brings isolation to its beginning, by hand, whatever it was doing. */
export async function beginIsolation(page: Page): Promise<void> {
  const button = page.locator('section.present reboot-demo .actions button:not([disabled])');
  await button.waitFor();
  if (await page.evaluate(isBegun)) return;
  await button.click();
  await begun(page);
}

/** Has all twelve lines of isolation up, whatever has happened on it before; a beginning costs fourteen processes. */
export async function runIsolation(page: Page): Promise<void> {
  await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  if (await page.evaluate(areLinesUp)) return;
  await beginIsolation(page);
}

/** A demo with few processes, where it does not matter which one it is. */
export const BLACK_BOX = { slide: slideOf('blackbox'), processes: 3 };

/** Resolves when all of it is up. */
export const blackBoxUp = (page: Page) =>
  page.waitForFunction(
    (count) => document.querySelectorAll('section.present .node[data-state="up"]').length === count,
    BLACK_BOX.processes,
    { timeout: 30_000 },
  );

/** Starts it on its slide by hand. */
export async function startBlackBox(page: Page): Promise<void> {
  await page.click('section.present reboot-demo .actions .start:not([disabled])');
  await blackBoxUp(page);
}

/** Aims the faults at the objects or the threads. */
export const aim = (page: Page, id: string) => page.getByRole('button', { name: `as ${id}` }).click();

/** Pids by line, as the cells show them. */
export const pids = (page: Page) =>
  page.$$eval('.cell', (cells) => cells.map((cell) => cell.querySelector('.pid')?.textContent?.trim() ?? ''));

/** The steps that the pages of these devices ask a stage to play from now on, in order. To be called before the pages are opened. */
export function stepsAsked(...devices: BrowserContext[]): string[] {
  const asked: string[] = [];
  const read = (payload: string | Buffer) => {
    const { command } = JSON.parse(String(payload)) as { command?: { do: string; step?: Record<string, string> } };
    if (command?.do === 'play') asked.push(Object.values(command.step ?? {}).join(' '));
  };
  for (const device of devices) {
    device.on('page', (page) =>
      page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => read(payload))),
    );
  }
  return asked;
}
