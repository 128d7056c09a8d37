import {
  type Act,
  atLeast,
  atMost,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  moreThan,
  type Read,
  told,
} from '../../src/demo/index.js';
import { behind, caughtUp, entries, MOVED_ON, neverStale, saysYesterday } from './figures.js';

const REPLICAS = ['naive', 'careful'];
/** The primary gives this many entries at a time. */
const PORTION = 3;

const heard = (what: string): Read<number> => growth(told('reader', what));

const asleep = (id: string): Act => ({
  presses: [`freeze ${id}`],
  claims: [
    {
      says: 'wait until the primary has moved on',
      checks: [
        check('the primary moves on', growth(entries('primary')), moreThan(MOVED_ON)),
        check(`${id} does not`, behind(id), moreThan(MOVED_ON)),
      ],
    },
  ],
});
const movedOn = (id: string) => [check(`the primary has moved on without ${id}`, behind(id), moreThan(MOVED_ON))];

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'A primary keeps a list that only grows.',
          checks: [check('the list grows', growth(entries('primary')), moreThan(0))],
          shows: [{ id: 'primary', text: /entry \d+\nentry \d+/ }],
        },
        {
          says: 'Two replicas copy it, a few entries at a time.',
          checks: [
            checkEach(REPLICAS, 'both copy', (id) => growth(entries(id)), moreThan(0)),
            checkEach(REPLICAS, 'a few at a time', (id) => told(id, 'portion'), atMost(PORTION)),
          ],
          shows: REPLICAS.map((id) => ({ id, text: /copied \d+/ })),
        },
        {
          says: 'A reader writes at the primary and reads at the replicas, and he remembers the last entry that he has seen.',
          checks: [checkEach(REPLICAS, 'both are read', (id) => heard(`${id} reads`), moreThan(0))],
          shows: [{ id: 'reader', text: /I have seen \d+/ }],
        },
      ],
    },
    asleep('naive'),
    {
      begins: movedOn('naive'),
      follows: true,
      presses: ['thaw naive'],
      claims: [
        { says: 'What was true when it fell asleep, or a little more.', checks: saysYesterday },
        {
          says: 'The naive replica answers what it has.',
          checks: [check('naive sends its reader nowhere', told('reader', 'naive redirected'), is(0))],
        },
        {
          says: '*naive: 2? I saw 10!*, says the reader, or other numbers: the naive replica answers at once, and is old;',
          checks: [
            check('naive gives old answers', heard('naive stale'), moreThan(0)),
            check('they are many entries behind', told('reader', 'naive oldest'), atLeast(MOVED_ON / 2)),
          ],
          shows: [{ id: 'reader', text: /naive: \d+\? I saw \d+!/ }],
          staysMs: 2000,
        },
        {
          says: 'a moment later it has caught up, and nothing in its own log says that it ever was.',
          checks: caughtUp('naive'),
          shows: [{ id: 'naive', text: /^(copied \d+\n?)+$/ }],
        },
      ],
    },
    asleep('careful'),
    {
      begins: movedOn('careful'),
      follows: true,
      presses: ['thaw careful'],
      claims: [
        {
          says: 'The careful one is told by its reader what he has seen already.',
          shows: [{ id: 'careful', text: /\d+\? ask/ }],
        },
        {
          says: 'The careful one says *ask the primary* for as long as it has less than its reader has seen.',
          checks: [check('careful sends its reader on', heard('careful redirected'), moreThan(0)), ...neverStale],
          shows: [{ id: 'careful', text: /\d+\? ask the primary/ }],
          staysMs: 2000,
        },
        { says: 'He is served a little later, and never sent back in time.', checks: neverStale },
        {
          says: 'the replica may lag as it likes',
          checks: caughtUp('careful'),
          shows: [{ id: 'careful', text: /\d+\? ask the primary\ncopied \d+/ }],
        },
      ],
    },
  ],
  unseen: [
    'Yes. An old answer, quick and friendly, with status 200.',
    '`freeze naive`,',
    ', `thaw naive`. Then the same with the careful one: `freeze careful`, wait again, `thaw careful`.',
  ],
};

export default claims;
