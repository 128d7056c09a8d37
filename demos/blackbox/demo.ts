import { check, growth, is, isReborn, isUp, lessThan, moreThan, told } from '../../src/stage/checks.js';
import type { Demo, DemoWorker } from '../../src/stage/demo.js';

const KITCHENS = 30;
/** In percent: far above what twelve knobs leave over by good luck. */
const FEW = 25;
/** Slices that were on their way at the fault do not count for what follows it. */
const A_FEW = 2;

const worker = (id: string, program: string, args: string[] = []): DemoWorker => ({
  id,
  program,
  args,
  ready: 'notify',
  cols: 32,
  rows: 10,
});

/** Cold slices of before the kill may still be on the table, but no new ones. */
const toastAgain = [
  check('toast again', growth(told('guest', 'toast')), moreThan(A_FEW)),
  check('nobody went without', growth(told('guest', 'hungry')), is(0)),
];

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
  running: [check('somebody eats toast', told('guest', 'toast'), moreThan(0))],
  script: [
    {
      fault: 'twiddle',
      id: 'chimp',
      patienceMs: 60_000,
      checks: [
        check('the chimp was in all kitchens', told('chimp', 'kitchens'), is(KITCHENS)),
        check('of the toasters with twelve knobs, few make toast', told('chimp', 'A toast'), lessThan(FEW)),
        check('of these, some look fine until the first slice', told('chimp', 'A late'), moreThan(0)),
        check('of the toasters with one lever, all make toast', told('chimp', 'B toast'), is(100)),
      ],
    },
    {
      fault: 'wedge',
      id: 'toaster',
      checks: [isUp('toaster'), check('what comes out of it is bread', growth(told('guest', 'cold')), moreThan(A_FEW))],
    },
    { fault: 'kill', id: 'toaster', checks: [...isReborn('toaster'), ...toastAgain] },
    {
      fault: 'swap',
      id: 'toaster',
      checks: [
        ...isReborn('toaster'),
        check('the toaster burns gas now', told('toaster', 'gas'), is(1)),
        check('no slice at breakfast tells', growth(told('guest', 'cold')), is(0)),
        ...toastAgain,
      ],
    },
  ],
};

export default demo;
