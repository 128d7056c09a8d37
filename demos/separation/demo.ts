import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const TEAM = ['printer', 'renderer', 'counter'];
/** A wait is told from the jitter of a busy machine by this factor. */
const FAR_LONGER = 5;

const worker = (id: string): DemoWorker => ({
  id,
  program: `${id}.js`,
  // Last words, not a lecture.
  nodeArgs: ['--stack-trace-limit=0'],
  ready: 'notify',
  cols: 32,
  rows: 13,
});

const metric = (view: View, name: string) => view.processes.customer?.metrics[name] ?? 0;
const isUp = (view: View, id: string) => view.processes[id]?.state === 'up';
const samePid = (id: string, now: View, before: View) =>
  isUp(now, id) && now.processes[id]?.pid === before.processes[id]?.pid;
const isReborn = (id: string, now: View, before: View) =>
  isUp(now, id) && now.processes[id]?.lives === (before.processes[id]?.lives ?? 0) + 1;

const served = (shop: string): Check => ({
  says: `the ${shop} takes orders, and nobody waits long`,
  holds: (now) =>
    metric(now, `${shop} per minute`) > 0 &&
    FAR_LONGER * metric(now, `${shop} wait now`) <= metric(now, `${shop} longest wait`),
});

const lostNone: Check = {
  says: 'the counter has not lost one order',
  holds: (now) => metric(now, 'counter lost') === 0,
};

const demo: Demo = {
  name: 'separation',
  title: 'Separation',
  claim: 'A clerk who does everything is stopped by anything; of three who do one thing each, one is missed at a time.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      worker('clerk'),
      { id: 'team', strategy: 'one_for_one', intensity: 10, period: 10_000, children: TEAM.map(worker) },
      worker('customer'),
    ],
  },
  panes: [
    { title: 'the customer', processes: ['customer'] },
    { title: 'all in one', processes: ['clerk'] },
    { title: 'one for each', processes: [...TEAM].reverse() },
  ],
  chart: {
    kind: 'bars',
    title: 'Orders per minute, within a second',
    unit: '',
    max: 360,
    bars: [
      { label: 'one for everything', process: 'customer', metric: 'clerk per minute' },
      { label: 'one for each', process: 'customer', metric: 'counter per minute' },
    ],
  },
  faults: {
    huge: { label: 'huge picture', on: ['customer'] },
    potato: { label: 'potato', on: ['customer'] },
  },
  running: [served('clerk'), served('counter')],
  script: [
    {
      fault: 'huge',
      id: 'customer',
      patienceMs: 60_000,
      checks: [
        {
          says: 'while one huge picture is drawn, the clerk lets everybody wait, and the counter nobody',
          holds: (now, before) =>
            metric(now, 'clerk longest wait') >
            FAR_LONGER * Math.max(metric(now, 'counter longest wait'), metric(before, 'clerk longest wait')),
        },
        lostNone,
        served('clerk'),
        served('counter'),
      ],
    },
    {
      fault: 'potato',
      id: 'customer',
      patienceMs: 60_000,
      checks: [
        {
          says: 'a potato kills the clerk, and orders with him',
          holds: (now, before) => isReborn('clerk', now, before) && metric(now, 'clerk lost') > 0,
        },
        {
          says: 'a potato kills the renderer, and nobody else of the three',
          holds: (now, before) =>
            isReborn('renderer', now, before) && samePid('counter', now, before) && samePid('printer', now, before),
        },
        lostNone,
        served('clerk'),
        served('counter'),
      ],
    },
  ],
};

export default demo;
