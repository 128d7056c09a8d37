import {
  areUp,
  atLeast,
  type Check,
  check,
  type Demo,
  type DemoSupervisor,
  type DemoWorker,
  growth,
  is,
  lessThan,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';

/** Long enough for the diva to break down: in a sprint she wins. An engine of the cockroach lasts longer than a second, so its supervisor does not wait. */
const LAPS = 600;

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 11 });

/** A supervisor starts one child at a time: who shares one with the diva waits for her entourage, too. */
const pit = (car: string): DemoSupervisor => ({
  id: `pit-${car}`,
  strategy: 'one_for_one',
  intensity: 30,
  period: 10_000,
  children: [worker(car)],
});

const counted = (metric: string) => told('marshal', metric);
/** Compared with the moment before the flag: an earlier race may have been won, too. */
const wins = (car: string) => growth(counted(`${car} wins`));
const breakdowns = (car: string) => growth(livesOf(car));

const cockroachWins: Check[] = [
  check('the cockroach wins', wins('cockroach'), is(1)),
  check('the cockroach has all of its laps', counted('cockroach laps'), is(counted('distance'))),
  check('the diva is not there yet', counted('diva laps'), lessThan(counted('distance'))),
];

const demo: Demo = {
  name: 'race',
  title: 'To finish first',
  claim: 'To finish first, you must first finish: who is back at once beats who hardly ever breaks.',
  tree: {
    id: 'paddock',
    strategy: 'one_for_one',
    intensity: 3,
    period: 10_000,
    children: [{ ...worker('marshal'), env: { LAPS: String(LAPS) } }, pit('cockroach'), pit('diva')],
  },
  panes: [
    { title: 'Marshal', processes: ['marshal'] },
    { title: 'Diva', processes: ['diva'] },
    { title: 'Cockroach', processes: ['cockroach'] },
  ],
  chart: {
    kind: 'track',
    title: `Laps of ${LAPS}`,
    laps: LAPS,
    cars: [
      { label: 'Diva', looks: 'racer', drives: 'diva', process: 'marshal', metric: 'diva laps' },
      { label: 'Cockroach', looks: 'beetle', drives: 'cockroach', process: 'marshal', metric: 'cockroach laps' },
    ],
  },
  faults: { flag: { label: 'green flag', on: ['marshal'] } },
  running: [areUp(['diva', 'cockroach', 'marshal'], 'both cars are on the track and the marshal waits')],
  script: [
    {
      fault: 'flag',
      id: 'marshal',
      patienceMs: 90_000,
      checks: [
        ...cockroachWins,
        check('the diva broke down', breakdowns('diva'), moreThan(0)),
        check(
          'the cockroach broke down at least five times as often',
          breakdowns('cockroach'),
          atLeast((now, before) => 5 * breakdowns('diva')(now, before)),
        ),
        check('the fastest lap was the diva’s', counted('diva best lap'), lessThan(counted('cockroach best lap'))),
      ],
    },
  ],
  outcome: { after: [{ fault: 'flag', process: 'marshal' }], checks: cockroachWins, patienceMs: 90_000 },
};

export default demo;
