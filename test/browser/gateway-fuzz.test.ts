import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processesWith, residentBytes } from '../../src/supervisor/processes.js';
import type { Target } from '../../tools/fuzz/bytes.js';
import { client } from '../../tools/fuzz/client.js';
import { randomOf, seedFor } from '../../tools/soak/random.js';
import { type App, isHealthy, startApp } from '../helpers/app.js';
import { allUp, openBrowser, openDeck, runIsolation, type Watched } from '../helpers/browser.js';
import { isChildOf } from '../helpers/os.js';
import { cookieFor } from '../helpers/page-client.js';
import { slideOf } from '../helpers/slides.js';
import { until } from '../helpers/until.js';

/** `FUZZ_MINUTES=10 npx vitest …` fuzzes for so long; without, as many clients come as a test run has time for. */
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const CLIENTS = 1500;
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1e9);
/** Clients that are there at one time. */
const LANES = 12;
const ISOLATION = slideOf('isolation');
const MiB = 2 ** 20;
/** The growth of the gateway that is allowed: the log's latest frames are 2 MiB, the rest is what V8 has not given back. */
const GROWTH = 96 * MiB;

let app: App;
let browser: Browser;
let watched: Watched;

beforeAll(async () => {
  app = await startApp('present', ['--share']);
  browser = await openBrowser();
  watched = await openDeck(browser, app.address, ISOLATION);
  await runIsolation(watched.page);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const part = (variable: string) =>
  processesWith(variable).find(({ pid }) => isChildOf(pid, app.process.pid))?.pid as number;

/** The page remembers each state of its line. */
const recordStates = () =>
  watched.page.evaluate(() => {
    const { log } = document.querySelector('reboot-demo') as unknown as {
      log: { state: string; watch(watcher: () => void): void };
    };
    const states: string[] = [];
    Object.assign(window, { states });
    log.watch(() => {
      if (states.at(-1) !== log.state) states.push(log.state);
    });
  });
const statesOf = () => watched.page.evaluate(() => (window as unknown as { states: string[] }).states);

/** Cookies and tickets of somebody who may watch; a machine on no network prints no address for learners. */
async function target(): Promise<Target> {
  const [, viewer = ''] = [...app.stdout.matchAll(/\/(?:join)?\?token=(\S+)/g)].map(([, token]) => token);
  const cookie = await cookieFor(app, viewer);
  const tickets = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const answer = await fetch(`${app.origin}/ticket`, { headers: { cookie } });
      return ((await answer.json()) as { ticket: string }).ticket;
    }),
  );
  return { host: `127.0.0.1:${app.port}`, origin: app.origin, cookies: [cookie], tickets };
}

it(
  'whatever clients send, gateway and stage stay the same processes, no larger than before, and the page that watches loses nothing',
  async () => {
    const [gateway, stage] = [part('REBOOT_CAMP_GATEWAY'), part('REBOOT_CAMP_SOCKETS')];
    const before = { bytes: residentBytes(gateway) as number, fds: readdirSync(`/proc/${gateway}/fd`).length };
    await recordStates();
    console.log(`FUZZ_SEED=${SEED}`);

    // Tickets are good for half a minute.
    let current = await target();
    const renewal = setInterval(() => {
      void target().then((next) => {
        current = next;
      });
    }, 15_000);
    const end = performance.now() + MINUTES * 60_000;
    let clients = 0;
    let largest = before.bytes;
    const isOver = () => (MINUTES > 0 ? performance.now() > end : clients >= CLIENTS);
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      const random = randomOf(seedFor(SEED, `lane ${lane}`));
      while (!isOver()) {
        clients++;
        await client(app.port, random, current);
        largest = Math.max(largest, residentBytes(gateway) ?? Number.POSITIVE_INFINITY);
      }
    });
    await Promise.all(lanes);
    clearInterval(renewal);

    expect(await isHealthy(app)).toBe(true);
    expect(app.stderr).toBe('');
    expect(part('REBOOT_CAMP_GATEWAY')).toBe(gateway);
    expect(part('REBOOT_CAMP_SOCKETS')).toBe(stage);
    expect(app.stdout).not.toMatch(/gateway|stage:/);
    // Nobody who was not let in changed anything, and the page missed nothing.
    expect(await statesOf()).toEqual(['live']);
    const { page, errors } = watched;
    expect(await page.textContent('.figures dd')).toBe('0');
    await page.click('.cell:nth-child(4)');
    await page.getByRole('button', { name: 'kill -9 line-4', exact: true }).click();
    await expect.poll(() => page.textContent('.cell:nth-child(4)')).toContain('life 2');
    await allUp(page);
    expect(errors).toEqual([]);
    expect(largest - before.bytes).toBeLessThan(GROWTH);
    await until(() => readdirSync(`/proc/${gateway}/fd`).length <= before.fds + 10, {
      what: 'descriptors are free again',
    });
    console.log(`${clients} clients; the gateway grew by ${Math.round((largest - before.bytes) / MiB)} MiB at most`);
  },
  MINUTES * 60_000 + 120_000,
);
