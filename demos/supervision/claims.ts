import {
  areTheSame,
  asBefore,
  atLeast,
  atMost,
  type Claims,
  check,
  growth,
  is,
  isReborn,
  moreThan,
  notAsBefore,
  type Read,
  type ReadOne,
  stateOf,
  told,
} from '../../src/demo/index.js';

const customer = (metric: string) => told('customer', metric);
const boots = (shop: string) => growth(customer(`${shop} boots`));
const door = (shop: string) => customer(`${shop} pid`);
const restartsBy =
  (supervisor: string): ReadOne<number> =>
  ({ restarts }) =>
    restarts.filter((restart) => restart.supervisor === supervisor).length;
const parentOf =
  (id: string): ReadOne =>
  ({ tree }) =>
    tree.find((node) => node.id === id)?.parent ?? 'nobody';
/** Boots a second since the fault. The first comes at once. */
const pace: Read<number> = (now, before) => (boots('runit')(now, before) - 1) / ((now.at - before.at) / 1000);

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'The same small shop, run by different bosses.',
          checks: ['runit', 'shop', 'boss'].map((shop) => check(`${shop} is open`, door(shop), moreThan(0))),
        },
        {
          says: '**runit**, the real one: `runsvdir` starts `runsv`, and that starts the shop.',
          shows: [{ id: 'runit', text: /\d+: open, port \d+/ }],
        },
        {
          says: '**Ours**, twice: as a branch in a region (two restarts allowed, then one), and as `boss`, a supervisor in a process of its own.',
          checks: [
            check('the shop is in a branch', parentOf('shop'), is('branch')),
            check('the branch is in a region', parentOf('branch'), is('region')),
          ],
          shows: [{ id: 'boss', text: /\d+: I am the supervisor/ }],
        },
        {
          says: `A **clerk** writes the same service down for systemd and launchd; where one of them runs this machine, it runs the shop,
            and elsewhere the clerk tells you that nobody did.`,
          shows: ['systemd', 'launchd'].map((init) => ({
            id: 'clerk',
            text: new RegExp(`${init}: [\\s\\S]+?(and it runs the shop|not run: )`),
          })),
        },
        {
          says: "A customer walks from door to door and reads each shop's diary: how often it booted, and who stands in the door.",
          shows: [
            {
              id: 'customer',
              text: /boots typo taken door\s+runit +[1-9]\d* +\d+ +\d+ +\d+\s+boss +1 +0 +0 +\d+\s+shop +1 +0 +0 +\d+/,
            },
          ],
        },
      ],
    },
    {
      isFresh: true,
      presses: ['typo runit', 'typo shop'],
      claims: [
        {
          says: 'It boots it about once a second, for ever Yes. That costs little, and nobody is ever told.',
          checks: [
            check('it boots it again, and again', boots('runit'), atLeast(4)),
            check('not oftener', pace, atMost(1.3)),
            check('not more seldom', pace, atLeast(0.4)),
            check('nobody opens it', door('runit'), is(0)),
          ],
        },
        {
          says: `The tree: the branch tries twice and gives up, so the region starts a new branch, that gives up as well, and head
            office lets the region go.`,
          checks: [
            check('the two branches start it five times', boots('shop'), is(5)),
            check('each branch tries twice', growth(restartsBy('branch')), is(4)),
            check('the region tries once', growth(restartsBy('region')), is(1)),
            check('head office does not', growth(restartsBy('head-office')), is(0)),
            check('the shop is off', stateOf('shop'), is('off')),
          ],
        },
        {
          says: 'The others never noticed, and the bar of the region stands still.',
          checks: [
            check('the shop is off', stateOf('shop'), is('off')),
            check('its bar stands at five more', boots('shop'), is(5)),
            areTheSame(['boss', 'clerk', 'customer'], 'the others are the same'),
            check('the shop of the boss is the same', door('boss'), asBefore(door('boss'))),
            check('nobody opens the one of the region', door('shop'), is(0)),
          ],
          staysMs: 2000,
        },
        {
          says: "runit's bar grows on;",
          checks: [
            check('the shop is off', stateOf('shop'), is('off')),
            check('the other bar stands at five more', boots('shop'), is(5)),
            check('it has passed the one of the region', customer('runit boots'), moreThan(customer('shop boots'))),
            check('runit is the same', stateOf('runit'), is('up')),
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['mend runit'],
      claims: [
        {
          says: 'when the typo is mended its shop is open a second later.',
          checks: [
            check('it is open', door('runit'), moreThan(0)),
            check('after two boots at the most', boots('runit'), atMost(2)),
          ],
        },
      ],
    },
    {
      isFresh: true,
      presses: ['behead runit'],
      claims: [
        {
          says: '`behead runit` kills `runsv`, the supervisor itself.',
          shows: [{ id: 'runit', text: 'kill -9 runsv' }],
        },
        {
          says: 'With `runsv` dead, its shop goes on selling, as an orphan.',
          checks: [
            check('it is the same shop', door('runit'), asBefore(door('runit'))),
            check('it is open', door('runit'), moreThan(0)),
            check('it is an orphan', customer('runit orphan'), is(1)),
          ],
          shows: [{ id: 'customer', text: /runit +\d+ +\d+ +\d+ +orphan/ }],
          staysMs: 2000,
        },
        {
          says: 'A new `runsv` boots a new shop, and that dies: *taken*. And again, each second.',
          checks: [
            check('twice, and more', growth(customer('runit taken')), atLeast(2)),
            check('as often as it boots', growth(customer('runit taken')), is(boots('runit'))),
          ],
          shows: [{ id: 'runit', text: 'EADDRINUSE' }],
        },
      ],
    },
    {
      presses: ['behead boss'],
      claims: [
        {
          says: '`behead boss` does the same to ours.',
          checks: isReborn('boss'),
        },
        {
          says: 'Our boss dies, and its shop dies with it; a new boss opens the same door.',
          checks: [
            ...isReborn('boss'),
            check('its shop is another one', door('boss'), notAsBefore(door('boss'))),
            check('it is open', door('boss'), moreThan(0)),
            check('at the same port', customer('boss port'), asBefore(customer('boss port'))),
          ],
          staysMs: 1000,
        },
        {
          says: 'Nobody there is an orphan.',
          checks: [
            check('nobody', customer('boss orphan'), is(0)),
            check('nobody ever stood in the door', customer('boss taken'), is(0)),
            check('it has booted once more', boots('boss'), is(1)),
          ],
        },
      ],
    },
  ],
  unseen: [
    '`typo runit`, then `typo shop`. Watch the bars, and when one of them has stopped growing: `mend runit`.',
    'Then the second act.',
    'Before you press: what will the customer find at each door?',
    "Then the customer's table.",
  ],
};

export default claims;
