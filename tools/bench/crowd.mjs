/** Hundreds of pages watch a demo whose processes are killed: how late the gateway's event loop is, and how late the pages hear. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startApp } from './app.mjs';
import { ms, quantile, remark, row, until } from './figures.mjs';
import { rounds } from './options.mjs';
import { connect } from './page.mjs';

const CROWDS = [100, 200, 400, 490];
const KILLS = 24;
const GATEWAY_KILLS = 5;
const SECOND_MS = 1000;
/** More than any crowd: the gateway is to let in all of them, and it is the machine that is asked how many it carries. */
const SEATS = 600;
const viewers = fileURLToPath(new URL('crowd-viewers.mjs', import.meta.url));
const sleep = (time) => new Promise((resolve) => setTimeout(resolve, time));
const now = () => performance.timeOrigin + performance.now();

export async function crowd() {
  for (const count of CROWDS) await watchedBy(count);
}

async function watchedBy(count) {
  process.env.REBOOT_CAMP_LIMITS = JSON.stringify({ seats: SEATS });
  const app = await startApp('present', undefined, ['--share']);
  delete process.env.REBOOT_CAMP_LIMITS;
  const page = await connect(app);
  await page.do({ do: 'start', demo: 'isolation' });
  const pages = fork(viewers, [app.origin, app.viewerToken, String(count)]);
  await new Promise((resolve) => pages.once('message', resolve));
  const ask = (question) =>
    new Promise((resolve) => {
      pages.once('message', resolve);
      pages.send(question);
    });
  try {
    await kills(app, page, ask, count);
    await gatewayKills(app, ask, count);
  } finally {
    pages.kill('SIGKILL');
    page.close();
    await app.stop();
  }
}

/** One line after the other is killed; what the gateway says of itself is asked once a second meanwhile. */
async function kills(app, page, ask, count) {
  const lags = [];
  const samples = [];
  for (let kill = 0; kill < rounds(KILLS); kill++) {
    await ask('forget');
    const at = now();
    await page.do({ do: 'fault', id: `line-${(kill % 12) + 1}`, name: 'kill' });
    await sleep(SECOND_MS);
    const { ends } = await ask('tell');
    lags.push(...ends.map((end) => end.at - at));
    samples.push(await app.load());
  }
  const loop = samples.map(({ delayMs }) => delayMs);
  const work = samples.map(({ utilization }) => utilization);
  row(`kill → ${count} pages hear of it`, lags, `of ${count * rounds(KILLS)}`);
  row(`  event loop late, p99 of each second`, loop, `longest ${ms(Math.max(...loop))}`);
  const share = (value) => `${Math.round(value * 100)} %`;
  remark('  event loop at work', share(quantile(work, 0.5)), `most ${share(Math.max(...work))}`);
}

/** The gateway is killed: until all of them are in again. */
async function gatewayKills(app, ask, count) {
  const times = [];
  for (let kill = 0; kill < rounds(GATEWAY_KILLS); kill++) {
    await sleep(SECOND_MS);
    await ask('forget');
    const at = now();
    process.kill(app.gateway(), 'SIGKILL');
    await until(async () => (await ask('tell')).welcomes.length >= count);
    times.push(...(await ask('tell')).welcomes.map((welcome) => welcome - at));
  }
  row(`gateway kill -9 → ${count} pages in again`, times, `the last one ${ms(Math.max(...times))}`);
}
