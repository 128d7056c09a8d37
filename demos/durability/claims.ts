import {
  areUp,
  atLeast,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';

const COUNTERS = ['overwrite', 'rename', 'journal'];
const WHOLE = ['rename', 'journal'];
const KILLS = 8;
const counted = (metric: string) => told('clicker', metric);
const grown = (id: string, metric: string) => growth(counted(`${id} ${metric}`));
const isOver = [
  check('the storm is over', counted('storms over'), is(1)),
  check('it has killed', growth(counted('kills')), atLeast(KILLS)),
];

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'A customer clicks and writes down what each has acknowledged.',
          checks: [
            areUp(COUNTERS, 'three counters are up'),
            checkEach(COUNTERS, 'they acknowledge clicks', (id) => counted(`${id} clicks`), moreThan(3)),
          ],
        },
      ],
    },
    {
      presses: ['storm clicker'],
      patienceMs: 120_000,
      claims: [
        {
          says: '*TORN* in the first counter,',
          checks: [check('it is new', grown('overwrite', 'torn'), moreThan(0))],
          shows: [{ id: 'overwrite', text: 'TORN. I know nothing.' }],
          staysMs: 500,
        },
        {
          says: 'and kills all three counters in the middle of it, eight times; or more, if eight were not enough to tear anything.',
          checks: [
            ...isOver,
            checkEach(COUNTERS, 'each has died as often', (id) => growth(livesOf(id)), is(growth(counted('kills')))),
            check('or more, until something was torn', grown('overwrite', 'torn'), moreThan(0)),
          ],
        },
        {
          says: 'Perhaps a piece of a book, or an empty file.',
          checks: [...isOver, check('a book was torn', grown('overwrite', 'torn'), moreThan(0))],
        },
        {
          says: 'and it counts from 0 again.',
          checks: [...isOver, check('acknowledged clicks are gone', grown('overwrite', 'lost'), moreThan(0))],
        },
        {
          says: 'The other two come back with each click that they had acknowledged, every time: *0 torn, 0 lost*.',
          checks: [
            ...isOver,
            checkEach(WHOLE, 'nothing is torn', (id) => counted(`${id} torn`), is(0)),
            checkEach(WHOLE, 'nothing is lost', (id) => counted(`${id} lost`), is(0)),
          ],
          shows: WHOLE.map((id) => ({ id: 'clicker', text: `${id}: 0 torn, 0 lost` })),
          staysMs: 1000,
        },
      ],
    },
  ],
  unseen: [
    'The journal writes six bytes for a click, the others a megabyte.',
    'Three counters save a guest book at each click: one writes over the old one, one writes a new one beside it and then renames, one adds a line to a journal.',
    'No disk is asked to sync.',
    'Yes. Opening it for writing empties it. Who dies then leaves nothing.',
    '`storm clicker`: it clicks like mad,',
  ],
};

export default claims;
