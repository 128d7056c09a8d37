import {
  areTheSame,
  asBefore,
  atLeast,
  atMost,
  type Check,
  check,
  checkEach,
  type Demo,
  type DemoWorker,
  growth,
  is,
  moreThan,
  notAsBefore,
  pidOf,
  type Read,
  stateOf,
  told,
} from '../../src/demo/index.js';
import { region } from './region.js';

const worker = (id: string): DemoWorker => ({ id, program: `${id}.js`, ready: 'notify', cols: 32, rows: 13 });

/** The process that stands in the door of a shop; 0 when nobody does. */
const door = (name: string) => told('customer', `${name} pid`);
const boots = (name: string) => growth(told('customer', `${name} boots`));
const isOpen = (name: string): Check => check(`${name} is open`, door(name), moreThan(0));
const isClosed = (name: string): Check => check(`nobody opens ${name}`, door(name), is(0));

/** The branch tries twice, the region has it try once more: a start and two restarts. */
const BOOTS_UNTIL_GIVEN_UP = 2 + 3;

/** Boots a second since the fault. The first comes at once. */
const pace: Read<number> = (now, before) => (boots('runit')(now, before) - 1) / ((now.at - before.at) / 1000);

const demo: Demo = {
  name: 'supervision',
  title: 'Keep pressing the button',
  claim:
    'Anybody can press the button again. A supervisor knows when to stop, and takes its children along when it goes.',
  requires: [
    { command: 'runsvdir', package: 'runit' },
    { command: 'pgrep', package: 'procps' },
  ],
  tree: {
    id: 'head-office',
    strategy: 'one_for_one',
    intensity: 10,
    period: 10_000,
    children: [worker('clerk'), worker('runit'), worker('boss'), region('shop'), worker('customer')],
  },
  panes: [
    { title: 'runit', processes: ['runit'] },
    { title: 'Ours, and a clerk', processes: ['shop', 'boss', 'clerk'] },
    { title: 'Customer', processes: ['customer'] },
  ],
  chart: {
    kind: 'bars',
    title: 'Boots',
    unit: '',
    // A minute of runit.
    max: 60,
    // In two columns runit stands above the region.
    bars: [
      { label: 'runit', process: 'customer', metric: 'runit boots' },
      { label: 'ours: the boss', process: 'customer', metric: 'boss boots' },
      { label: 'ours: the region', process: 'customer', metric: 'shop boots' },
    ],
  },
  faults: {
    typo: { label: 'typo in the settings', on: ['runit', 'shop', 'clerk'] },
    mend: { label: 'mend the typo', on: ['runit'] },
    behead: { label: 'behead (supervisor)', on: ['runit', 'boss'] },
  },
  running: [
    checkEach(['runit', 'boss', 'shop'], 'all three shops are open', door, moreThan(0)),
    checkEach(
      ['systemd', 'launchd'],
      'nobody has a complaint about the units for systemd and launchd',
      (init) => told('clerk', `${init} complaints`),
      is(0),
    ),
  ],
  script: [
    {
      fault: 'typo',
      id: 'runit',
      checks: [check('runit boots it again, and again', boots('runit'), atLeast(2))],
    },
    {
      fault: 'typo',
      id: 'shop',
      checks: [
        check(
          `ours gives up after ${BOOTS_UNTIL_GIVEN_UP} boots: the branch, then the region`,
          boots('shop'),
          is(BOOTS_UNTIL_GIVEN_UP),
        ),
        check('ours is off', stateOf('shop'), is('off')),
        check(
          'the region has tried, too',
          ({ restarts }) => restarts.filter(({ supervisor }) => supervisor === 'region').length,
          atLeast(1),
        ),
        check(
          'head office is at work',
          ({ gaveUp, running }) => gaveUp ?? (running ? 'at work' : 'not at work'),
          is('at work'),
        ),
        areTheSame(['boss'], 'the boss is as it was'),
        check('the shop of the boss is as it was', door('boss'), asBefore(door('boss'))),
        check('runit is at it still', boots('runit'), atLeast(2)),
        isClosed('runit'),
      ],
    },
    {
      fault: 'mend',
      id: 'runit',
      // To try again and again pays as soon as somebody mends the cause; ours waits for you.
      checks: [isOpen('runit'), isClosed('shop')],
    },
    {
      fault: 'behead',
      id: 'runit',
      checks: [
        check('the shop lives on', door('runit'), asBefore(door('runit'))),
        check('the shop is an orphan', told('customer', 'runit orphan'), is(1)),
        check(
          'the orphan keeps the port: each shop of the new runsv dies of EADDRINUSE',
          growth(told('customer', 'runit taken')),
          atLeast(2),
        ),
      ],
    },
    {
      fault: 'behead',
      id: 'boss',
      checks: [
        check('ours is dead and reborn', pidOf('boss'), notAsBefore(pidOf('boss'))),
        isOpen('boss'),
        check('its shop is another one', door('boss'), notAsBefore(door('boss'))),
        check('that shop has booted', boots('boss'), atLeast(1)),
        check('no orphan stood in the door', told('customer', 'boss taken'), is(0)),
        check('nobody is an orphan', told('customer', 'boss orphan'), is(0)),
      ],
    },
  ],
  outcome: {
    after: [{ fault: 'typo', process: 'runit' }],
    checks: [
      check('runit boots it again, and again', boots('runit'), atLeast(4)),
      check('about once a second, not oftener', pace, atMost(1.3)),
      check('and not more seldom', pace, atLeast(0.4)),
      isClosed('runit'),
    ],
  },
};

export default demo;
