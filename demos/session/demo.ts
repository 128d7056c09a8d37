import { randomBytes } from 'node:crypto';
import type { Check, Demo, DemoWorker, Stunt } from '../../src/demo/index.js';
import { copied, flipped, inAgain, isIn, outWhileItBoots, reborn, stillIn } from './figures.js';

/** The scale of the chart, in seconds: a boot of the session service and some more. */
const LONG_OUT = 5;

const worker = (id: string, more: Partial<DemoWorker> = {}): DemoWorker => ({
  id,
  program: `${id}.js`,
  ready: 'notify',
  cols: 32,
  rows: 13,
  ...more,
});
/** Without current nobody says goodbye. */
const electric = (id: string, more: Partial<DemoWorker> = {}) => worker(id, { shutdown: 'brutal_kill', ...more });

const kill = (id: string, checks: Check[]): Stunt => ({ fault: 'kill', id, checks: [...reborn(id), ...checks] });

const demo: Demo = {
  name: 'session',
  title: 'Session',
  claim: 'A cluster that remembers who you are can be killed; a signed cookie in your own pocket cannot.',
  tree: {
    id: 'street',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [
      {
        id: 'power',
        // The steps after the fuse go when the fuse goes.
        strategy: 'rest_for_one',
        intensity: 10,
        period: 10_000,
        children: [
          worker('fuse', { program: '../common/fuse.js' }),
          {
            id: 'shops',
            strategy: 'one_for_one',
            intensity: 10,
            period: 10_000,
            children: [
              electric('jar', { env: { KEY: randomBytes(32).toString('hex') } }),
              electric('replica'),
              electric('sessions'),
              electric('web'),
            ],
          },
        ],
      },
      worker('mouse', { program: '../common/mouse.js' }),
      worker('customer'),
    ],
  },
  panes: [
    { title: 'the customer', processes: ['customer'] },
    { title: 'session service', processes: ['sessions'] },
    { title: 'all the others', processes: ['web', 'replica', 'jar', 'fuse', 'mouse'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Longest time locked out',
    unit: 's',
    max: LONG_OUT,
    bars: [
      { label: 'session service', process: 'customer', metric: 'web locked out' },
      { label: 'cookie', process: 'customer', metric: 'jar locked out' },
    ],
  },
  faults: {
    rm: { label: 'rm -rf data', on: ['mouse'] },
    copy: { label: 'copy cookie', on: ['customer'] },
    flip: { label: 'flip a bit', on: ['customer'] },
  },
  running: [isIn('web'), isIn('jar')],
  script: [
    kill('web', stillIn('web')),
    kill('jar', stillIn('jar')),
    { fault: 'kill', id: 'sessions', checks: outWhileItBoots },
    { fault: 'rm', id: 'mouse', checks: [...stillIn('web'), ...stillIn('jar')] },
    {
      fault: 'kill',
      id: 'fuse',
      patienceMs: 40_000,
      checks: [...reborn('fuse', 'jar', 'replica', 'sessions', 'web'), ...inAgain('web'), ...stillIn('jar')],
    },
    { fault: 'flip', id: 'customer', checks: flipped },
    { fault: 'copy', id: 'customer', checks: copied },
  ],
  outcome: { after: [{ fault: 'kill', process: 'sessions' }], checks: outWhileItBoots, patienceMs: 40_000 },
};

export default demo;
