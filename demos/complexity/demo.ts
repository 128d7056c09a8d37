import {
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  is,
  lessThan,
  moreThan,
  stateOf,
  told,
} from '../../src/demo/index.js';
import { DOORS, PARTS } from './parts.js';

/** By each door. Each part loses one of each hundred that it is asked by a door: with fewer, none may be lost, by good luck. */
const QUESTIONS = 100;

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 34,
  rows: 10,
  ...more,
});

/** Each asks the one below it; the first knows the prices. */
const parts = PARTS.map((id, at) => {
  const below = PARTS[at - 1];
  return below ? worker(id, { program: 'layer.js', args: [id, below] }) : worker(id);
});

const answered = (length: number) => told('customer', `answered ${length}`);
const growing = (says: string, sign: string) =>
  check(says, told('inspector', `${sign} 10`), moreThan(told('inspector', `${sign} 1`)));

const demo: Demo = {
  name: 'complexity',
  title: 'Ten times 99 %',
  claim: 'Ten parts that hardly ever fail make a whole that fails all day: what is left out cannot break.',
  tree: {
    id: 'enterprise',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [...parts, worker('inspector'), worker('customer', { env: { QUESTIONS: String(QUESTIONS) } })],
  },
  panes: [
    { title: 'a customer', processes: ['customer'] },
    { title: 'ten parts of 99 %', processes: [...PARTS].reverse() },
    { title: 'an inspector', processes: ['inspector'] },
  ],
  chart: {
    kind: 'wedge',
    title: 'Answered, through so many parts',
    unit: '%',
    from: 85,
    to: 100,
    points: DOORS.map(({ length }) => ({
      label: length === 1 ? '1 part' : String(length),
      process: 'customer',
      metric: `answered ${length}`,
    })),
  },
  faults: {
    rush: { label: 'rush', on: ['customer'] },
    read: { label: 'read the signs', on: ['inspector'] },
  },
  running: [check('a tea has a price, through however many parts', stateOf('customer'), is('up'))],
  script: [
    {
      fault: 'rush',
      id: 'customer',
      patienceMs: 90_000,
      checks: [
        checkEach(
          DOORS.map(({ length }) => String(length)),
          'all questions were asked',
          (length) => told('customer', `asked ${length}`),
          is(QUESTIONS),
        ),
        // Chance plays along, in whom it hits: by one door, one in a hundred is one in fifty now and then, and never one in ten.
        check('one part: hardly one in a hundred is lost', answered(1), moreThan(97)),
        check('one part: not all are answered', answered(1), lessThan(100)),
        check('ten parts, each as good: about one in ten is lost', answered(10), lessThan(94)),
        check('ten parts: it is not one in seven', answered(10), moreThan(86)),
        check('five lose more than one', answered(5), lessThan(answered(1))),
        check('ten lose more than two', answered(10), lessThan(answered(2))),
      ],
    },
    {
      fault: 'read',
      id: 'inspector',
      checks: [
        growing('ten parts: more dependencies', 'dependencies'),
        growing('deeper nesting', 'nesting'),
        growing('more that is shared', 'sharing'),
        growing('more that no program names', 'nonObvious'),
      ],
    },
  ],
  outcome: {
    after: [{ fault: 'rush', process: 'customer' }],
    checks: [
      check('all questions were asked at the gateway', told('customer', 'asked 10'), is(QUESTIONS)),
      check('about one in ten is lost, and no more', answered(10), moreThan(86)),
      check('about one in ten is lost, and no fewer', answered(10), lessThan(94)),
      check('one part loses fewer', answered(1), moreThan(answered(10))),
    ],
    patienceMs: 90_000,
  },
};

export default demo;
