import {
  atLeast,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  isUp,
  lessThan,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';
import { availability } from '../../src/log/figures.js';
import type { View } from '../../src/log/view.js';

const OTHERS = ['hasty', 'drill', 'smart'];
const VILLAGES = ['dicey', ...OTHERS];
const HOMES = 200;
const online = (village: string) => told(village, 'online');
const recovered = (village: string) => growth(told(village, 'recoveries'));
const isBack = (village: string) => [
  check(`${village} is online`, online(village), is(HOMES)),
  check(`${village} was not, and has recovered`, recovered(village), moreThan(0)),
];
const notBack = (village: string) => [
  check(`${village} is not online`, online(village), lessThan(HOMES)),
  check(`${village} has not recovered`, recovered(village), is(0)),
];
const processesUp = (view: View) => 100 * (availability(view, view.at) ?? Number.NaN);

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Four villages of two hundred homes, each with one router.',
          checks: [
            checkEach(VILLAGES, 'all homes are online', online, is(HOMES)),
            ...VILLAGES.map((id) => isUp(`r-${id}`)),
          ],
        },
      ],
    },
    {
      presses: ['kill r-dicey', 'kill r-hasty', 'kill r-drill', 'kill r-smart'],
      isFresh: true,
      patienceMs: 40_000,
      claims: [
        {
          says: 'A router takes any number of homes, but not all at the same moment: when more than forty call within 200 ms, it faints. A supervisor plugs it in again.',
          checks: [checkEach(OTHERS, 'it lives again', (id) => growth(livesOf(`r-${id}`)), atLeast(2))],
          shows: [{ id: 'r-hasty', text: /41 in 200 ms! I faint\.\s+── exit 1 after[\s\S]*plugged in/ }],
        },
        {
          says: 'dicey Yes. Forty homes a second, and the router does not even notice.',
          checks: [
            ...isBack('dicey'),
            check('its router was rebooted once', growth(livesOf('r-dicey')), is(1)),
            ...OTHERS.flatMap(notBack),
          ],
        },
        {
          says: 'The switchboard has a jack for each home. Dicey’s fill up and stay.',
          checks: isBack('dicey'),
          staysMs: 1000,
        },
        {
          says: 'Of the others some are online for a moment, and are thrown out with all the rest; their routers count how often they have fainted.',
          checks: [
            ...OTHERS.flatMap(notBack),
            checkEach(OTHERS, 'some were online', (id) => growth(told(id, 'thrown out')), moreThan(0)),
            checkEach(OTHERS, 'the router has fainted', (id) => told(`r-${id}`, 'faints'), moreThan(0)),
          ],
          shows: OTHERS.map((id) => ({ id: `r-${id}`, text: /fainted \d+×/ })),
        },
        {
          says: 'And *processes up*, among the figures above it (in a small window, scroll up to them)? It stays above 80 %, because most processes are up. The homes are not asked.',
          checks: [
            check('it is above eighty', processesUp, moreThan(80)),
            checkEach(OTHERS, 'most homes are dark', online, lessThan(HOMES / 2)),
          ],
        },
      ],
    },
    {
      presses: ['dice drill', 'dice smart', 'dice hasty'],
      follows: true,
      patienceMs: 60_000,
      claims: [
        {
          says: 'With dice, drill and smart come back. Hasty does not: chance times next to nothing is next to nothing.',
          checks: [
            ...isBack('drill'),
            ...isBack('smart'),
            ...notBack('hasty'),
            check('the router of hasty faints on', growth(told('r-hasty', 'faints')), moreThan(1)),
          ],
        },
      ],
    },
  ],
  unseen: [
    'A home that is cut off calls again. When, is the rule of its village:',
    '- **hasty**: at once, and again at once - **drill**: after exactly five seconds - **smart**: after 0.1 s, 0.2 s, 0.4 s, 0.8 s … (exponential back-off, as in the book) - **dicey**: at some moment within five seconds; each home throws its own dice',
    '`kill r-dicey`, and then `kill r-hasty`, `kill r-drill`, `kill r-smart`.',
    'When you have seen enough, give the others dice, and their rule is multiplied by chance: `dice drill`, `dice smart`, and `dice hasty`.',
  ],
};

export default claims;
