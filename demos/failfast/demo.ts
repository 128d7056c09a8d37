import {
  areUp,
  check,
  checkEach,
  type Demo,
  type DemoSupervisor,
  type DemoWorker,
  growth,
  is,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';

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

const counted = (metric: string) => told('plant', metric);

/** Counted from the fault on: an earlier shift may have ended, too. */
const ends = (line: string) => check(`${line} has ended its shift`, growth(counted(`${line} shifts`)), is(1));
const maximaIsBetter = [
  ends('malibu'),
  ends('maxima'),
  check(
    'Maxima has built more good ones a minute',
    counted('maxima good a minute'),
    moreThan(counted('malibu good a minute')),
  ),
];

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
  running: [areUp(['plant', ...MALIBU, ...MAXIMA], 'both lines are up')],
  script: [
    {
      fault: 'shift',
      id: 'plant',
      patienceMs: 90_000,
      checks: [
        check('Maxima has built every car, and each is good', counted('maxima good'), is(CARS)),
        check('Malibu has built more bad ones than good', counted('malibu bad'), moreThan(CARS / 2)),
        checkEach(MALIBU, 'though no station of Malibu was ever down', (id) => growth(livesOf(id)), is(0)),
        check(
          'those of Maxima were down again and again',
          growth((view) => MAXIMA.reduce((sum, id) => sum + livesOf(id)(view), 0)),
          moreThan(0),
        ),
        ...maximaIsBetter,
      ],
    },
  ],
  outcome: { after: [{ fault: 'shift', process: 'plant' }], checks: maximaIsBetter, patienceMs: 90_000 },
};

export default demo;
