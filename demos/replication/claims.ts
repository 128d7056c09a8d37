import {
  type Check,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  isReborn,
  isUp,
  lessThan,
  moreThan,
  told,
} from '../../src/demo/index.js';

const SHOPS = ['solo', 'pair'];
const counted = (metric: string) => told('clicker', metric);
const leads = (id: string): Check[] => [isUp(id), check(`${id} is the primary`, told(id, 'primary'), is(1))];
const copies = (id: string) => check(`${id} is the standby`, told(id, 'standby'), is(1));
const goesOn = checkEach(SHOPS, 'clicks go on', (shop) => growth(counted(`${shop} clicks`)), moreThan(20));
const noneLost = [
  checkEach(SHOPS, 'no click is lost', (shop) => counted(`${shop} lost`), is(0)),
  checkEach(SHOPS, 'no two primaries', (shop) => counted(`${shop} split brain`), is(0)),
];

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Two shops count clicks. In the first there is *cold*, alone: when it dies, its supervisor boots it again. In the second there are *anna* and *bert*: one is the primary, the other is booted already and copies every click before it is acknowledged.',
          checks: [...leads('anna'), copies('bert'), ...leads('cold')],
          shows: [
            { id: 'anna', text: /PRIMARY: \d+ clicks/ },
            { id: 'bert', text: /standby: \d+ clicks/ },
          ],
        },
        {
          says: 'A customer, *clicker*, clicks in both, and stops the time.',
          checks: [checkEach(SHOPS, 'clicks', (shop) => counted(`${shop} clicks`), moreThan(0))],
          shows: [{ id: 'clicker', text: /solo \d+ clicks, 0 lost\npair \d+ clicks, 0 lost/ }],
        },
      ],
    },
    {
      presses: ['kill cold'],
      claims: [
        {
          says: '`kill cold`.',
          checks: [...isReborn('cold'), check('the outage is measured', counted('solo outage'), moreThan(0)), goesOn],
          shows: [{ id: 'clicker', text: /solo: \d+ ms without/ }],
        },
      ],
    },
    {
      presses: ['kill anna'],
      claims: [
        {
          says: 'Then `kill anna`, and look who is the primary. It is bert now: `kill bert`.',
          checks: [...leads('bert'), ...isReborn('anna'), copies('anna'), goesOn, ...noneLost],
          shows: [
            { id: 'bert', text: /PRIMARY: \d+ clicks/ },
            { id: 'anna', text: /standby: \d+ clicks/ },
          ],
        },
      ],
    },
    {
      presses: ['kill bert'],
      follows: true,
      claims: [
        {
          says: 'Then freeze the primary in mid-click. That is anna again: `midclick anna`.',
          checks: [...leads('anna'), ...isReborn('bert'), copies('bert'), goesOn, ...noneLost],
          shows: [{ id: 'anna', text: /PRIMARY: \d+ clicks/ }],
        },
      ],
    },
    {
      presses: ['kill cold'],
      follows: true,
      claims: [
        {
          says: 'The outage of a restart beside that of a failover, which is shorter.',
          checks: [
            ...isReborn('cold'),
            check('that of a failover is shorter', counted('pair outage'), lessThan(counted('solo outage'))),
          ],
        },
      ],
    },
    {
      presses: ['midclick anna'],
      follows: true,
      claims: [
        {
          says: 'After a freeze it is longer, over two seconds: a death is told by the kernel at once, a silence has to be waited for.',
          checks: [
            ...leads('bert'),
            check('over two seconds', counted('pair silence'), moreThan(2000)),
            check('longer than after a death', counted('pair silence'), moreThan(counted('pair outage'))),
            goesOn,
          ],
          shows: [
            { id: 'anna', text: 'stopped in mid-click' },
            { id: 'clicker', text: /pair: \d{4,} ms without/ },
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['thaw anna'],
      follows: true,
      claims: [
        {
          says: 'After the thaw, at *clicker*: *pair: term 3 refused*, or whatever term it was.',
          checks: [check('an answer is refused', growth(counted('pair refused')), moreThan(0))],
          shows: [{ id: 'clicker', text: /pair: term \d+ refused/ }],
          staysMs: 2000,
        },
        {
          says: 'It answers the click, for it does not know any better.',
          checks: [check('its late answer has arrived', growth(counted('pair refused')), moreThan(0))],
        },
        {
          says: 'And at the old primary: *replaced. I step down.*',
          checks: [...isReborn('anna'), copies('anna'), ...leads('bert')],
          shows: [{ id: 'anna', text: 'replaced. I step down.' }],
          staysMs: 2000,
        },
        {
          says: 'The lost clicks stay at 0, in the last lines of *clicker*.',
          checks: [goesOn, ...noneLost],
          shows: [{ id: 'clicker', text: /solo \d+ clicks, 0 lost\npair \d+ clicks, 0 lost$/ }],
          staysMs: 2000,
        },
      ],
    },
  ],
  unseen: [
    'Yes. It looked before it answered, and then it was frozen. No second look would help: it could be frozen behind that one, too. So its answer arrives, and the customer must know better.',
    '(If you have gone another way, and it is bert: `midclick bert`.) Wait until the other one is the primary, and thaw the old one: `thaw anna` (or `thaw bert`).',
  ],
};

export default claims;
