/** The measurements in a browser: sizes, a click on a fault, a saved slide, a killed gateway. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export { openBrowser } from '../../dist/src/measure/chromium.js';

import { ROOT, startApp } from './app.mjs';
import { copyProject } from './copy.mjs';
import { remark, row } from './figures.mjs';
import { rounds } from './options.mjs';

const CLICKS = 30;
const SAVES = 30;
const GATEWAY_KILLS = 20;
const STAGE_KILLS = 15;
/** A process that has been up for a second is restarted at once. */
const GROWN_UP_MS = 1200;

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** gzip sizes of what the first slide loads, and of what a demo adds, as a browser really asked for them. */
export async function sizes(browser, app) {
  const page = await browser.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  await page.goto(`${app.address}#/1`);
  await page.waitForLoadState('networkidle');
  const first = asked.splice(0);
  const size = (urls, ...endings) =>
    urls
      .filter(({ pathname }) => endings.some((ending) => pathname.endsWith(ending)))
      .reduce(
        (sum, { pathname }) => sum + gzipSync(readFileSync(join(ROOT, 'dist/public', pathname)), { level: 9 }).length,
        0,
      );
  remark(
    'first slide, JS + CSS, gzip',
    kB(size(first, '.js', '.css')),
    `budget 60 kB; JS ${kB(size(first, '.js'))}, CSS ${kB(size(first, '.css'))}; fonts ${kB(size(first, '.woff2'))}`,
  );
  await page.goto(`${app.address}#/11`);
  await page.reload();
  await page.waitForSelector('section.present reboot-demo .actions');
  await page.waitForLoadState('networkidle');
  const terminal = asked.filter(({ pathname }) => pathname.includes('terminal'));
  const early = first.some(({ pathname }) => pathname.includes('terminal'));
  remark(
    'terminal chunk, gzip',
    kB(size([...new Map(terminal.map((url) => [url.pathname, url])).values()], '.js', '.css')),
    `budget 90 kB; asked for on the first slide: ${early ? 'yes' : 'no'}`,
  );
  const foreign = [...first, ...asked].filter(({ host }) => host !== new URL(app.origin).host);
  remark('requests to other hosts', String(foreign.length), 'budget 0');
  await page.close();
}

const allUp = (page) =>
  page.waitForFunction(
    () => document.querySelector('.pane:nth-child(3) .vitals')?.textContent?.trim() === '12 of 12 up',
  );

/** From the click on `kill -9` to the frame that shows the new pid; and how much of it was the restart itself. */
export async function clicks(browser, app) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${app.address}#/11`);
  await page.click('section.present reboot-demo .actions .start:not([disabled])');
  await allUp(page);
  const painted = [];
  const restarts = [];
  for (let click = 0; click < rounds(CLICKS); click++) {
    const line = (click % 12) + 1;
    await page.click(`.cell:nth-child(${line})`);
    await page.waitForTimeout(GROWN_UP_MS);
    const took = await page.evaluate(async (nth) => {
      const cell = document.querySelector(`.cell:nth-child(${nth})`);
      const pid = () => cell.querySelector('.pid').textContent.trim();
      const before = pid();
      const button = [...document.querySelectorAll('.faults .fault')].find(
        (one) => one.textContent.trim() === 'kill -9',
      );
      const began = performance.now();
      button.click();
      while (!/^\d+$/.test(pid()) || pid() === before) await new Promise(requestAnimationFrame);
      // The frame that follows is the one in which it is painted.
      await new Promise(requestAnimationFrame);
      return performance.now() - began;
    }, line);
    painted.push(took);
    await allUp(page);
    restarts.push(await page.evaluate(() => document.querySelector('reboot-demo').log.view.recoveries.at(-1)));
  }
  row('click on kill -9 → new pid painted', painted);
  row('  the same kills, fault → ready again (in the log)', restarts);
  await page.close();
}

/** A slide is saved; until the page shows it. The demo on it runs on. */
export async function saves(browser) {
  const folder = copyProject('saves');
  const app = await startApp('dev', folder);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${app.address}#/11`);
  await page.click('section.present reboot-demo .actions .start:not([disabled])');
  await allUp(page);
  const pids = () => page.$$eval('.cell .pid', (all) => all.map((one) => one.textContent));
  const before = await pids();
  const file = join(folder, 'slides/03-isolation.md');
  const text = readFileSync(file, 'utf8');
  const times = [];
  for (let save = 0; save < rounds(SAVES); save++) {
    const seen = page.evaluate(
      (mark) =>
        new Promise((resolve) => {
          const look = () => {
            if (!document.querySelector('section.present h2')?.textContent.includes(mark)) return;
            observer.disconnect();
            resolve(Date.now());
          };
          const observer = new MutationObserver(look);
          observer.observe(document.querySelector('.slides'), { subtree: true, childList: true, characterData: true });
        }),
      `save ${save}.`,
    );
    await page.waitForTimeout(150);
    const at = Date.now();
    writeFileSync(file, text.replace('## #1 Isolation', `## #1 Isolation save ${save}.`));
    times.push((await seen) - at);
  }
  const same = JSON.stringify(await pids()) === JSON.stringify(before);
  row('markdown saved → slide updated', times, `budget p95 100 ms; processes unchanged: ${same ? 'yes' : 'no'}`);
  await page.close();
  await app.stop();
}

/** From the kill of a part of the app until the page is live again. */
async function outageOf(page, pid) {
  const away = page.waitForFunction(() => document.querySelector('reboot-demo').log.isAway, null, { polling: 2 });
  const began = performance.now();
  process.kill(pid, 'SIGKILL');
  await away;
  await page.waitForFunction(() => !document.querySelector('reboot-demo').log.isAway, null, { polling: 2 });
  return performance.now() - began;
}

async function openDemo(browser, app) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${app.address}#/11`);
  await page.waitForSelector('section.present reboot-demo .actions button:not([disabled])');
  return page;
}

export async function gatewayKills(browser, app) {
  const page = await openDemo(browser, app);
  const times = [];
  for (let kill = 0; kill < rounds(GATEWAY_KILLS); kill++) {
    await page.waitForTimeout(GROWN_UP_MS);
    times.push(await outageOf(page, app.gateway()));
  }
  row('gateway kill -9 → page live again', times, 'budget p95 500 ms');
  await page.close();
}

/** With the demo's processes running, who die with it. */
export async function stageKills(browser, app) {
  const page = await openDemo(browser, app);
  const times = [];
  for (let kill = 0; kill < rounds(STAGE_KILLS); kill++) {
    await page.click('section.present reboot-demo .actions .start:not([disabled])');
    await allUp(page);
    await page.waitForTimeout(GROWN_UP_MS);
    times.push(await outageOf(page, app.stage()));
  }
  row('stage kill -9 → fresh stage, page live', times, 'budget p95 1500 ms');
  await page.close();
}
