import { check, type Demo, type DemoWorker, is, isReborn, moreThan, told } from '../../src/demo/index.js';
import { breadComesOut, fewMakeToast, KITCHENS, noSliceTells, toastAgain } from './figures.js';

const worker = (id: string, program: string, args: string[] = []): DemoWorker => ({
  id,
  program,
  args,
  ready: 'notify',
  cols: 32,
  rows: 10,
});

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
    twiddle: { label: 'twiddle all knobs', on: ['chimp'] },
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
        ...fewMakeToast,
        check('of these, some look fine until the first slice', told('chimp', 'A late'), moreThan(0)),
        check('of the toasters with one lever, all make toast', told('chimp', 'B toast'), is(100)),
      ],
    },
    { fault: 'wedge', id: 'toaster', checks: breadComesOut },
    { fault: 'kill', id: 'toaster', checks: [...isReborn('toaster'), ...toastAgain] },
    {
      fault: 'swap',
      id: 'toaster',
      checks: [
        ...isReborn('toaster'),
        check('the toaster burns gas now', told('toaster', 'gas'), is(1)),
        ...noSliceTells,
      ],
    },
  ],
  outcome: { after: [{ fault: 'twiddle', process: 'chimp' }], checks: fewMakeToast, patienceMs: 60_000 },
};

export default demo;
