import {
  areTheSame,
  atLeast,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  lessThan,
  moreThan,
  stateOf,
  told,
} from '../../src/demo/index.js';
import type { View } from '../../src/log/view.js';
import { PARTS } from './parts.js';

const QUESTIONS = 100;
const LENGTHS = PARTS.map((_, at) => String(at + 1));
const answered = (length: number | string) => told('customer', `answered ${length}`);
const sum = (metric: string) => (view: View) => PARTS.reduce((sum, part) => sum + told(part, metric)(view), 0);
const lostPercent = (view: View) => (100 * sum('lost')(view)) / sum('asked')(view);
const allAsked = [
  check('the figures are of this rush', growth(told('customer', 'rushes')), is(1)),
  checkEach(LENGTHS, 'asked', (length) => told('customer', `asked ${length}`), is(QUESTIONS)),
];
const sign = (name: string) =>
  check(`${name}: more by ten parts`, told('inspector', `${name} 10`), moreThan(told('inspector', `${name} 1`)));

/** The complaint that the customer shows is mostly that of the last part; but that one is asked less often than the others, so chance may spare it. */
function complaint(): RegExp {
  const [first, second, ...others] = [...PARTS].reverse();
  const deeper = others.reduceRight((rest, part) => `(?:${part}:\\s*${rest})?`, '');
  // A terminal breaks a row anywhere.
  return new RegExp(`${first}:\\s*${second}:\\s*${deeper}oops$`.replaceAll(/(?<=[a-z])(?=[a-z])/g, '\\n?'));
}

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'A customer may come in at the gateway and ask through all ten, or by any other door: each part has one, down to `price` itself. The answer is the same.',
          shows: [{ id: 'customer', text: /a tea is 2\.50, by\nevery one of 10 doors/ }],
        },
      ],
    },
    {
      presses: ['rush customer'],
      patienceMs: 60_000,
      claims: [
        {
          says: '`rush customer`: a hundred teas by each of the ten doors, at all doors at once.',
          checks: allAsked,
        },
        {
          says: 'Each is an HTTP service of its own, and each is good: it loses one question in a hundred.',
          checks: [
            ...allAsked,
            checkEach(PARTS, 'each loses one', (part) => told(part, 'lost'), atLeast(1)),
            check('all together lose one in a hundred', lostPercent, moreThan(0.7)),
            check('and no more', lostPercent, lessThan(1.3)),
          ],
        },
        {
          says: 'About 90.',
          checks: [
            ...allAsked,
            check('not much more than 90', answered(10), lessThan(94)),
            check('not much less', answered(10), moreThan(86)),
          ],
          staysMs: 1000,
        },
        {
          says: 'Ten points, from one part to ten, and the shape below them: that is the wedge, measured, thick where it is simple.',
          checks: [
            ...allAsked,
            checkEach(LENGTHS, 'it is on the scale', answered, atLeast(85)),
            check('thick where it is simple', answered(1), moreThan(97)),
            check('thinner by five', answered(5), lessThan(answered(1))),
            check('thin by ten', answered(10), lessThan(answered(4))),
          ],
          staysMs: 1000,
        },
        {
          says: 'The customer shows one of the complaints, handed up through all who do not know what it means.',
          shows: [{ id: 'customer', text: complaint() }],
        },
      ],
    },
    {
      presses: ['read inspector'],
      claims: [
        {
          says: 'The inspector holds the same tea, by one part and by ten, against the signs: dependencies, nested questions, shared parts, parts that no program names.',
          checks: ['dependencies', 'nesting', 'sharing', 'nonObvious'].map(sign),
          shows: [
            /^gateway\(proxy\(/,
            'one   ten',
            /dependencies +0 +9/,
            /nested questions +1 +10/,
            /shared parts +1 +9/,
            /in no program +\d+ +\d+/,
          ].map((text) => ({ id: 'inspector', text })),
          staysMs: 1000,
        },
        {
          says: "The fifth sign, fear, has no number on the inspector's list, because no instrument shows it. Ask in the room: who would deploy this on a Friday at five?",
          shows: [{ id: 'inspector', text: 'fear: ask the room' }],
        },
      ],
    },
    {
      presses: ['freeze cache', 'rush customer'],
      patienceMs: 60_000,
      claims: [
        {
          says: 'The customer waits for two seconds, and goes home.',
          checks: [...allAsked, check('nobody answers at the gateway', answered(10), is(0))],
          shows: [{ id: 'customer', text: 'nobody answers at door 10' }],
        },
        {
          says: 'When `cache` sleeps, only the first point does not notice: the nine others are off the scale, at 0.',
          checks: [
            check('the cache sleeps', stateOf('cache'), is('frozen')),
            ...allAsked,
            check('the first does not notice', answered(1), moreThan(97)),
            checkEach(LENGTHS.slice(1), 'no other has an answer', answered, is(0)),
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['thaw cache'],
      follows: true,
      claims: [
        {
          says: 'In the end, `thaw cache`.',
          checks: [
            check('the cache works again', stateOf('cache'), is('up')),
            areTheSame(['cache'], 'it is the same process'),
          ],
        },
      ],
    },
  ],
  unseen: [
    'What does a tea cost? One small process knows: `price`. An enterprise has put nine more before it: a cache, a mapper, an adapter, a facade … up to the gateway. Each asks the one below and hands the answer on.',
    'Yes: 0.99 × 0.99 × … ten times is 0.904.',
    'Then `read inspector`. And then `freeze cache`, and `rush customer` once more: which point does not notice?',
  ],
};

export default claims;
