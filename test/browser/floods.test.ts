import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../helpers/app.js';
import { command, openBrowser, openDeck } from '../helpers/browser.js';
import type { Copy } from '../helpers/copy.js';
import { copyWithFixtureDemos, SLIDE } from '../helpers/fixture-demos.js';
import { byDay } from '../helpers/night.js';

let copy: Copy;
let app: App;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  copy = copyWithFixtureDemos();
  app = await startApp('present', [], copy.inCopy);
  browser = await openBrowser();
  ({ page, errors } = await openDeck(browser, app.address, SLIDE.flood));
  await page.waitForSelector('section.present .actions button:not([disabled])');
  expect(await command(page, { do: 'start', demo: 'flood' })).toBe(true);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  copy?.remove();
});

interface Told {
  type: string;
  id: string;
  at: number;
  name?: string;
  pid?: number;
}

/** From now on, each event that the page is told. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { watch(watcher: () => void, reader: (event: Told) => void): () => void };
    };
    const before = (window as unknown as { deaf?: () => void }).deaf;
    before?.();
    const told: Told[] = [];
    const keep = ({ type, id, at, name, pid }: Told) => void told.push({ type, id, at, name, pid });
    Object.assign(window, { told, deaf: log.watch(() => {}, keep) });
  });

const told = (page: Page) => page.evaluate(() => (window as unknown as { told: Told[] }).told);

const processes = (page: Page) =>
  page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { view: { processes: Record<string, { state: string; pid: number; metrics: Record<string, number> }> } };
    };
    return log.view.processes;
  });

const state = async (page: Page, id: string) => (await processes(page))[id]?.state;

async function killed(page: Page, id: string): Promise<void> {
  await expect.poll(() => state(page, id)).toBe('up');
  const pid = (await processes(page))[id]?.pid;
  expect(await command(page, { do: 'fault', id, name: 'kill' })).toBe(true);
  await expect.poll(async () => (await processes(page))[id]?.pid, { interval: 20 }).not.toBe(pid);
}

/** The most that a page is told of one metric, in times a second. */
const TIMES_A_SECOND = 21;

describe.each(byDay(['all', 'bytes', 'metrics', 'sequences', 'metric', 'messages', 'letters', 'beats'], 3))(
  'while a process floods with %s',
  (flood) => {
    it('the page hears of the death of another one, and then of its own', async () => {
      expect(await command(page, { do: 'reset' })).toBe(true);
      await expect.poll(() => state(page, 'neighbour')).toBe('up');
      await listen(page);
      expect(await command(page, { do: 'fault', id: 'flooder', name: flood })).toBe(true);
      const { flooder } = await processes(page);
      await expect.poll(async () => (await told(page)).some(({ type }) => type === 'fault')).toBe(true);

      await killed(page, 'neighbour');
      await expect.poll(() => state(page, 'neighbour')).toBe('up');
      expect((await processes(page)).flooder?.pid, 'the flood goes on').toBe(flooder?.pid);
      const metricsTold = async () =>
        (await told(page)).filter(({ type, id }) => type === 'metric' && id === 'flooder');
      if (['metric', 'metrics', 'all'].includes(flood)) {
        await expect.poll(async () => (await metricsTold()).length).toBeGreaterThan(10);
      }
      await killed(page, 'flooder');
      await expect.poll(() => state(page, 'flooder')).toBe('up');

      const metrics = await metricsTold();
      // The last value of each is told before any news of the process, too.
      const news = (await told(page)).filter(({ type, id }) => type !== 'metric' && id === 'flooder').length;
      for (const name of new Set(metrics.map((one) => one.name))) {
        const of = metrics.filter((one) => one.name === name);
        const seconds = ((of.at(-1)?.at ?? 0) - (of[0]?.at ?? 0)) / 1000;
        expect(of.length, name).toBeLessThanOrEqual(1 + news + seconds * TIMES_A_SECOND);
      }
      expect(errors).toEqual([]);
    });
  },
);

it('a process that crashes as soon as it is ready, again and again, keeps nobody from hearing of another one', async () => {
  expect(await command(page, { do: 'reset' })).toBe(true);
  await expect.poll(() => state(page, 'neighbour')).toBe('up');
  await listen(page);
  expect(await command(page, { do: 'fault', id: 'flooder', name: 'crashes' })).toBe(true);
  const exits = async () => (await told(page)).filter(({ type, id }) => type === 'exit' && id === 'flooder').length;
  await expect.poll(exits).toBeGreaterThan(2);
  await killed(page, 'neighbour');
  await expect.poll(() => state(page, 'neighbour')).toBe('up');
  const before = await exits();
  await expect.poll(exits, { timeout: 30_000 }).toBeGreaterThan(before);
});
