import {
  atLeast,
  type Check,
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  growth,
  is,
  lessThan,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';

/** Each village, and by which rule of `retry.ts` it tries again. */
const RULES = { hasty: 'at-once', drill: 'five-seconds', smart: 'doubling', dicey: 'random' };
const VILLAGES = Object.keys(RULES);
const OTHERS = VILLAGES.filter((village) => village !== 'dicey');
const ROUTERS = VILLAGES.map((village) => `r-${village}`);
/** As in `village.ts`. */
const HOMES = 200;

const router = (village: string): DemoWorker => ({
  id: `r-${village}`,
  program: 'router.js',
  args: [village],
  ready: 'notify',
  cols: 40,
  rows: 10,
});

const homes = ([village, rule]: [string, string]): DemoWorker => ({
  id: village,
  program: 'village.js',
  args: [village, rule],
  ready: 'notify',
  cols: 40,
  rows: 10,
});

const online = (village: string) => told(village, 'online');
const reboots = (village: string) => growth(livesOf(`r-${village}`));

const cutOff = (village: string, says: string): Check => check(says, online(village), is(0));
const rebooted = (village: string, times: number, says: string): Check => check(says, reboots(village), atLeast(times));
const notBack = (village: string): Check => check(`${village} is not back`, online(village), lessThan(HOMES));
const allBack = (village: string, says: string): Check[] => [
  check(says, online(village), is(HOMES)),
  check(`${village} was cut off, and has recovered`, growth(told(village, 'recoveries')), moreThan(0)),
];

const demo: Demo = {
  name: 'recovery',
  title: 'Wait five seconds',
  claim: 'To be back is not enough: who all come back at the same moment knock over what has just stood up.',
  tree: {
    id: 'internet',
    strategy: 'one_for_one',
    intensity: 100,
    period: 10_000,
    children: [...VILLAGES.map(router), ...Object.entries(RULES).map(homes)],
  },
  panes: [
    { title: 'Four routers', processes: ROUTERS },
    { title: 'Four villages, 200 homes each', processes: VILLAGES },
  ],
  chart: {
    kind: 'tiles',
    title: 'The switchboard: homes online',
    shape: 'jack',
    states: [
      { word: 'cut off', figure: 'hollow', tone: 'down' },
      { word: 'online', figure: 'full', tone: 'up' },
      { word: 'thrown out', figure: 'crossed', tone: 'wait' },
    ],
    rows: VILLAGES.map((village) => ({
      label: village,
      process: village,
      metric: 'homes',
      count: HOMES,
      cable: `r-${village}`,
    })),
  },
  faults: { dice: { label: 'dice', on: VILLAGES } },
  running: [checkEach(VILLAGES, 'all homes are online', online, is(HOMES))],
  script: [
    { fault: 'kill', id: 'r-drill', checks: [cutOff('drill', 'all of them wait five seconds')] },
    { fault: 'kill', id: 'r-smart', checks: [cutOff('smart', 'all of them wait twice as long each time')] },
    {
      fault: 'kill',
      id: 'r-hasty',
      checks: [rebooted('hasty', 4, 'they try at once, and the router faints again and again'), notBack('hasty')],
    },
    {
      fault: 'kill',
      id: 'r-dicey',
      patienceMs: 40_000,
      checks: [
        ...allBack('dicey', 'they come at random: all are back'),
        check('after a single reboot', reboots('dicey'), is(1)),
        rebooted('drill', 1, 'after five seconds all of drill come at once, and its router faints'),
        notBack('drill'),
        notBack('smart'),
      ],
    },
    {
      fault: 'dice',
      id: 'drill',
      patienceMs: 60_000,
      checks: allBack('drill', 'five seconds, times chance: drill is back'),
    },
    {
      fault: 'dice',
      id: 'smart',
      patienceMs: 60_000,
      checks: [
        ...allBack('smart', 'twice as long each time, times chance: smart is back'),
        rebooted('hasty', 1, 'the router of hasty faints on'),
        notBack('hasty'),
      ],
    },
  ],
  outcome: {
    after: ['dicey', ...OTHERS].map((village) => ({ fault: 'kill', process: `r-${village}` })),
    isAfterAll: true,
    checks: [
      checkEach(ROUTERS, 'each router was rebooted', livesOf, moreThan(1)),
      check('dicey is online again', online('dicey'), is(HOMES)),
      check('it has recovered', told('dicey', 'recoveries'), moreThan(0)),
      checkEach(OTHERS, 'no other village has', (village) => told(village, 'recoveries'), is(0)),
      checkEach(OTHERS, 'none of them is online', online, lessThan(HOMES)),
    ],
    patienceMs: 30_000,
  },
};

export default demo;
