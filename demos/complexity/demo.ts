import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';
import { DOORS, PARTS } from './parts.js';

/** By each door. Each part loses one of each hundred that it is asked: with fewer, none may be lost, by good luck. */
const QUESTIONS = 200;

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

const answered = (view: View, length: number) => view.processes.customer?.metrics[`answered ${length}`] ?? 0;
const sign = (view: View, name: string) => view.processes.inspector?.metrics[name] ?? 0;

/** Chance plays along, in whom it hits: by one door, one in a hundred is one in fifty now and then, and never one in ten. */
const between = (says: string, length: number, least: number, most: number): Check => ({
  says,
  holds: (now) => answered(now, length) > least && answered(now, length) < most,
});

const more = (says: string, name: string): Check => ({
  says,
  holds: (now) => sign(now, `${name} 10`) > sign(now, `${name} 1`),
});

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
  running: [
    {
      says: 'a tea has a price, through however many parts',
      holds: (now) => now.processes.customer?.state === 'up',
    },
  ],
  script: [
    {
      fault: 'rush',
      id: 'customer',
      patienceMs: 90_000,
      checks: [
        {
          says: 'all questions were asked',
          holds: (now) => DOORS.every(({ length }) => now.processes.customer?.metrics[`asked ${length}`] === QUESTIONS),
        },
        between('one part: hardly one in a hundred is lost', 1, 97, 100),
        between('ten parts, each as good: about one in ten is lost', 10, 86, 94),
        {
          says: 'five lose more than one, and ten more than two',
          holds: (now) => answered(now, 1) > answered(now, 5) && answered(now, 2) > answered(now, 10),
        },
      ],
    },
    {
      fault: 'read',
      id: 'inspector',
      checks: [
        more('ten parts: more dependencies', 'dependencies'),
        more('deeper nesting', 'nesting'),
        more('more that is shared', 'sharing'),
        more('more that no program names', 'nonObvious'),
      ],
    },
  ],
};

export default demo;
