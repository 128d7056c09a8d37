import type { Claims } from '../../src/demo/index.js';
import { check, checkEach, growth, is, lessThan, moreThan } from '../../src/demo/index.js';
import { ALL, isBack, known, mostIsLoading, SMALL, startCpu, unnoticed } from './figures.js';

const away = (id: string) => known(`${id} away`);
/** A share of what the office loads: when the clock is back, so much of it is loaded at most. */
const LOADED = 2 / 3;
const three = ['office', 'clock', 'page'].map(isBack);

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: `An office can do three things: tell the time (which needs nothing), set a page (which needs a library) and compile a program (which needs a whole tool box).`,
          shows: [{ id: 'office', text: /can clock\ncan page\ncan compiler/ }],
        },
        {
          says: 'Next door, three small shops do one of them each.',
          shows: SMALL.map((id) => ({ id, text: new RegExp(`^can ${id}\nNode`) })),
        },
        {
          says: 'It is the same program both times; only the list of what it loads differs.',
          checks: [
            check('the office loads longer than the clock', known('office load'), moreThan(known('clock load'))),
            check('all give the same answers', known('different answers'), is(0)),
          ],
        },
        {
          says: 'A customer orders all three from both, again and again, and times how long each is away.',
          checks: [check('orders are given', growth(known('orders')), moreThan(0))],
          shows: [{ id: 'customer', text: /can away Node load\noffice +3 .*\nclock +1 .*\npage +1 .*\ncompiler +1 / }],
        },
      ],
    },
    {
      presses: ['kill office', 'kill clock', 'kill page'],
      claims: [
        { says: 'It loads what it needs.', checks: mostIsLoading },
        {
          says: 'While the office is away, so is its clock, which needed nothing of all that it loads.',
          checks: [isBack('office'), check('the time is missed', growth(known('office clock missed')), moreThan(0))],
        },
        {
          says: 'The small clock is back while the office is still reading its libraries.',
          checks: [
            ...three,
            check(
              'the whole start of the clock takes less than that of the office before the last third of its loading',
              startCpu('clock'),
              lessThan(startCpu('office', LOADED)),
            ),
          ],
        },
      ],
    },
    {
      presses: ['kill compiler'],
      follows: true,
      claims: [
        {
          says: 'The bars: how long each was away for the customer.',
          checks: [isBack('compiler'), checkEach(ALL, 'each was away', away, moreThan(0))],
          shows: [{ id: 'customer', text: new RegExp(ALL.map((id) => `${id} +\\d( +\\d+){3}`).join('\\n')) }],
          staysMs: 2000,
        },
        {
          says: 'Of the three, the small compiler loads the longest: what is heavy stays heavy.',
          checks: [
            isBack('compiler'),
            check(
              'to load it takes more of the processor than the clock and the page together',
              known('compiler load cpu'),
              moreThan((now) => known('clock load cpu')(now) + known('page load cpu')(now)),
            ),
            check(
              'it takes most of what the office takes',
              known('compiler load cpu'),
              moreThan((now) => known('office load cpu')(now) / 2),
            ),
          ],
        },
        {
          says: 'But while it is away, only those who want something compiled wait.',
          checks: [
            isBack('compiler'),
            check('those were missed', growth(known('compiler missed')), moreThan(0)),
            unnoticed('compiler'),
          ],
        },
      ],
    },
  ],
  unseen: [
    'Yes. And a clock that shares a process with a compiler waits for the compiler.',
    '`kill office`. Then `kill clock`, `kill page`, `kill compiler`.',
  ],
};

export default claims;
