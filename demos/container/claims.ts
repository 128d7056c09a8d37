import { atLeast, atMost, type Claims, check, growth, is, isReborn, moreThan, told } from '../../src/demo/index.js';
import { commonerDies, kingIsDeaf, nobodySurvives, outsideGoesOn, seen, seesHisOwnPeople } from './figures.js';
import { LIMITS } from './limits.js';

/** Processes that are refused at the wall end, and some may at the same time: for so many there may be room at the end. */
const ROOM = 6;
/** Threads count in the castle, and the king has a dozen. */
const MANY_BOMBS = 40;

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'One program, twice: a server with three subjects, and no handler for any signal.',
          checks: [seesHisOwnPeople],
        },
        {
          says: 'Under *Ordinary* it is an **ordinary process**.',
          shows: [{ id: 'commoner', text: /I am process \d\d+/ }],
        },
        {
          says: `Under *Process 1* it is **process 1 of a container**: it has process numbers of its own, a network of its own that leads nowhere, and walls: 64 processes, and memory of 256 MB
            (1024 MB where nobody may make a control group).`,
          shows: [{ id: 'king', text: /I am process 1\nprocesses: 4, networks: 0[\s\S]*64 processes, (256|1024) MB/ }],
        },
        {
          says: 'That is Docker where its engine answers, else bubblewrap or `unshare`: the same features of the kernel.',
          shows: [{ id: 'king', text: /^(docker|bwrap|unshare), /m }],
        },
        {
          says: 'A neighbour outside starts a process four times a second, and asks both what they see.',
          checks: [check('processes start', growth(seen('started')), atLeast(4))],
          shows: [{ id: 'neighbour', text: /commoner +\d\d+ +\d+ +0\nking +1 +4 +0/ }],
        },
      ],
    },
    {
      presses: ['term commoner', 'dismiss king'],
      claims: [
        { says: 'The ordinary one', checks: [...commonerDies, ...kingIsDeaf] },
        {
          says: '`term commoner`, then `dismiss king`, which is the same TERM.',
          checks: commonerDies,
          shows: [
            { id: 'commoner', text: /SIGTERM/ },
            { id: 'king', text: 'kill -TERM: pardon?' },
          ],
          staysMs: 1000,
        },
        { says: 'The king answers on after TERM.', checks: kingIsDeaf },
      ],
    },
    {
      presses: ['bomb king'],
      claims: [
        {
          says: 'Then `bomb king`: a fork bomb, lit only after the castle has read from the kernel that the walls stand.',
          checks: [check('the walls stand', told('king', 'walled'), is(1))],
          shows: [{ id: 'king', text: 'bomb!' }],
        },
        {
          says: 'The bomb fills the bar up to the wall (threads count as well), and there it stays;',
          checks: [
            check('it is full', seen('threads'), atLeast(LIMITS.processes - ROOM)),
            check('it is not fuller than the wall', seen('threads'), atMost(LIMITS.processes)),
          ],
          staysMs: 2000,
        },
        { says: '`refused` grows,', checks: [check('more are refused', growth(seen('refused')), moreThan(0))] },
        { says: 'and the neighbour outside starts a process as quickly as before.', checks: outsideGoesOn },
      ],
    },
    {
      // Once more, where there is no room for it.
      presses: ['bomb king', 'execute king'],
      follows: true,
      claims: [
        {
          says: 'One `kill -9`, and all of it is gone: the king, his subjects, fifty bombs.',
          checks: [...nobodySurvives, check('the bombs too', told('king', 'people lost'), moreThan(MANY_BOMBS))],
        },
        {
          says: 'Then `execute king`: `kill -9` of process 1.',
          checks: isReborn('king'),
          shows: [{ id: 'king', text: 'the king is dead' }],
        },
        {
          says: 'A new castle counts the people of the last one: none survived.',
          checks: nobodySurvives,
          shows: [{ id: 'king', text: /of the last [4-6]\d, 0 live/ }],
          staysMs: 2000,
        },
      ],
    },
    {
      presses: ['eat king'],
      claims: [
        {
          says: 'Last, `eat king`: he takes memory until his own wall stops him.',
          checks: isReborn('king'),
          shows: [{ id: 'king', text: /eat!\n[\s\S]*the king is dead/ }],
        },
        {
          says: 'A king who eats too much dies of it, and outside nobody notices.',
          checks: [...isReborn('king'), ...outsideGoesOn],
        },
      ],
    },
    // The next king, of whom a learner may ask the question of the lesson once more.
    { presses: ['dismiss king'], claims: [{ says: 'The king answers on after TERM.', checks: kingIsDeaf }] },
  ],
  unseen: [
    'Yes. The kernel spares process 1 every polite signal that it has not asked for: who would adopt the orphans?',
  ],
};

export default claims;
