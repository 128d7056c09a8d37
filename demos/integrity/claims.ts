import { atLeast, type Claims, check, checkEach, growth, is, isUp, moreThan, told } from '../../src/demo/index.js';
import { heard, mended, neverWrong, nobodyNotices, STAYS } from './figures.js';
import { SUM_AT } from './pages.js';

const mouse = (what: string) => told('mouse', what);
const damaged = (disk: string) => growth(told('auditor', `${disk} damaged`));
const samePage = check('it is the page that the mouse has bitten', told('scrubber', 'mended page'), is(mouse('page')));

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Two banks, the same amounts.',
          checks: [
            checkEach(['trusting', 'careful'], 'both tell the right total', (id) => heard(`${id} right`), moreThan(0)),
          ],
          shows: [{ id: 'auditor', text: /trusting +(\d+) right\s+careful +\1 right/ }],
        },
        {
          says: `The careful bank has two copies, a checksum on each page, and a scrubber that reads all of it again and again.`,
          checks: [check('the scrubber goes round', growth(told('scrubber', 'rounds')), atLeast(2))],
          shows: [{ id: 'scrubber', text: 'all pages are whole' }],
        },
        {
          says: 'An auditor knows the right total.',
          shows: [{ id: 'auditor', text: /it should be (\d+)\s+trusting +\1 right/ }],
        },
        { says: 'And there is a mouse.', shows: [{ id: 'mouse', text: 'squeak' }] },
      ],
    },
    {
      presses: ['flip mouse'],
      claims: [
        { says: 'Nobody, but for an auditor who knows the total.', checks: nobodyNotices, staysMs: 2000 },
        {
          says: '`flip mouse`: one byte of the trusting bank and one of the careful bank, at the same place.',
          checks: [
            check('the trusting bank has one more page that is damaged', damaged('trusting'), is(1)),
            mended,
            samePage,
          ],
          shows: [{ id: 'mouse', text: /squeak: page \d+, byte \d+/ }],
        },
        {
          says: 'The trusting bank adds up what it finds on its disk.',
          checks: [check('its total is wrong', growth(heard('trusting wrong')), moreThan(0))],
        },
        {
          says: 'All pages of both banks, as the auditor finds them on the disk. The trusting bank smiles on over a crossed one, with another total.',
          checks: [
            isUp('trusting'),
            check('a page of it is crossed', told('auditor', 'trusting damaged'), moreThan(0)),
            check('its total is wrong', growth(heard('trusting wrong')), moreThan(STAYS)),
          ],
          shows: [
            { id: 'trusting', text: /\d+ :-\)$/ },
            { id: 'auditor', text: /trusting +\d+ wrong/ },
          ],
          staysMs: 2000,
        },
        {
          says: 'In the careful bank the scrubber finds the page and mends it from the other copy; the auditor has not heard one wrong total.',
          checks: [mended, samePage, neverWrong],
          shows: [{ id: 'scrubber', text: /page \d+ of [ab]: mended/ }],
          staysMs: 2000,
        },
      ],
    },
    {
      presses: ['checksum mouse'],
      claims: [
        {
          says: '`checksum mouse`: a byte of a checksum itself.',
          checks: [
            check('the byte is one of the checksum', mouse('byte'), atLeast(SUM_AT)),
            check('the trusting bank is left alone', damaged('trusting'), is(0)),
          ],
        },
        {
          says: 'a damaged checksum only makes a page look damaged that has a good copy elsewhere',
          checks: [mended, samePage, neverWrong],
        },
      ],
    },
    {
      presses: ['both mouse'],
      claims: [
        {
          says: 'At last `both mouse`: the same page in both copies.',
          checks: [
            checkEach(['a', 'b'], 'each copy has a page more that is damaged', damaged, moreThan(0)),
            check('the scrubber has one more page that it cannot mend', growth(told('scrubber', 'lost')), is(1)),
          ],
          shows: [{ id: 'scrubber', text: 'lost in both: page' }],
        },
        {
          says: 'After the last one it says *I do not know*, and stays with it.',
          checks: [
            check('it refuses, and goes on to', heard('careful refused in a row'), moreThan(STAYS)),
            neverWrong,
            check(
              'no page of it looks mended that is lost',
              told('auditor', 'a damaged'),
              is(told('auditor', 'b damaged')),
            ),
          ],
          shows: [
            { id: 'careful', text: /I do not know\.$/ },
            { id: 'auditor', text: /careful +does not know/ },
          ],
          staysMs: 2000,
        },
      ],
    },
  ],
  unseen: ['Yes. And who has one of those?'],
};

export default claims;
