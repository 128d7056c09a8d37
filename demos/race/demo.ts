import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoSupervisor, DemoWorker } from '../../src/stage/demo.js';

/** Long enough for the diva to break down: in a sprint she wins. */
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

const told = (view: View, metric: string) => view.processes.marshal?.metrics[metric] ?? 0;
const breakdowns = (id: string, now: View, before: View) =>
  (now.processes[id]?.lives ?? 0) - (before.processes[id]?.lives ?? 0);

const ontrack: Check = {
  says: 'both cars are on the track and the marshal waits',
  holds: (now) => ['diva', 'cockroach', 'marshal'].every((id) => now.processes[id]?.state === 'up'),
};

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
  running: [ontrack],
  script: [
    {
      fault: 'flag',
      id: 'marshal',
      patienceMs: 90_000,
      checks: [
        {
          says: 'the cockroach finishes first',
          holds: (now) => told(now, 'cockroach laps') === LAPS && told(now, 'diva laps') < LAPS,
        },
        {
          says: 'though it broke down at least five times as often',
          holds: (now, before) => {
            const [diva, cockroach] = [breakdowns('diva', now, before), breakdowns('cockroach', now, before)];
            return diva > 0 && cockroach >= 5 * diva;
          },
        },
        {
          says: 'and the fastest lap was the diva’s',
          holds: (now) =>
            told(now, 'diva best lap') > 0 && told(now, 'diva best lap') < told(now, 'cockroach best lap'),
        },
      ],
    },
  ],
};

export default demo;
