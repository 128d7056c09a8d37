/** How soon a page sees that a process was killed, while one process floods all pages: its neighbour, and that one itself. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, startApp } from './app.mjs';
import { copyProject } from './copy.mjs';
import { row } from './figures.mjs';
import { rounds } from './options.mjs';

const KILLS = 20;
/** A flood has filled all that lies between the process and the page. */
const FLOOD_MS = 1500;
const FLOODS = ['none', 'bytes', 'sequences', 'metric', 'metrics', 'messages', 'letters', 'beats', 'all', 'crashes'];
const SLIDE = '## Flood\n\n```demo flood\nsteps: start\n```\n';

/** From the order to kill until the page draws a frame that knows of the end, in ms. */
const killSeen = (page, id) =>
  page.evaluate(async (id) => {
    const { log } = document.querySelector('reboot-demo[name="flood"]');
    const pid = () => log.view.processes[id]?.pid;
    const before = pid();
    const began = performance.now();
    void log.do({ do: 'fault', id, name: 'kill' });
    while (pid() === before && performance.now() - began < 30_000) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, id);

const isUp = (page, id) =>
  page.waitForFunction(
    (id) => {
      const { log } = document.querySelector('reboot-demo[name="flood"]');
      return !log.isAway && log.view.processes[id]?.state === 'up';
    },
    id,
    { polling: 20, timeout: 60_000 },
  );

async function flooded(page, flood, id) {
  const times = [];
  for (let kill = 0; kill < rounds(KILLS); kill++) {
    await isUp(page, 'neighbour');
    if (flood !== 'crashes' || kill === 0) await isUp(page, 'flooder');
    if (flood !== 'none' && (id === 'flooder' || kill === 0)) {
      await page.evaluate(
        (name) => document.querySelector('reboot-demo[name="flood"]').log.do({ do: 'fault', id: 'flooder', name }),
        flood,
      );
    }
    await page.waitForTimeout(FLOOD_MS);
    times.push(await killSeen(page, id));
  }
  return times;
}

async function openFlood(browser, app) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${app.address}#/1`);
  await page.waitForSelector('.reveal.ready');
  // The last slide: only the first file of a talk has its front matter.
  await page.evaluate(() => {
    location.hash = `#/${document.querySelectorAll('.slides > section').length}`;
  });
  await page.waitForSelector('section.present reboot-demo[name="flood"] .actions button:not([disabled])');
  await page.evaluate(async () => {
    const { log } = document.querySelector('reboot-demo[name="flood"]');
    await log.do({ do: 'start', demo: 'flood' });
    await log.do({ do: 'reset' });
  });
  return page;
}

export async function floods(browser) {
  const copy = copyProject('floods');
  cpSync(join(ROOT, 'test/fixtures/demos/flood'), join(copy, 'demos/flood'), { recursive: true });
  writeFileSync(join(copy, 'slides/99-flood.md'), SLIDE);
  const app = await startApp('present', copy);
  for (const flood of FLOODS) {
    for (const id of flood === 'crashes' ? ['neighbour'] : ['neighbour', 'flooder']) {
      const page = await openFlood(browser, app);
      const times = await flooded(page, flood, id);
      row(`flood of ${flood}: ${id} killed → seen in the page`, times, 'budget p95 300 ms');
      await page.close();
    }
  }
  await app.stop();
}
