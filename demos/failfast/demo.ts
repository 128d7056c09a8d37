import type { View } from '../../src/log/index.js';
import type { Demo, DemoSupervisor, DemoWorker } from '../../src/stage/demo.js';

const CARS = 100;
const STATIONS = ['1', '2', '3', '4'];
const stationsOf = (line: string) => STATIONS.map((station) => `${line}-${station}`);
const [MALIBU, MAXIMA] = [stationsOf('malibu'), stationsOf('maxima')];

const station = (line: string, name: string): DemoWorker => ({
  id: `${line}-${name}`,
  program: `${line}.js`,
  args: [line, name],
  ready: 'notify',
  cols: 40,
  rows: 10,
});

const line = (name: string): DemoSupervisor => ({
  id: name,
  strategy: 'one_for_one',
  intensity: 30,
  period: 10_000,
  children: STATIONS.map((which) => station(name, which)),
});

const told = (view: View, metric: string) => view.processes.plant?.metrics[metric] ?? 0;
const deaths = (ids: string[], now: View, before: View) =>
  ids.reduce((sum, id) => sum + (now.processes[id]?.lives ?? 0) - (before.processes[id]?.lives ?? 0), 0);

const demo: Demo = {
  name: 'failfast',
  title: 'Fail fast',
  claim: 'A line that never stops never stops making bad cars: fail at once, and you fail small.',
  tree: {
    id: 'industry',
    strategy: 'one_for_one',
    intensity: 3,
    period: 10_000,
    children: [
      { id: 'plant', program: 'plant.js', env: { CARS: String(CARS) }, ready: 'notify', cols: 32, rows: 12 },
      line('malibu'),
      line('maxima'),
    ],
  },
  panes: [
    { title: 'Plant', processes: ['plant'] },
    { title: 'Malibu', processes: MALIBU },
    { title: 'Maxima', processes: MAXIMA },
  ],
  chart: {
    kind: 'bars',
    title: `Cars of ${CARS}`,
    unit: '',
    max: CARS,
    bars: [
      { label: 'Malibu: good', process: 'plant', metric: 'malibu good' },
      { label: 'Malibu: bad', process: 'plant', metric: 'malibu bad' },
      { label: 'Maxima: good', process: 'plant', metric: 'maxima good' },
      { label: 'Maxima: bad', process: 'plant', metric: 'maxima bad' },
    ],
  },
  faults: {
    shift: { label: 'shift', on: ['plant'] },
    poison: { label: 'poison', on: [...MALIBU, ...MAXIMA] },
  },
  running: [
    {
      says: 'both lines are up',
      holds: (now) => ['plant', ...MALIBU, ...MAXIMA].every((id) => now.processes[id]?.state === 'up'),
    },
  ],
  script: [
    {
      fault: 'shift',
      id: 'plant',
      patienceMs: 90_000,
      checks: [
        { says: 'Maxima has built every car, and each is good', holds: (now) => told(now, 'maxima good') === CARS },
        { says: 'Malibu has built more bad ones than good', holds: (now) => told(now, 'malibu bad') > CARS / 2 },
        {
          says: 'though no station of Malibu was ever down',
          holds: (now, before) => deaths(MALIBU, now, before) === 0,
        },
        {
          says: 'and those of Maxima were',
          holds: (now, before) => deaths(MAXIMA, now, before) > 0,
        },
        {
          says: 'and Maxima has built more good ones a minute',
          holds: (now) => told(now, 'maxima good a minute') > told(now, 'malibu good a minute'),
        },
      ],
    },
  ],
};

export default demo;
