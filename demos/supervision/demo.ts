import type { View } from '../../src/log/index.js';
import type { Demo, DemoWorker } from '../../src/stage/demo.js';
import { region } from './region.js';

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 13 });

const told = (view: View, metric: string) => view.processes.customer?.metrics[metric] ?? 0;
const boots = (name: string, now: View, before: View) => told(now, `${name} boots`) - told(before, `${name} boots`);
const isOpen = (view: View, name: string) => told(view, `${name} pid`) > 0;
const samePid = (now: View, before: View, name: string) => told(now, `${name} pid`) === told(before, `${name} pid`);

/** The branch tries twice, the region has it try once more: a start and two restarts. */
const BOOTS_UNTIL_GIVEN_UP = 2 + 3;

const demo: Demo = {
  name: 'supervision',
  title: 'Keep pressing the button',
  claim:
    'Anybody can press the button again. A supervisor knows when to stop, and takes its children along when it goes.',
  requires: [
    { command: 'runsvdir', package: 'runit' },
    { command: 'pgrep', package: 'procps' },
  ],
  tree: {
    id: 'head-office',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [worker('clerk'), worker('runit'), worker('boss'), region('shop'), worker('customer')],
  },
  panes: [
    { title: 'runit', processes: ['runit'] },
    { title: 'Ours, and a clerk', processes: ['shop', 'boss', 'clerk'] },
    { title: 'Customer', processes: ['customer'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Boots',
    unit: '',
    bars: [
      { label: 'runit', process: 'customer', metric: 'runit boots' },
      { label: 'ours', process: 'customer', metric: 'shop boots' },
      ...['systemd', 'launchd'].map((label) => ({ label, process: 'customer', metric: `${label} boots` })),
    ],
  },
  faults: {
    typo: { label: 'typo in the settings', on: ['runit', 'shop', 'clerk'] },
    mend: { label: 'mend the typo', on: ['runit'] },
    behead: { label: 'kill its supervisor', on: ['runit', 'boss'] },
  },
  running: [
    { says: 'all three shops are open', holds: (now) => ['runit', 'boss', 'shop'].every((name) => isOpen(now, name)) },
    {
      says: 'nobody has a complaint about the units for systemd and launchd',
      holds: ({ processes: { clerk } }) =>
        clerk?.metrics['systemd complaints'] === 0 && clerk.metrics['launchd complaints'] === 0,
    },
  ],
  script: [
    {
      fault: 'typo',
      id: 'runit',
      checks: [{ says: 'runit boots it again, and again', holds: (now, before) => boots('runit', now, before) >= 2 }],
    },
    {
      fault: 'typo',
      id: 'shop',
      checks: [
        {
          says: `ours gives up after ${BOOTS_UNTIL_GIVEN_UP} boots: the branch, then the region`,
          holds: (now, before) =>
            boots('shop', now, before) === BOOTS_UNTIL_GIVEN_UP &&
            now.processes.shop?.state === 'off' &&
            now.restarts.some(({ supervisor }) => supervisor === 'region'),
        },
        {
          says: 'head office and all others are as they were',
          holds: (now, before) =>
            now.gaveUp === null &&
            samePid(now, before, 'boss') &&
            now.processes.boss?.pid === before.processes.boss?.pid,
        },
        {
          says: 'and runit is at it still',
          holds: (now, before) => boots('runit', now, before) >= 2 && !isOpen(now, 'runit'),
        },
      ],
    },
    {
      fault: 'mend',
      id: 'runit',
      checks: [
        {
          says: 'which pays as soon as somebody mends it: runit is open, ours waits for you',
          holds: (now) => isOpen(now, 'runit') && !isOpen(now, 'shop'),
        },
      ],
    },
    {
      fault: 'behead',
      id: 'runit',
      checks: [
        {
          says: 'the shop lives on as an orphan',
          holds: (now, before) => told(now, 'runit orphan') === 1 && samePid(now, before, 'runit'),
        },
        {
          says: 'and keeps the port: who is born to the new runsv dies of EADDRINUSE, again and again',
          holds: (now, before) => told(now, 'runit taken') >= told(before, 'runit taken') + 2,
        },
      ],
    },
    {
      fault: 'behead',
      id: 'boss',
      checks: [
        {
          says: 'ours is dead and reborn, its shop, too',
          holds: (now, before) =>
            isOpen(now, 'boss') &&
            !samePid(now, before, 'boss') &&
            now.processes.boss?.pid !== before.processes.boss?.pid &&
            boots('boss', now, before) >= 1,
        },
        {
          says: 'and no orphan stood in the door',
          holds: (now) => told(now, 'boss taken') === 0 && told(now, 'boss orphan') === 0,
        },
      ],
    },
  ],
};

export default demo;
