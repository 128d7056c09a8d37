import { check, checkEach, type Demo, type DemoWorker, growth, moreThan } from '../../src/demo/index.js';
import { heard, mended, neverWrong, nobodyNotices, STAYS } from './figures.js';
import { PAGES } from './pages.js';

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 11 });

const carefulIsRight = [
  check('the careful bank is right', growth(heard('careful right')), moreThan(STAYS)),
  neverWrong,
];

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
    checkEach(['trusting', 'careful'], 'both banks tell the right total', (id) => heard(`${id} right`), moreThan(0)),
  ],
  script: [
    {
      fault: 'flip',
      id: 'mouse',
      checks: [...nobodyNotices, mended, ...carefulIsRight],
    },
    { fault: 'checksum', id: 'mouse', checks: [mended, ...carefulIsRight] },
    {
      fault: 'both',
      id: 'mouse',
      checks: [
        check(
          'with the page lost in both copies, the careful bank refuses',
          growth(heard('careful refused')),
          moreThan(STAYS),
        ),
        neverWrong,
      ],
    },
  ],
  outcome: { after: [{ fault: 'flip', process: 'mouse' }], checks: nobodyNotices },
};

export default demo;
