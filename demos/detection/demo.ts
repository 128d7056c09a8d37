import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const SHOPS = ['shop', 'guarded'];
/** More than the 1.5 s that a shop may pause, with room for a busy machine. */
const WATCHDOG_MS = 3000;
/** A shop has a third of it. */
const MEMORY_MAX_BYTES = 160 * 2 ** 20;

const shop = (id: string): DemoWorker => ({
  id,
  program: 'shop.js',
  args: [id],
  ready: 'notify',
  cols: 32,
  rows: 12,
});

const told = (view: View, metric: string) => view.processes.customer?.metrics[metric];
/** How long ago the customer bought the last loaf there, in s. */
const silent = (view: View, id: string) => told(view, `${id} silent`) ?? Number.POSITIVE_INFINITY;
/** How often it said that it was fine, and had sold nothing for a while. */
const lies = (view: View, id: string) => told(view, `${id} lies`) ?? 0;
const sells = (view: View, id: string) => view.processes[id]?.state === 'up' && silent(view, id) < 1;
const samePid = (id: string, now: View, before: View) => now.processes[id]?.pid === before.processes[id]?.pid;

const reborn = (id: string, says: string): Check => ({
  says,
  holds: (now, before) => sells(now, id) && now.processes[id]?.lives === (before.processes[id]?.lives ?? 0) + 1,
});

const isUpAndUseless = (seconds: number, says: string): Check => ({
  says,
  holds: (now, before) =>
    now.processes.shop?.state === 'up' &&
    samePid('shop', now, before) &&
    silent(now, 'shop') > silent(before, 'shop') + seconds,
});

const demo: Demo = {
  name: 'detection',
  title: 'It says run',
  claim: 'Who watches only exits is told of the dead, not of the useless: let the work itself have a pulse.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      shop('shop'),
      { ...shop('guarded'), watchdog: WATCHDOG_MS, memoryMax: MEMORY_MAX_BYTES },
      { id: 'customer', program: 'customer.js', ready: 'notify', cols: 32, rows: 12 },
    ],
  },
  panes: [
    { title: 'Exit watcher', processes: ['shop'] },
    { title: 'Pulse watcher', processes: ['guarded'] },
    { title: 'Customer', processes: ['customer'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Since the last loaf',
    unit: 's',
    bars: SHOPS.map((id) => ({ label: id, process: 'customer', metric: `${id} silent` })),
  },
  faults: {
    spin: { label: 'spin', on: SHOPS },
    stick: { label: 'stick', on: SHOPS },
    pause: { label: 'pause', on: SHOPS },
    leak: { label: 'leak', on: SHOPS },
    rude: { label: 'rude', on: SHOPS },
  },
  running: [
    {
      says: 'both shops sell bread',
      holds: (now) => SHOPS.every((id) => sells(now, id)),
    },
  ],
  script: [
    {
      fault: 'spin',
      id: 'shop',
      checks: [
        isUpAndUseless(WATCHDOG_MS / 1000, 'the shop spins and sells nothing, and its supervisor says: up'),
        { says: 'the other one sells on', holds: (now) => sells(now, 'guarded') },
      ],
    },
    {
      fault: 'term',
      id: 'shop',
      checks: [isUpAndUseless(2, 'a polite TERM is not heard: its handler waits for the loop that never ends')],
    },
    { fault: 'spin', id: 'guarded', checks: [reborn('guarded', 'no pulse: killed and reborn, and sells bread')] },
    { fault: 'freeze', id: 'guarded', checks: [reborn('guarded', 'frozen is found as well')] },
    {
      fault: 'stick',
      id: 'guarded',
      checks: [
        reborn('guarded', 'stuck is found as well'),
        {
          says: 'though its /ping said fine all the while',
          holds: (now, before) => lies(now, 'guarded') > lies(before, 'guarded'),
        },
      ],
    },
    { fault: 'leak', id: 'guarded', checks: [reborn('guarded', 'too heavy is found as well')] },
    {
      fault: 'pause',
      id: 'guarded',
      checks: [
        {
          says: 'who pauses for 1.5 s is not killed',
          holds: (now, before) =>
            now.processes.guarded?.metrics.pauses === 1 && samePid('guarded', now, before) && sells(now, 'guarded'),
        },
      ],
    },
    {
      fault: 'kill',
      id: 'shop',
      checks: [reborn('shop', 'kill -9 needs nobody to listen: the first shop is reborn, too')],
    },
    {
      fault: 'rude',
      id: 'shop',
      checks: [{ says: 'without a handler it sells on', holds: (now) => sells(now, 'shop') }],
    },
    { fault: 'spin', id: 'shop', checks: [isUpAndUseless(1, 'it spins again')] },
    { fault: 'term', id: 'shop', checks: [reborn('shop', 'without a handler the same TERM ends it at once')] },
  ],
};

export default demo;
