import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker } from '../../src/stage/demo.js';

const GRACE_MS = 1000;
/** Four children, and one that a child has brought. */
const INSIDE = 5;
const CLOSING = ['deaf', 'sleeper', 'host', 'bar'];

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 34,
  rows: 10,
  ...more,
});

const told = (view: View, id: string, metric: string) => view.processes[id]?.metrics[metric];
const pints = (view: View, what: string) => told(view, 'drinker', what) ?? 0;
const took = (view: View, who: string) => told(view, 'landlord', `${who} took`) ?? Number.NaN;
const more = (what: string, now: View, before: View) => pints(now, what) - pints(before, what);

const full: Check = {
  says: 'five are inside, one of them stopped, and pints are served',
  holds: (now, before) =>
    told(now, 'policeman', 'inside') === INSIDE &&
    told(now, 'policeman', 'stopped') === 1 &&
    more('served', now, before) > 0,
};

const demo: Demo = {
  name: 'stop',
  title: 'Stop',
  claim: 'Whoever cannot stop a thing cannot restart it: ask politely, wait a little, and then stop asking.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      // A reset is not the time to wait for the deaf.
      worker('landlord', { env: { GRACE_MS: String(GRACE_MS) }, shutdown: 'brutal_kill', rows: 13 }),
      worker('policeman'),
      worker('drinker'),
    ],
  },
  panes: [
    { title: 'landlord', processes: ['landlord'] },
    { title: 'the process table', processes: ['policeman'] },
    { title: 'drinker', processes: ['drinker'] },
  ],
  chart: {
    kind: 'bars',
    title: `Until gone; grace: ${GRACE_MS} ms`,
    unit: 'ms',
    bars: CLOSING.map((id) => ({ label: id, process: 'landlord', metric: `${id} took` })),
  },
  faults: {
    close: { label: 'closing time', on: ['landlord'] },
    open: { label: 'open', on: ['landlord'] },
  },
  running: [full],
  script: [
    {
      fault: 'close',
      id: 'landlord',
      checks: [
        {
          says: 'nobody is inside: the process table is empty, and no socket is left',
          holds: (now) => told(now, 'policeman', 'inside') === 0 && told(now, 'policeman', 'sockets') === 0,
        },
        {
          says: 'they went in the reverse of the order in which they had come',
          holds: (now) => CLOSING.every((id, at) => told(now, 'landlord', `${id} place`) === at + 1),
        },
        {
          says: 'the deaf one took all of the grace, the stopped one hardly any',
          holds: (now) => took(now, 'deaf') > 0.9 * GRACE_MS && took(now, 'sleeper') < GRACE_MS / 2,
        },
        {
          says: 'no pint that was begun was spilt',
          holds: (now, before) => more('closed', now, before) > 0 && more('spilt', now, before) === 0,
        },
      ],
    },
    { fault: 'open', id: 'landlord', checks: [full] },
    {
      fault: 'kill',
      id: 'landlord',
      checks: [
        { says: 'killed, it spills what it had begun', holds: (now, before) => more('spilt', now, before) > 0 },
        {
          says: 'the landlord is reborn',
          holds: ({ processes: { landlord: now } }, { processes: { landlord: before } }) =>
            now?.state === 'up' && now.lives === (before?.lives ?? 0) + 1,
        },
        full,
      ],
    },
  ],
};

export default demo;
