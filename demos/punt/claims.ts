import { type Claims, check, checkEach, growth, is, livesOf, moreThan, told } from '../../src/demo/index.js';

const SHOPS = ['cling', 'save', 'share', 'punt'];

const grown = (metric: string) => growth(told('visitor', metric));
const diesAndForgets = (shop: string) => [
  check(`${shop} was met in another life`, grown(`${shop} died`), moreThan(0)),
  check(`${shop} has forgotten its visitor`, grown(`${shop} forgot`), moreThan(0)),
];
const knows = (shop: string) => [
  check(`${shop} has not forgotten its visitor`, grown(`${shop} forgot`), is(0)),
  check(`${shop} is visited`, grown(`${shop} visits`), moreThan(0)),
];
const diesAndKnows = (shop: string) => [
  check(`${shop} was met in another life`, grown(`${shop} died`), moreThan(0)),
  ...knows(shop),
];
/** Not as the stranger that he was at first. */
const isAsked = (shop: string) => ({ id: shop, text: /visit \d+[\s\S]*Who are you\?/ });
/** The latest greeting knows him. */
const isGreeted = (shop: string) => ({ id: shop, text: /visit \d+$/ });

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'One visitor, four shops, and each greets him with the number of his visit.',
          shows: SHOPS.map((id) => ({ id, text: /visit \d+/ })),
        },
      ],
    },
    {
      presses: ['kill cling'],
      claims: [
        { says: 'The first *clings*: the number is in its memory.', checks: diesAndForgets('cling') },
        {
          says: 'Cling says it after its own death,',
          checks: diesAndForgets('cling'),
          shows: [isAsked('cling')],
          staysMs: 2000,
        },
      ],
    },
    {
      presses: ['kill save', 'kill share', 'kill punt'],
      claims: [
        {
          says: 'The second *saves* it in a file.',
          checks: diesAndKnows('save'),
          shows: [isGreeted('save')],
        },
        {
          says: 'The third *shares* it with a vault, another process.',
          checks: diesAndKnows('share'),
          shows: [isGreeted('share')],
        },
        {
          says: 'The fourth *punts*: the visitor carries the number himself.',
          checks: diesAndKnows('punt'),
          shows: [isGreeted('punt')],
        },
        {
          says: "The visitor's table: how often each shop died, how often it forgot, how soon it was back.",
          shows: [
            { id: 'visitor', text: /died forgot +back/ },
            ...['save', 'share', 'punt'].map((shop) => ({
              id: 'visitor',
              text: new RegExp(`${shop} +[1-9]\\d* +\\d+ +\\d+ ms`),
            })),
          ],
          staysMs: 2000,
        },
      ],
    },
    {
      presses: ['kill fuse', 'rm mouse'],
      claims: [
        {
          says: 'All of them hang on one fuse,',
          checks: [
            check('the fuse is another one', growth(livesOf('fuse')), is(1)),
            check('the vault, too', growth(livesOf('vault')), is(1)),
            checkEach(SHOPS, 'all died', (shop) => grown(`${shop} died`), moreThan(0)),
          ],
        },
        { says: 'and there is a mouse.', shows: [{ id: 'mouse', text: 'rm -rf data' }] },
        {
          says: 'Punt. Yes. What you do not have, you cannot lose.',
          checks: [
            checkEach(
              ['cling', 'save', 'share'],
              'the others have forgotten',
              (shop) => grown(`${shop} forgot`),
              moreThan(0),
            ),
            ...diesAndKnows('punt'),
          ],
        },
        {
          says: 'save after the mouse.',
          checks: [check('it has', grown('save forgot'), moreThan(0))],
          shows: [isAsked('save')],
          staysMs: 2000,
        },
        {
          says: 'Punt never says it again: it has said it once, and so have they all, to a stranger.',
          checks: [check('it has never forgotten', told('visitor', 'punt forgot'), is(0))],
          shows: [isGreeted('punt')],
          staysMs: 2000,
        },
        {
          says: '*Who are you?* stands in the cell of a shop for two seconds: the sound of lost state.',
          shows: ['cling', 'save', 'share'].map(isAsked),
        },
        {
          says: '*Deaths*, among the figures, counts the fuse as one: the shops that go with it are sent home by their supervisor, and to the visitor that is all the same.',
          checks: [
            check(
              'the fuse alone counts',
              growth(({ kills }) => kills),
              is(1),
            ),
            checkEach(SHOPS, 'the visitor has met each in another life', (shop) => grown(`${shop} died`), is(1)),
          ],
        },
      ],
    },
    {
      presses: ['kill vault'],
      claims: [
        {
          says: 'share after that of the vault,',
          checks: [
            check('the vault is another one', growth(livesOf('vault')), is(1)),
            check('share lives on', growth(livesOf('share')), is(0)),
            check('and has forgotten', grown('share forgot'), moreThan(0)),
          ],
          shows: [isAsked('share')],
          staysMs: 2000,
        },
      ],
    },
  ],
  unseen: [
    '`kill cling`, `kill save`, `kill share`, `kill punt`, one after the other. Then `kill fuse`. Then `rm mouse`. If you like, `kill vault`.',
  ],
};

export default claims;
