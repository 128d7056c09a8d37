/** The root of the app is killed while a demo runs: what is left of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from './app.mjs';
import { remark } from './figures.mjs';
import { rounds } from './options.mjs';
import { connect } from './page.mjs';

const KILLS = 5;
const GRACE_MS = 2000;

async function leftAfterKill() {
  const app = await startApp();
  const page = await connect(app);
  await page.do({ do: 'start', demo: 'isolation' });
  const before = app.processes().length;
  process.kill(app.pid, 'SIGKILL');
  await sleep(GRACE_MS);
  page.close();
  return { before, left: app.processes().length };
}

export async function rootKills() {
  const kills = [];
  for (let kill = 0; kill < rounds(KILLS); kill++) kills.push(await leftAfterKill());
  const before = Math.min(...kills.map((kill) => kill.before));
  const left = Math.max(...kills.map((kill) => kill.left));
  remark(
    'root kill -9 → processes left after 2 s',
    String(left),
    `budget 0; of ${before}; the most of ${kills.length} kills`,
  );
}
