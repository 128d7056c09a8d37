import {
  type Act,
  areUp,
  atLeast,
  atMost,
  type Check,
  type Claims,
  check,
  growth,
  is,
  isReborn,
  lessThan,
  livesOf,
  moreThan,
  type ReadOne,
  told,
} from '../../src/demo/index.js';
import { PASSED_FROM } from './game.js';

const SHOP = ['till', 'ledger', 'kitchen'];

const score = (metric: string) => told('plug', metric);
const customers = (metric: string) => told('customers', metric);

/** Counted from the fault on: there may have been a game before. */
const over = check('the game is over', growth(score('games')), is(1));
const hardlyAny: Check[] = [
  over,
  check('the share of orders with bread in time', score('answered'), atLeast(100 * PASSED_FROM)),
  check('none is lost', score('lost'), is(0)),
  check('none is doubled', score('doubled'), is(0)),
];

/** In ms, as the lesson says it. */
const PATIENCE_MS = 5000;
const medianOutage: ReadOne<number> = ({ recoveries }) =>
  recoveries.toSorted((one, other) => one - other)[recoveries.length >> 1] ?? Number.NaN;

/** A fault of one's own. */
const own = (fault: string, victim: string, ...more: Check[]): Act => ({
  presses: [`${fault} ${victim}`],
  claims: [
    {
      says: 'Your own faults go the same way: who was hit is born again, and the ledger has each order once.',
      checks: [
        ...isReborn(victim),
        ...more,
        check('orders come in', growth(customers('orders')), moreThan(0)),
        check('none is lost', customers('lost'), is(0)),
        check('none is doubled', customers('doubled'), is(0)),
      ],
    },
  ],
});

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: `A small shop of five processes: a **till** with one door, a **ledger** that writes each order down, and a **kitchen**, a
            supervisor of two **ovens**.`,
          checks: [areUp(SHOP, 'till, ledger and kitchen are up')],
          shows: [
            { id: 'till', text: /open, port \d+/ },
            { id: 'ledger', text: 'page-1, and 0 orders before it' },
            { id: 'kitchen', text: /oven-1: hot, process \d+\s+oven-2: hot, process \d+/ },
          ],
        },
      ],
    },
    {
      presses: ['short plug'],
      patienceMs: 120_000,
      claims: [
        {
          says: 'Customers send twenty orders a second',
          checks: [
            over,
            check(
              'not fewer, but for a busy machine',
              (view) => score('orders')(view) / score('seconds')(view),
              atLeast(12),
            ),
            check('not more', (view) => score('orders')(view) / score('seconds')(view), atMost(21)),
          ],
        },
        {
          says: 'and ask again until they have their bread, for five seconds at most.',
          checks: [over, check('they ask again', score('asked again'), moreThan(0))],
        },
        {
          says: 'They keep their receipts, and compare them with the ledger.',
          checks: [
            check('all receipts are in it', customers('lost'), is(0)),
            check('once', customers('doubled'), is(0)),
          ],
        },
        {
          says: `On game day it is pulled ten times in twenty seconds, drawn by lot: kill, freeze, segfault, a full disk,
            a closed port, the supervisor's own death.`,
          checks: [
            over,
            check('ten faults', score('faults'), is(10)),
            check('six kinds', score('kinds'), is(6)),
            check('twenty seconds', score('seconds'), atLeast(19.9)),
          ],
        },
        {
          says: 'None strikes before the shop sells again after the one before.',
          checks: [
            over,
            check('the fewest sales between two faults', score('fewest sales between faults'), moreThan(0)),
          ],
        },
        {
          says: `Hardly any or none, because those who get no answer ask again Yes. Not because nothing breaks: because each break is short, and to ask
            again does no harm. None is lost, and none is entered twice.`,
          checks: hardlyAny,
        },
        {
          says: 'Recovery: each is born again before the customers have lost patience.',
          checks: [
            over,
            check('as a rule, an outage is shorter than their five seconds', medianOutage, lessThan(PATIENCE_MS)),
            check(
              'there were outages',
              growth(({ recoveries }) => recoveries.length),
              moreThan(0),
            ),
          ],
        },
        {
          says: 'The lanes: crosses, and behind each a new life.',
          checks: [
            over,
            check(
              'the shop was reborn again and again',
              growth((view) => SHOP.reduce((sum, id) => sum + livesOf(id)(view), 0)),
              atLeast(4),
            ),
            areUp(SHOP, 'it is up'),
          ],
        },
        {
          says: "The customers' line: some wait, hardly anybody has left.",
          checks: [
            over,
            check(
              'hardly anybody',
              growth(customers('left')),
              atMost((now, before) => growth(customers('orders'))(now, before) / 20),
            ),
          ],
          shows: [{ id: 'customers', text: /\d+ orders +\d+ wait +\d+ left$/ }],
        },
        {
          says: 'The bars: how many of those who have come had their bread in time.',
          checks: [
            check('the game is going on', score('played'), atMost(60)),
            check('the bar tells it already', score('answered'), atLeast(50)),
          ],
        },
        {
          says: 'At the end the plug prints a certificate, with the seed. Who does not believe it plays the same day again.',
          checks: [over],
          shows: [
            {
              id: 'plug',
              text: /seed (\d+): 10 faults in 20 s[\s\S]*0 lost, 0 doubled\s+\*\*\* PASSED: this shop may open \*\*\*\s+once more: npm run demo gameday --\s+--seed \1$/,
            },
          ],
          staysMs: 2000,
        },
      ],
    },
    own('kill', 'till'),
    own('freeze', 'ledger'),
    own('full', 'ledger'),
    own('close', 'till'),
    own('behead', 'kitchen'),
    own('kill', 'plug', check('the next game is the first of its life', score('games'), is(0))),
  ],
  unseen: [
    'Somebody holds the plug.',
    "The ovens are the kitchen's own, and have no lane.",
    '`short plug` for twenty seconds, `whole plug` for a minute. Or do it yourself: `kill till`, `freeze ledger`, `full ledger`, `close till`, `behead kitchen`. Be as mean as you like.',
  ],
};

export default claims;
