/** Each demo is started and ended again and again: how soon all of it is up, and what it leaves behind. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { programsOf } from '../../dist/src/demo/catalogue.js';
import { missingFor } from '../../dist/src/demo/requirements.js';
import { EventLog } from '../../dist/src/log/index.js';
import { readDemos } from '../../dist/src/preflight/demos.js';
import { Stage } from '../../dist/src/stage/stage.js';
import { ownIdentity, processesWith } from '../../dist/src/supervisor/processes.js';
import { row } from './figures.mjs';
import { rounds } from './options.mjs';

const CYCLES = 100;
const MARK = 'REBOOT_CAMP_ROOT';

/** The number of our processes and folders that are left. */
const left = () =>
  processesWith(MARK).filter(({ value }) => value === ownIdentity()).length +
  readdirSync(tmpdir()).filter((name) => name.startsWith(`reboot-camp-${ownIdentity()}-`)).length;

export async function demos() {
  // The bench itself has a folder.
  const before = left();
  for (const demo of (await readDemos()).demos) {
    if ((await missingFor(demo)).length > 0) continue;
    const times = [];
    let leftover = 0;
    for (let cycle = 0; cycle < rounds(CYCLES); cycle++) {
      const began = performance.now();
      const stage = new Stage(demo, programsOf(demo.name), new EventLog(() => performance.now() - began));
      await stage.start();
      times.push(performance.now() - began);
      leftover += await stage.stop();
    }
    leftover += left() - before;
    row(`${demo.name}: start → all up`, times, `left after ${times.length} cycles: ${leftover}`);
  }
}
