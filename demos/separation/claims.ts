import {
  areTheSame,
  areUp,
  atLeast,
  atMost,
  type Check,
  type Claims,
  check,
  growth,
  is,
  isNot,
  isReborn,
  isUp,
  livesOf,
  moreThan,
  notAsBefore,
  pidOf,
  told,
} from '../../src/demo/index.js';

const TEAM = ['counter', 'renderer', 'printer'];

const timed = (metric: string) => told('customer', metric);
const nobodyWaits: Check[] = ['clerk', 'counter'].flatMap((shop) => [
  check(`the ${shop} takes orders`, timed(`${shop} per minute`), atLeast(180)),
  check(`at the ${shop} nobody waits`, timed(`${shop} wait now`), atMost(500)),
]);
/** The figures of this surprise, not of the one before. */
const isDrawn = check('it is drawn', growth(told('clerk', 'drawing took')), isNot(0));

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'In the first, one clerk takes orders, draws thumbnails and prints receipts,',
          shows: [{ id: 'clerk', text: /\d+ [ ░▒▓█]*[░▒▓█]/ }],
        },
        {
          says: 'In the second, the counter takes orders, the renderer draws, the printer prints: three small processes.',
          checks: [
            areUp(TEAM, 'they are up'),
            check('they are three', (view) => new Set(TEAM.map((id) => pidOf(id)(view))).size, is(3)),
          ],
          shows: [
            { id: 'counter', text: /\d+ taken/ },
            { id: 'renderer', text: /\d+ [ ░▒▓█]*[░▒▓█]/ },
            { id: 'printer', text: /\d+ printed/ },
          ],
        },
        {
          says: 'One customer orders at both, five times a second.',
          checks: ['clerk', 'counter'].flatMap((shop) => [
            check(`at the ${shop}, not seldom`, timed(`${shop} per minute`), atLeast(180)),
            check(`at the ${shop}, not oftener`, timed(`${shop} per minute`), atMost(420)),
          ]),
          shows: [{ id: 'customer', text: /clerk +\d+\/min \d+ ms\s+counter +\d+\/min/ }],
        },
      ],
    },
    {
      begins: nobodyWaits,
      presses: ['huge customer'],
      patienceMs: 60_000,
      claims: [
        {
          says: '`huge customer`: the same huge picture goes to both shops.',
          shows: ['clerk', 'renderer'].map((id) => ({ id, text: /\d+ is huge/ })),
        },
        {
          says: 'Nobody is served until it is drawn. Yes. And nobody is refused either: from outside it looks like a shop that is open.',
          checks: [
            check('nobody is served', timed('clerk per minute'), is(0)),
            check('nobody is refused', timed('clerk lost'), is(0)),
            isUp('clerk'),
            areTheSame(['clerk'], 'it is the same clerk'),
          ],
        },
        {
          says: "With the huge picture, the clerk's orders per minute fall to zero until it is drawn,",
          checks: [check('they fall to zero', timed('clerk per minute'), is(0))],
          shows: [{ id: 'customer', text: /clerk +0\/min/ }],
        },
        {
          says: 'and what had piled up is answered too late;',
          checks: [
            isDrawn,
            check('it is late', timed('clerk late'), moreThan(3)),
            check('it is answered: nobody waits any more', timed('clerk wait now'), atMost(500)),
            check('none is lost', timed('clerk lost'), is(0)),
          ],
          staysMs: 1000,
        },
        {
          says: 'the longest wait is as long as the drawing.',
          checks: [
            isDrawn,
            check(
              'not shorter',
              timed('clerk longest wait'),
              atLeast((now) => 0.9 * told('clerk', 'drawing took')(now)),
            ),
            check(
              'not much longer',
              timed('clerk longest wait'),
              atMost((now) => 1.5 * told('clerk', 'drawing took')(now)),
            ),
          ],
        },
        {
          says: 'At the counter nobody is late.',
          checks: [
            isDrawn,
            check('nobody', timed('counter late'), is(0)),
            check('it sells', timed('counter per minute'), atLeast(180)),
          ],
        },
        {
          says: 'The bars count orders that took more than a second, or got no answer at all, since the latest surprise.',
          checks: [
            isDrawn,
            check('many at the clerk', timed('clerk late or lost'), moreThan(3)),
            check('none at the counter', timed('counter late or lost'), is(0)),
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      begins: nobodyWaits,
      presses: ['potato customer'],
      claims: [
        {
          says: 'With the potato, the clerk dies and takes the orders of those who stand behind it along;',
          checks: [...isReborn('clerk'), check('the potato and two more', timed('clerk lost'), atLeast(3))],
          shows: [{ id: 'clerk', text: 'this is a potato' }],
          staysMs: 1000,
        },
        {
          says: 'of the three only the renderer dies. Its pid changes.',
          checks: [
            ...isReborn('renderer'),
            check('its pid is another one', pidOf('renderer'), notAsBefore(pidOf('renderer'))),
            check('the printer lives on', growth(livesOf('printer')), is(0)),
          ],
        },
        {
          says: "The counter's does not, and not one order of the counter is lost.",
          checks: [
            ...isReborn('clerk'),
            areTheSame(['counter'], 'it is the same counter'),
            check('it sells', timed('counter per minute'), atLeast(180)),
            check('none is lost', timed('counter lost'), is(0)),
            check('at the clerk some are', timed('clerk lost'), moreThan(0)),
          ],
          staysMs: 2000,
        },
      ],
    },
  ],
  unseen: [
    'Two photo shops, one street.',
    'and every one of his functions is `async`.',
    'When both are calm again: `potato customer`, a file that is no picture at all.',
  ],
};

export default claims;
