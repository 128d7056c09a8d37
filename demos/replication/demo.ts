import type { View } from '../../src/log/index.js';
import type { Check, Demo, DemoWorker, Stunt } from '../../src/stage/demo.js';

/** A restart from cold takes this much longer, or more: less than was ever seen, more than jitter. */
const FAR_LONGER = 2;

const node = (id: string, shop: string, partner: string[] = []): DemoWorker => ({
  id,
  program: 'node.js',
  args: [id, shop, ...partner],
  ready: 'notify',
  cols: 26,
  rows: 13,
});

const told = (view: View, metric: string) => view.processes.clicker?.metrics[metric] ?? 0;
const is = (view: View, id: string, role: 'primary' | 'standby') =>
  view.processes[id]?.state === 'up' && view.processes[id]?.metrics[role] === 1;

const reborn = (id: string): Check => ({
  says: `${id} is reborn`,
  holds: (now, before) =>
    now.processes[id]?.state === 'up' && now.processes[id]?.lives === (before.processes[id]?.lives ?? 0) + 1,
});
const leads = (id: string): Check => ({ says: `${id} is the primary`, holds: (now) => is(now, id, 'primary') });
const copies = (id: string): Check => ({ says: `${id} copies as the standby`, holds: (now) => is(now, id, 'standby') });

/** Clicks after the fault: more than may have been told late. */
const SOME = 30;

const noClickLost: Check = {
  says: 'clicks go on, none that was acknowledged is lost, and no primary of the past answers',
  holds: (now, before) =>
    ['solo', 'pair'].every(
      (shop) =>
        told(now, `${shop} clicks`) > told(before, `${shop} clicks`) + SOME &&
        told(now, `${shop} lost`) === 0 &&
        told(now, `${shop} ghosts`) === 0,
    ),
};

const failover = (from: string, to: string): Stunt => ({
  fault: 'kill',
  id: from,
  checks: [leads(to), reborn(from), copies(from), noClickLost],
});

const demo: Demo = {
  name: 'replication',
  title: 'Replication',
  claim: 'A second process that copied every click takes over before the first one could boot, and it is never both.',
  tree: {
    id: 'desk',
    strategy: 'one_for_one',
    intensity: 20,
    period: 10_000,
    children: [
      node('cold', 'solo'),
      node('anna', 'pair', ['bert']),
      node('bert', 'pair', ['anna']),
      { id: 'clicker', program: 'clicker.js', ready: 'notify', cols: 26, rows: 13 },
    ],
  },
  panes: [
    { title: 'cold', processes: ['cold'] },
    { title: 'anna', processes: ['anna'] },
    { title: 'bert', processes: ['bert'] },
    { title: 'clicker', processes: ['clicker'] },
  ],
  chart: {
    kind: 'bars',
    title: 'The shortest outage for a customer',
    unit: 'ms',
    bars: [
      { label: 'restart', process: 'clicker', metric: 'solo outage' },
      { label: 'failover', process: 'clicker', metric: 'pair outage' },
    ],
  },
  faults: {},
  running: [
    leads('anna'),
    copies('bert'),
    { says: 'both shops count', holds: (now) => told(now, 'solo clicks') > 0 && told(now, 'pair clicks') > 0 },
  ],
  script: [
    { fault: 'kill', id: 'cold', checks: [reborn('cold'), noClickLost] },
    failover('anna', 'bert'),
    failover('bert', 'anna'),
    {
      ...failover('anna', 'bert'),
      checks: [
        ...failover('anna', 'bert').checks,
        {
          says: 'the outage was far shorter than that of a restart',
          holds: (now) => told(now, 'solo outage') > FAR_LONGER * told(now, 'pair outage'),
        },
      ],
    },
    { fault: 'freeze', id: 'bert', checks: [leads('anna'), noClickLost] },
    { fault: 'thaw', id: 'bert', checks: [reborn('bert'), copies('bert'), leads('anna'), noClickLost] },
  ],
};

export default demo;
