/** `npm run bench`: the figures of this machine, side by side in one run. Names of benches as arguments run only those. */
import { cpus, platform, release } from 'node:os';
import './clean.mjs';
import { startApp } from './app.mjs';
import { audience } from './audience.mjs';
import { crowd } from './crowd.mjs';
import { demos } from './demos.mjs';
import { echo } from './echo.mjs';
import { row, tableHead } from './figures.mjs';
import { floods } from './floods.mjs';
import { names, rounds, unknownFlags } from './options.mjs';
import { clicks, gatewayKills, openBrowser, saves, sizes, stageKills } from './pages.mjs';
import { rootKills } from './root.mjs';
import { seeds } from './seeds.mjs';
import { cold } from './supervision/cold.mjs';
import { detection } from './supervision/detection.mjs';
import { hundred } from './supervision/hundred.mjs';
import { outage } from './supervision/outage.mjs';
import { versions } from './supervision/peers/index.mjs';
import { warm } from './supervision/warm.mjs';
import { young } from './supervision/young.mjs';

const STARTS = 10;

async function starts() {
  const times = [];
  for (let start = 0; start < rounds(STARTS); start++) {
    const app = await startApp();
    times.push(app.listeningMs);
    await app.stop();
  }
  row('npm start, already built → listening', times, 'budget 1000 ms');
}

const withApp = (bench) => async () => {
  const app = await startApp();
  await bench(app).finally(() => app.stop());
};
const withBrowser = (bench) => async (app) => {
  const browser = await openBrowser();
  await bench(browser, app).finally(() => browser.close());
};

const benches = {
  cold,
  young,
  warm,
  outage,
  hundred,
  detection,
  starts,
  demos,
  seeds,
  echo: withApp(echo),
  sizes: withApp(withBrowser(sizes)),
  clicks: withApp(withBrowser(clicks)),
  saves: withApp(withBrowser(saves)),
  gateway: withApp(withBrowser(gatewayKills)),
  stage: withApp(withBrowser(stageKills)),
  floods: withBrowser(floods),
  root: rootKills,
  crowd,
  audience,
};

const unknown = [...names.filter((name) => !(name in benches)), ...unknownFlags];
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}, and --markdown and --quick.`,
  );
  process.exit(2);
}
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${platform()} ${release()}, ${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}`,
);
console.log(`${versions()}\n`);
tableHead();
for (const name of names.length > 0 ? names : Object.keys(benches)) await benches[name]();
