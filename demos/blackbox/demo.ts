import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const KITCHENS = 30;
/** In percent: far above what twelve knobs leave over by good luck. */
const FEW = 25;

const worker = (id: string, program: string, args: string[] = []): DemoWorker => ({
  id,
  program,
  args,
  ready: 'notify',
  cols: 32,
  rows: 10,
});

const chimp = (view: View, name: string) => view.processes.chimp?.metrics[name] ?? 0;
const eaten = (view: View, what: string) => view.processes.guest?.metrics[what] ?? 0;

const reborn = (says: string): Check => ({
  says,
  holds: ({ processes: { toaster: now } }, { processes: { toaster: before } }) =>
    now?.state === 'up' && now.lives === (before?.lives ?? 0) + 1,
});

/** Cold slices of before the kill may still be on the table, but no new ones. */
const toastAgain: Check = {
  says: 'toast again, and nobody went without',
  holds: (now, before) =>
    now.processes.toaster?.state === 'up' &&
    eaten(now, 'toast') > eaten(before, 'toast') + 2 &&
    eaten(now, 'hungry') === eaten(before, 'hungry'),
};

const demo: Demo = {
  name: 'blackbox',
  title: 'Black Box',
  claim: 'Twelve knobs make a toaster for every taste, and hardly ever toast; one lever makes toast.',
  tree: {
    id: 'kitchen',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      worker('toaster', 'toaster-b.js', ['toaster.sock']),
      worker('guest', 'guest.js'),
      worker('chimp', 'chimp.js'),
    ],
  },
  panes: [
    { title: 'chimp', processes: ['chimp'] },
    { title: 'one lever', processes: ['toaster'] },
    { title: 'breakfast', processes: ['guest'] },
  ],
  chart: {
    kind: 'tiles',
    title: 'A chimp turns the knobs',
    shape: 'slice',
    states: [
      { word: 'not tried', figure: 'hollow', tone: 'soft' },
      { word: 'toast', figure: 'full', tone: 'up' },
      { word: 'smoke', figure: 'crossed', tone: 'down' },
      { word: 'looks fine', figure: 'dotted', tone: 'wait' },
    ],
    rows: [
      { label: '12 knobs', process: 'chimp', metric: 'A slices', count: KITCHENS },
      { label: '1 lever', process: 'chimp', metric: 'B slices', count: KITCHENS },
    ],
  },
  faults: {
    twiddle: { label: 'turn all knobs', on: ['chimp'] },
    wedge: { label: 'wedge', on: ['toaster'] },
    swap: { label: 'swap', on: ['toaster'] },
  },
  running: [{ says: 'somebody eats toast', holds: (now) => eaten(now, 'toast') > 0 }],
  script: [
    {
      fault: 'twiddle',
      id: 'chimp',
      patienceMs: 60_000,
      checks: [
        { says: 'the chimp was in all kitchens', holds: (now) => chimp(now, 'kitchens') === KITCHENS },
        {
          says: 'of the toasters with twelve knobs, few make toast; some look fine until the first slice',
          holds: (now) => chimp(now, 'A toast') < FEW && chimp(now, 'A late') > 0,
        },
        { says: 'of the toasters with one lever, all make toast', holds: (now) => chimp(now, 'B toast') === 100 },
      ],
    },
    {
      fault: 'wedge',
      id: 'toaster',
      checks: [
        {
          says: 'a wedged toaster is up, and what comes out is bread',
          holds: (now, before) =>
            now.processes.toaster?.state === 'up' && eaten(now, 'cold') > eaten(before, 'cold') + 2,
        },
      ],
    },
    { fault: 'kill', id: 'toaster', checks: [reborn('the plug is pulled, the toaster is reborn'), toastAgain] },
    {
      fault: 'swap',
      id: 'toaster',
      checks: [
        reborn('another toaster stands there'),
        {
          says: 'it burns gas now, and no slice at breakfast tells',
          holds: (now, before) =>
            now.processes.toaster?.metrics.gas !== before.processes.toaster?.metrics.gas &&
            eaten(now, 'cold') === eaten(before, 'cold'),
        },
        toastAgain,
      ],
    },
  ],
};

export default demo;
