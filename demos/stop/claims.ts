import { type Claims, check, growth, is, isReborn, moreThan, told } from '../../src/demo/index.js';

const inside = (metric: string) => told('policeman', metric);
const pints = (what: string) => growth(told('drinker', what));
const place = (id: string) => told('landlord', `${id} place`);

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: `A pub at closing time. The landlord is a supervisor, the one of this project, with a tree of his own: the *bar*, which pours pints (0.6 s each);
            a *host*, who is polite and has brought a *friend* that nobody else knows of; a *sleeper*, whom the kernel has stopped; and
            somebody *deaf*, who ignores SIGTERM. A policeman looks into the kernel's process table from outside.`,
          checks: [
            check('the process table has the four and the friend', inside('inside'), is(5)),
            check('one of them is stopped', inside('stopped'), is(1)),
          ],
          shows: ['bar', 'host', 'friend', 'deaf', /sleeper +stopped/].map((text) => ({ id: 'policeman', text })),
        },
        {
          says: 'Three throats order one pint after the other.',
          checks: [check('pints are served', told('drinker', 'served'), moreThan(2))],
        },
      ],
    },
    {
      presses: ['close landlord'],
      claims: [
        {
          says: 'The landlord closes in the reverse of the order in which he opened, one after the other: SIGTERM, then a grace of one second each, then SIGKILL.',
          shows: [
            { id: 'landlord', text: /deaf: SIGKILL[\s\S]*sleeper: SIGTERM[\s\S]*host: SIGTERM[\s\S]*bar: exit 0/ },
          ],
        },
        {
          says: 'The process table empties from the last one in to the first, and the bar is the last: who others need goes when they are gone.',
          checks: [
            check('nobody is inside', inside('inside'), is(0)),
            check('deaf goes first', place('deaf'), is(1)),
            check('the bar goes last', place('bar'), is(4)),
          ],
          staysMs: 2000,
        },
        {
          says: 'Its door is shut, its pints are finished, none is spilt.',
          checks: [
            check('orders find the bar closed', pints('closed'), moreThan(0)),
            check('no pint is in hand', told('drinker', 'in hand'), is(0)),
            check('no pint is spilt', pints('spilt'), is(0)),
          ],
        },
        {
          says: 'The socket is gone, too.',
          checks: [check('there is no socket', inside('sockets'), is(0))],
          shows: [{ id: 'policeman', text: 'no socket' }],
        },
      ],
    },
    {
      presses: ['open landlord'],
      claims: [],
    },
    {
      begins: [check('a pint is in hand', told('drinker', 'in hand'), moreThan(0))],
      presses: ['kill landlord'],
      claims: [
        {
          says: 'After the kill the table is empty even sooner, and for a blink only, because the pub is opened again.',
          checks: isReborn('landlord'),
        },
        {
          says: 'All numbers in it are new: the kernel has ended the children with their parent, so nobody is orphaned.',
          // One that had lived on would be the sixth.
          checks: [...isReborn('landlord'), check('five are inside, as in each life', inside('inside'), is(5))],
          shows: [{ id: 'policeman', text: /bar[\s\S]*host[\s\S]*friend[\s\S]*sleeper[\s\S]*deaf.*\n5 inside/ }],
          staysMs: 1000,
        },
        { says: 'But look at the drinkers.', checks: [check('pints are spilt', pints('spilt'), moreThan(0))] },
      ],
    },
  ],
  unseen: [
    'Between one and two: one grace for the deaf, and the rest of a pint',
    'Yes. Only who will not listen costs the whole grace.',
    '`close landlord`. When you have seen it: `open landlord`. When pints are served again, the other way: `kill landlord`.',
  ],
};

export default claims;
