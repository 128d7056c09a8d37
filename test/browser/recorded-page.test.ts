/** Recordings in a page that is one file: there is no gateway, and no stage. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecording } from '../../src/log/recording.js';
import { ROOT } from '../helpers/app.js';
import { openBrowser } from '../helpers/browser.js';
import { fixturePage } from '../helpers/fixture-page.js';
import { isNight } from '../helpers/night.js';

const textOf = (demo: string) => readFileSync(join(ROOT, 'demos', demo, 'recording.jsonl'), 'utf8');

/** In JSON the escape is the same character, and no word of a process can end the element. */
const board = (demo: string) => `<div class="board" id="${demo}" style="width: 1280px; height: 720px">
  <script type="application/jsonl">${textOf(demo).replaceAll('<', '\\u003c')}</script>
  <reboot-demo name="${demo}"></reboot-demo>
</div>`;

let folder: string;
let browser: Browser;
let page: Page;
const errors: string[] = [];
const requests: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recorded-page-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, await fixturePage('recordings', `${board('messages')}${board('supervision')}`));
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 1440 }, reducedMotion: 'reduce' });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  await page.goto(pathToFileURL(file).href);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the log of a board is, and the moment of it that is shown; null: the last. */
const placeOf = (demo: string) =>
  page.evaluate((id) => {
    const { log } = document.querySelector(`#${id} reboot-demo`) as unknown as {
      log: {
        view: { demo: string; next: number };
        playback: { at: number | null; shown: { view: { next: number } } | null };
      };
    };
    const { view, playback } = log;
    return { demo: view.demo, next: view.next, at: playback.at, shown: playback.shown?.view.next ?? null };
  }, demo);

const textIn = (demo: string, selector: string) => page.locator(`#${demo} ${selector}`).first().textContent();

it('two recordings play at once, each on its board, with what its processes printed in the terminals', async () => {
  await expect.poll(() => textIn('messages', '.trouble')).toMatch(/^A recording of \d{4}-\d\d-\d\d \(/);
  await expect.poll(() => textIn('messages', '[data-terminal="writer"] .xterm-rows')).toContain('sent');
  await expect.poll(() => placeOf('messages')).toMatchObject({ demo: 'messages', at: null });
  await expect.poll(() => placeOf('supervision')).toMatchObject({ demo: 'supervision', at: null });
});

it('no button that would change something can be pressed', async () => {
  const kinds = '.faults button, .tree button, .actions button';
  await page.waitForSelector(`#supervision :is(${kinds})`);
  expect(await page.locator(kinds).count()).toBeGreaterThan(10);
  expect(await page.locator(`:is(${kinds}):not([disabled])`).count()).toBe(0);
});

it('a terminal takes no words', async () => {
  await page.locator('#supervision [data-terminal="customer"] .xterm-screen').click();
  expect(await page.locator('.pane[data-typing="true"]').count()).toBe(0);
});

it('the slider goes back to a moment of one recording, and the other one plays on', async () => {
  const { events } = parseRecording(textOf('supervision'), 'supervision');
  const death = events.find((event) => event.type === 'exit' && !event.expected);
  await expect
    .poll(async () => (await placeOf('supervision')).next, { timeout: 30_000 })
    .toBeGreaterThan((death?.seq as number) + 1);
  const kills = '.deaths dd';
  await expect.poll(() => textIn('supervision', kills)).not.toBe('0');
  const before = Math.floor((death?.at as number) / 100) * 100;
  await page.locator('#supervision .moment').fill(String(before));
  await expect.poll(() => textIn('supervision', kills)).toBe('0');
  const shown = await placeOf('supervision');
  expect(shown.shown).toBe(events.filter(({ at }) => at <= (shown.at as number)).length);
  expect(Math.abs((shown.at as number) - before)).toBeLessThan(100);
  expect(await page.locator('#messages reboot-demo').getAttribute('data-past')).toBeNull();
  expect((await placeOf('messages')).at).toBeNull();
  await page.locator('#supervision .hold').click();
  await expect.poll(() => textIn('supervision', kills)).not.toBe('0');
});

it.runIf(isNight)('a recording that is over stays at its last event', async () => {
  const last = (demo: string) => parseRecording(textOf(demo), demo).events.length;
  await expect.poll(async () => (await placeOf('supervision')).next, { timeout: 60_000 }).toBe(last('supervision'));
  expect(await textIn('supervision', '.ago')).toBe('now');
});

it('the page is one file, throws nothing and asks no server for anything', () => {
  expect(errors).toEqual([]);
  expect(requests.filter((address) => !/^(file|data|blob):/.test(address))).toEqual([]);
});
