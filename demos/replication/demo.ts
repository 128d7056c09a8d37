import {
  type Check,
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  growth,
  is,
  isReborn,
  isUp,
  lessThan,
  moreThan,
  type Stunt,
  told,
  upFor,
} from '../../src/demo/index.js';

/** A restart from cold takes this much longer, or more: less than was ever seen, more than jitter. */
const FAR_LONGER = 2;

const node = (id: string, shop: string, partner: string[] = []): DemoWorker => ({
  id,
  program: 'node.js',
  args: [id, shop, ...partner],
  ready: 'notify',
  cols: 26,
  rows: 11,
});

const SHOPS = ['solo', 'pair'];
const counted = (metric: string) => told('clicker', metric);

const leads = (id: string): Check[] => [isUp(id), check(`${id} is the primary`, told(id, 'primary'), is(1))];
const copies = (id: string): Check => check(`${id} copies as the standby`, told(id, 'standby'), is(1));

/** Clicks after the fault: more than may have been told late. */
const SOME = 60;

const isWell = [
  checkEach(SHOPS, 'clicks go on', (shop) => growth(counted(`${shop} clicks`)), moreThan(SOME)),
  checkEach(SHOPS, 'no click that was acknowledged is lost', (shop) => counted(`${shop} lost`), is(0)),
  checkEach(SHOPS, 'no two primaries answer in one term', (shop) => counted(`${shop} split brain`), is(0)),
];

/** A life this long has earned an immediate restart; the supervisor makes a shorter one wait, which is no boot. */
const EARNED_MS = 1000;

const restart: Stunt = { fault: 'kill', id: 'cold', checks: [...isReborn('cold'), ...isWell] };
const failover = (from: string, to: string, ...more: Check[]): Stunt => ({
  fault: 'kill',
  id: from,
  checks: [
    ...leads(to),
    ...isReborn(from),
    copies(from),
    ...isWell,
    check('cold has been up for a second', upFor('cold'), moreThan(EARNED_MS)),
    ...more,
  ],
});
const farShorter = check(
  'the shortest outage is far shorter than the shortest of a restart',
  counted('pair outage'),
  lessThan((now) => counted('solo outage')(now) / FAR_LONGER),
);
/**
 * The script kills on both sides in turns: a machine is busy at one moment and not at another, so one outage of each
 * proves nothing.
 */
const inTurns = [
  failover('anna', 'bert'),
  failover('bert', 'anna'),
  failover('anna', 'bert'),
  failover('bert', 'anna'),
  failover('anna', 'bert', farShorter),
].flatMap((stunt) => [restart, stunt]);

/** A process that is stopped has not heard of its successor. */
const replaced = check(
  'two count as the primary: who is stopped in mid-click, and who has replaced it',
  (view) => told('anna', 'primary')(view) + told('bert', 'primary')(view),
  is(2),
);

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
      { id: 'clicker', program: 'clicker.js', ready: 'notify', cols: 26, rows: 11 },
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
    oneColumn: true,
    unit: 'ms',
    bars: [
      { label: 'restart', process: 'clicker', metric: 'solo outage' },
      { label: 'failover', process: 'clicker', metric: 'pair outage' },
      { label: 'after a freeze', process: 'clicker', metric: 'pair silence' },
    ],
  },
  faults: { midclick: { label: 'freeze in mid-click', on: ['anna', 'bert'] } },
  running: [
    ...leads('anna'),
    copies('bert'),
    checkEach(SHOPS, 'both shops count', (shop) => counted(`${shop} clicks`), moreThan(0)),
    check('cold has been up for a second', upFor('cold'), moreThan(EARNED_MS)),
  ],
  script: [
    ...inTurns,
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
  outcome: {
    after: ['anna', 'bert'].map((process) => ({
      fault: 'thaw',
      process,
      first: [{ fault: 'midclick', process, result: replaced }],
    })),
    checks: [
      check(
        'the old primary has answered, and the customer has refused it',
        growth(counted('pair refused')),
        moreThan(0),
      ),
      check('no click that was acknowledged is lost', counted('pair lost'), is(0)),
    ],
  },
};

export default demo;
