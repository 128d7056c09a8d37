import { type Claims, check, growth, is, moreThan, told } from '../../src/demo/index.js';
import { copied, flipped, inAgain, isIn, known, outWhileItBoots, reborn, stillIn } from './figures.js';

const lastBoot = told('sessions', 'boot');
/** A licence is checked for longer where others work, too. In ms. */
const PATIENCE_MS = 40_000;

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'A customer of two shops wants to be recognised.',
          checks: [
            isIn('web'),
            isIn('jar'),
            check('he visits the web', growth(known('web', 'visits')), moreThan(0)),
            check('he visits the jar', growth(known('jar', 'visits')), moreThan(0)),
          ],
          shows: [{ id: 'customer', text: /logged in +yes +yes/ }],
        },
        {
          says: `The first shop asks a session service who he is; that one has a replica, the replica has a disk, and all of them want to be looked after.`,
          shows: [
            { id: 'sessions', text: 'sessions restored' },
            { id: 'replica', text: /sessions on disk\s[\s\S]*1 session copied/ },
          ],
        },
        {
          says: 'The second shop gives the customer a signed cookie: who he is, until when, and a signature.',
          // The cookie of the first shop is a number of 16 bytes.
          shows: [{ id: 'customer', text: /cookie +32 B +1\d\d B/ }],
        },
      ],
    },
    {
      presses: ['kill web', 'kill jar', 'kill sessions'],
      patienceMs: PATIENCE_MS,
      claims: [
        { says: 'A shop that dies is missed for a moment,', checks: reborn('web', 'jar') },
        { says: 'and nobody has to log in.', checks: [...reborn('web', 'jar'), ...stillIn('web'), ...stillIn('jar')] },
        { says: 'It remembers nothing.', checks: [...reborn('jar'), ...stillIn('jar')] },
        {
          says: 'He is locked out until the service has booted, and then he is in again.',
          checks: outWhileItBoots,
          shows: [{ id: 'web', text: /503 no session service\s[\s\S]*the session service is back/ }],
        },
        {
          says: 'The longest time *locked out*: that of the service is its boot, licence and all;',
          checks: [
            ...outWhileItBoots,
            check('most of it is the boot', (now) => lastBoot(now) / known('web', 'last out')(now), moreThan(0.5)),
          ],
          shows: [{ id: 'sessions', text: /licence check 8 of 8\s+licence: 30 days left\s+1 session restored/ }],
          staysMs: 1000,
        },
        {
          says: 'that of the jar is the start of one small process.',
          checks: [...reborn('jar'), ...outWhileItBoots],
        },
      ],
    },
    {
      presses: ['rm mouse', 'kill fuse'],
      patienceMs: PATIENCE_MS,
      claims: [
        {
          says: 'After the mouse and the fuse the service knows nobody.',
          checks: [...reborn('fuse', 'jar', 'replica', 'sessions', 'web'), ...inAgain('web')],
          shows: [
            { id: 'sessions', text: /\n0 sessions restored/ },
            { id: 'mouse', text: 'rm -rf data' },
          ],
        },
        {
          says: 'The jar does: its customer brought everything along.',
          checks: [...reborn('jar', 'web'), ...stillIn('jar')],
        },
      ],
    },
    {
      presses: ['flip customer', 'copy customer'],
      claims: [
        {
          says: 'One flipped bit, and both refuse the cookie.',
          checks: flipped,
          shows: [{ id: 'customer', text: /flipped +no +no/ }],
          staysMs: 2000,
        },
        {
          says: 'Then he logs out and shows a copy: the service has forgotten it, the jar lets it in.',
          checks: [...copied, ...inAgain('web'), ...inAgain('jar')],
          shows: [{ id: 'customer', text: /copied +no +works/ }],
          staysMs: 2000,
        },
        {
          says: 'The price: what you have given away you cannot call back.',
          checks: [check('the jar has let the copy in', known('jar', 'copied'), is(200))],
        },
      ],
    },
  ],
  unseen: [
    'Yes. Replication kept the data. Availability is the time until somebody answers.',
    '`kill web`, `kill jar`, `kill sessions`. Then all of it: `rm mouse`, `kill fuse`. Then look at the price: `flip customer`, `copy customer`.',
  ],
};

export default claims;
