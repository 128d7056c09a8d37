import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';
import { PAGES } from './pages.js';

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 11 });

const heard = (view: View, what: string) => view.processes.auditor?.metrics[what] ?? 0;
const repaired = (view: View) => view.processes.scrubber?.metrics.repaired ?? 0;
const more = (what: string, now: View, before: View) => heard(now, what) - heard(before, what);

/** Answers that were under way at the fault do not count for what follows it. */
const A_FEW = 3;

const carefulIsRight: Check = {
  says: 'the careful bank is right, and was never wrong',
  holds: (now, before) => more('careful right', now, before) > A_FEW && heard(now, 'careful wrong') === 0,
};
const mended: Check = {
  says: 'the scrubber has found the page and mended it from the other copy',
  holds: (now, before) => repaired(now) > repaired(before),
};

const demo: Demo = {
  name: 'integrity',
  title: 'Integrity',
  claim: 'One byte on a disk flips, and a bank without checksums serves the wrong total with a smile.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: ['trusting', 'careful', 'scrubber', 'mouse', 'auditor'].map(worker),
  },
  panes: [
    { title: 'auditor', processes: ['auditor'] },
    { title: 'trusting bank', processes: ['trusting'] },
    { title: 'careful bank, mouse', processes: ['careful', 'scrubber', 'mouse'] },
  ],
  chart: {
    kind: 'tiles',
    title: 'The pages on the disks',
    shape: 'page',
    states: [
      { word: 'whole', figure: 'full', tone: 'soft' },
      { word: 'mended', figure: 'full', tone: 'up' },
      { word: 'damaged', figure: 'crossed', tone: 'down' },
    ],
    rows: [
      { label: 'no checksums', process: 'auditor', metric: 'trusting pages', count: PAGES },
      { label: 'checksums, a', process: 'auditor', metric: 'a pages', count: PAGES },
      { label: 'checksums, b', process: 'auditor', metric: 'b pages', count: PAGES },
    ],
  },
  faults: {
    flip: { label: 'flip a byte', on: ['mouse'] },
    checksum: { label: 'flip a checksum', on: ['mouse'] },
    both: { label: 'both copies', on: ['mouse'] },
  },
  running: [
    {
      says: 'both banks tell the right total',
      holds: (now) => heard(now, 'trusting right') > 0 && heard(now, 'careful right') > 0,
    },
  ],
  script: [
    {
      fault: 'flip',
      id: 'mouse',
      checks: [
        {
          says: 'the trusting bank tells a wrong total, and is up',
          holds: (now, before) => more('trusting wrong', now, before) > A_FEW && now.processes.trusting?.state === 'up',
        },
        mended,
        carefulIsRight,
      ],
    },
    { fault: 'checksum', id: 'mouse', checks: [mended, carefulIsRight] },
    {
      fault: 'both',
      id: 'mouse',
      checks: [
        {
          says: 'with the page lost in both copies, the careful bank refuses and does not guess',
          holds: (now, before) => more('careful refused', now, before) > A_FEW && heard(now, 'careful wrong') === 0,
        },
      ],
    },
  ],
};

export default demo;
