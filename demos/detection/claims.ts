import {
  areTheSame,
  atLeast,
  type Check,
  type Claims,
  check,
  growth,
  is,
  isReborn,
  isUp,
  lessThan,
  moreThan,
  type ReadOne,
  stateOf,
  told,
} from '../../src/demo/index.js';
import { availability } from '../../src/log/figures.js';
import type { View } from '../../src/log/view.js';

const SHOPS = ['shop', 'guarded'];
const LIMIT_S = 3;
/** More than the limit and a boot take, on a busy machine too. */
const SOON_AFTER_S = 6;
const customer = (metric: string) => told('customer', metric);
const parentOf =
  (id: string): ReadOne =>
  ({ tree }) =>
    tree.find((node) => node.id === id)?.parent ?? 'nobody';
const sells = (id: string) => check(`${id} sells bread`, customer(`${id} silent`), lessThan(1));
const processesUp = (view: View) => availability(view, view.at) ?? Number.NaN;

const isUseless = (seconds: number): Check[] => [
  check('it sells nothing', growth(customer('shop silent')), moreThan(seconds)),
  check('it is up', stateOf('shop'), is('up')),
  areTheSame(['shop'], 'nobody has ended it'),
];
const isFound: Check[] = [
  ...isReborn('guarded'),
  sells('guarded'),
  check('it was found soon after three seconds', customer('guarded longest'), lessThan(SOON_AFTER_S)),
];

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: "Two baker's shops, the same program, the same supervisor. Of `shop` it watches for the exit, as most supervisors do.",
          checks: SHOPS.map((shop) => check(`the supervisor of ${shop}`, parentOf(shop), is('street'))),
        },
        {
          says: 'A customer buys bread in both, four times a second, and asks both at their `/ping` how they are.',
          checks: SHOPS.map(sells),
          shows: [{ id: 'customer', text: /^shop +guarded\n(.*\n)*[1-9] sold, fine +[1-9] sold, fine/ }],
        },
        {
          says: 'A handler for KILL is refused.',
          shows: [{ id: 'shop', text: 'handler for KILL: EINVAL' }],
        },
      ],
    },
    {
      presses: ['spin shop', 'term shop'],
      claims: [
        {
          says: '`spin shop`, and look at the customer.',
          checks: [sells('guarded')],
          shows: [{ id: 'customer', text: /^shop +guarded\n[\s\S]*^0 sold, – +[1-9] sold, fine$/m }],
        },
        { says: 'Nothing: it says *up*', checks: isUseless(LIMIT_S) },
        {
          says: 'After `term shop` there is *SIGTERM is sent*, and nothing else.',
          checks: isUseless(LIMIT_S),
          shows: [{ id: 'shop', text: /SIGTERM is sent ─*$/ }],
        },
        {
          says: 'That of `shop` grows and grows, beyond the line at three seconds, beside the word *up*;',
          checks: [check('beyond the line', customer('shop silent'), moreThan(LIMIT_S)), ...isUseless(LIMIT_S)],
        },
        {
          says: 'and *processes up* does not fall, because it counts exits, as the supervisor does.',
          checks: [
            ...isUseless(LIMIT_S),
            check(
              'processes up does not fall',
              processesUp,
              atLeast((_, before) => processesUp(before)),
            ),
          ],
        },
      ],
    },
    {
      presses: ['kill shop'],
      follows: true,
      claims: [{ says: 'Then do not: `kill shop`.', checks: [...isReborn('shop'), sells('shop')] }],
    },
    {
      presses: ['spin guarded'],
      claims: [
        {
          says: 'and who is silent for three seconds is killed.',
          checks: isFound,
          shows: [{ id: 'guarded', text: 'SIGKILL after' }],
        },
        {
          says: 'That of `guarded` turns back soon after the line,',
          checks: [...isFound, check('after the line', customer('guarded longest'), moreThan(LIMIT_S))],
        },
      ],
    },
    { presses: ['freeze guarded'], claims: [{ says: '`freeze guarded`,', checks: isFound }] },
    {
      presses: ['stick guarded'],
      claims: [
        {
          says: 'When the oven is stuck, `/ping` still says *fine*, to a customer who gets no bread.',
          checks: [check('it says fine, and sells nothing', growth(customer('guarded lies')), moreThan(0))],
          shows: [
            { id: 'customer', text: /0 sold, fine$/m },
            { id: 'guarded', text: 'The oven door is stuck.' },
          ],
        },
        { says: '`stick guarded`,', checks: isFound },
      ],
    },
    {
      presses: ['leak guarded'],
      isFresh: true,
      claims: [
        { says: '`leak guarded`.', checks: isFound, shows: [{ id: 'guarded', text: /\d+ MB of crumbs/ }] },
        { says: 'So is who takes more memory than is good for a baker.', checks: isReborn('guarded') },
        {
          says: 'and after `leak guarded` long before it.',
          checks: [
            ...isReborn('guarded'),
            sells('guarded'),
            check('long before the line', customer('guarded longest'), lessThan(LIMIT_S / 2)),
          ],
        },
      ],
    },
    {
      presses: ['pause guarded'],
      claims: [
        {
          says: 'And then `pause guarded`, which must *not* get it killed.',
          checks: [
            check('the pause is over', growth(told('guarded', 'pauses')), is(1)),
            areTheSame(['guarded'], 'it is the same process'),
            isUp('guarded'),
            sells('guarded'),
          ],
          shows: [{ id: 'guarded', text: '… here you are.' }],
        },
      ],
    },
    {
      presses: ['rude shop', 'spin shop', 'term shop'],
      claims: [
        {
          says: 'Last: `rude shop` takes its TERM handler away. `spin shop`, `term shop`: compare.',
          checks: [...isReborn('shop'), sells('shop')],
          shows: [{ id: 'shop', text: /SIGTERM is sent ─+\s+── SIGTERM after/ }],
        },
      ],
    },
  ],
  unseen: [
    'Of `guarded` it also waits for a pulse: a shop says so whenever a loaf has come out of the oven,',
    'For ever. A supervisor sees exits, not health.',
    'Then be polite: `term shop`.',
    'The same to the other one: `spin guarded`,',
    'The bars: how long the customer has been without bread.',
  ],
};

export default claims;
