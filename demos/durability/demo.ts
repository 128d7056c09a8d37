import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const COUNTERS = ['overwrite', 'rename', 'journal'];
const KILLS = 12;

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 13 });

const told = (view: View, metric: string) => view.processes.clicker?.metrics[metric] ?? 0;
const isUp = (view: View, id: string) => view.processes[id]?.state === 'up';
const isOver = (view: View) => told(view, 'storms over') === 1 && told(view, 'kills') >= KILLS;

const keeps = (id: string): Check => ({
  says: `${id}: nothing torn, and no click lost that was acknowledged`,
  holds: (now) => told(now, 'kills') > 0 && told(now, `${id} torn`) === 0 && told(now, `${id} lost`) === 0,
});

const demo: Demo = {
  name: 'durability',
  title: 'Durability',
  claim: 'What is written over can be torn in two by kill -9; what is written beside it, or behind it, cannot.',
  tree: {
    id: 'desk',
    strategy: 'one_for_one',
    // A storm is many deaths, and none of them is a fault of the counters.
    intensity: 100,
    period: 10_000,
    children: [...COUNTERS.map(worker), worker('clicker')],
  },
  panes: [
    { title: 'clicker', processes: ['clicker'] },
    { title: 'overwrite', processes: ['overwrite'] },
    { title: 'rename, journal', processes: ['rename', 'journal'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Found torn after kill -9',
    unit: '',
    max: KILLS,
    bars: [
      { label: 'kills', process: 'clicker', metric: 'kills' },
      ...COUNTERS.map((id) => ({ label: id, process: 'clicker', metric: `${id} torn` })),
    ],
  },
  faults: { storm: { label: 'storm', on: ['clicker'] } },
  running: [
    {
      says: 'all three counters count',
      holds: (now) => COUNTERS.every((id) => isUp(now, id)) && isUp(now, 'clicker'),
    },
  ],
  script: [
    {
      fault: 'storm',
      id: 'clicker',
      patienceMs: 120_000,
      checks: [
        {
          says: `the storm is over, after ${KILLS} kills of each or more`,
          holds: isOver,
        },
        {
          says: 'overwrite: torn at least once, and all clicks gone with it',
          holds: (now) => told(now, 'overwrite torn') > 0 && told(now, 'overwrite lost') > 0,
        },
        keeps('rename'),
        keeps('journal'),
      ],
    },
  ],
};

export default demo;
