import { type Check, check, checkEach, growth, is, isReborn, isUp, moreThan, told } from '../../src/stage/checks.js';
import type { Demo, DemoWorker, Stunt } from '../../src/stage/demo.js';

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

const SHOPS = ['solo', 'pair'];
const counted = (metric: string) => told('clicker', metric);

const leads = (id: string): Check[] => [isUp(id), check(`${id} is the primary`, told(id, 'primary'), is(1))];
const copies = (id: string): Check => check(`${id} copies as the standby`, told(id, 'standby'), is(1));

/** Clicks after the fault: more than may have been told late. */
const SOME = 30;

const isWell = [
  checkEach(SHOPS, 'clicks go on', (shop) => growth(counted(`${shop} clicks`)), moreThan(SOME)),
  checkEach(SHOPS, 'no click that was acknowledged is lost', (shop) => counted(`${shop} lost`), is(0)),
  checkEach(SHOPS, 'no two primaries answer in one term', (shop) => counted(`${shop} split brain`), is(0)),
];

const failover = (from: string, to: string): Stunt => ({
  fault: 'kill',
  id: from,
  checks: [...leads(to), ...isReborn(from), copies(from), ...isWell],
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
  faults: { midclick: { label: 'freeze in mid-click', on: ['anna', 'bert'] } },
  running: [
    ...leads('anna'),
    copies('bert'),
    checkEach(SHOPS, 'both shops count', (shop) => counted(`${shop} clicks`), moreThan(0)),
  ],
  script: [
    { fault: 'kill', id: 'cold', checks: [...isReborn('cold'), ...isWell] },
    failover('anna', 'bert'),
    failover('bert', 'anna'),
    {
      ...failover('anna', 'bert'),
      checks: [
        ...failover('anna', 'bert').checks,
        check(
          'the outage was far shorter than that of a restart',
          counted('solo outage'),
          moreThan((now) => FAR_LONGER * counted('pair outage')(now)),
        ),
      ],
    },
    { fault: 'freeze', id: 'bert', checks: [...leads('anna'), ...isWell] },
    { fault: 'thaw', id: 'bert', checks: [...isReborn('bert'), copies('bert'), ...leads('anna'), ...isWell] },
    { fault: 'midclick', id: 'anna', checks: [...leads('bert'), ...isWell] },
    {
      fault: 'thaw',
      id: 'anna',
      checks: [
        check('the answer of the term that is over is refused', growth(counted('pair refused')), moreThan(0)),
        ...isReborn('anna'),
        copies('anna'),
        ...leads('bert'),
        ...isWell,
      ],
    },
  ],
};

export default demo;
