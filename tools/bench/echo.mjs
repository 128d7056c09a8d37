/** Key → echo: through page protocol, gateway, stage and slot; and by a bare slot in this process. */

import { spawn } from 'node:child_process';
import { Slot } from '../../dist/src/terminal/slot.js';
import { median, ms, quantile, row } from './figures.mjs';
import { connect } from './page.mjs';

const KEYS = 1000;
const WARM_UP = 100;
/** At a typist's pace, so that each key finds an idle system. */
const PACE_MS = 6;
const LOST_MS = 1000;
const KEY = '~';

export async function measureEcho(type, onData, keys = KEYS) {
  const times = [];
  let resolve;
  onData((text) => text.includes(KEY) && resolve?.());
  for (let key = 0; key < keys + WARM_UP; key++) {
    const heard = new Promise((done) => {
      resolve = done;
    });
    const at = performance.now();
    type(KEY);
    // The process may be killed meanwhile, and what was typed for it with it.
    const isHeard = await Promise.race([
      heard.then(() => true),
      new Promise((done) => setTimeout(done, LOST_MS, false)),
    ]);
    if (isHeard && key >= WARM_UP) times.push(performance.now() - at);
    await new Promise((done) => setTimeout(done, PACE_MS));
    // A line that is never ended fills the kernel's buffer.
    if (key % 50 === 49) type('\x15');
  }
  return times;
}

export async function echo(app) {
  let tell = () => {};
  const slot = new Slot({ cols: 80, rows: 24, onOutput: (bytes) => tell(bytes.toString()) });
  const line = slot.open();
  const stdio = line.stdio().map((fd) => (fd === 'ipc' ? 'ignore' : fd));
  const sleeper = spawn('sh', ['-c', `${line.preparation} && exec sleep 600`], { stdio });
  line.pid = sleeper.pid;
  slot.bringToForeground(line.pid);
  const bare = await measureEcho(
    (key) => slot.write(Buffer.from(key)),
    (listener) => {
      tell = listener;
    },
  );
  sleeper.kill();
  slot.close();

  const page = await connect(app);
  await page.do({ do: 'start', demo: 'isolation' });
  await page.do({ do: 'fault', id: 'line-1', name: 'freeze' });
  const id = 'line-1';
  const through = await measureEcho((data) => page.send({ do: 'input', id, data }), page.onOutput);
  page.close();
  row('key → echo, bare slot', bare, `p99 ${ms(quantile(bare, 0.99))}`);
  row(
    'key → echo, page protocol, gateway, stage, slot',
    through,
    `p99 ${ms(quantile(through, 0.99))}, + ${ms(median(through) - median(bare))}`,
  );
}
