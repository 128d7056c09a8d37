import {
  areTheSame,
  atLeast,
  atMost,
  type Check,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  isReborn,
  lessThan,
  livesOf,
  moreThan,
  type ReadOne,
  told,
} from '../../src/demo/index.js';

const CONTESTANTS = ['erl', 'promises', 'threads', 'nodes'];
const SPIN_MS = 5000;

const started = (id: string) => told(id, 'started');
const sameProcess = areTheSame(['erl'], 'it is the same process of the operating system');

/** A share of the longest bar. */
const share =
  (id: string): ReadOne<number> =>
  (view) =>
    started(id)(view) / Math.max(...CONTESTANTS.map((one) => started(one)(view)));

/** In bytes. On a very busy machine a second may be too short for one thread: then it is larger than could be measured. */
const size =
  (id: string): ReadOne<number> =>
  (view) =>
    started(id)(view) === 0 ? Number.POSITIVE_INFINITY : told(id, 'bytes')(view);

/** For how long nothing was heard of a process, in ms. */
const silence =
  (id: string): ReadOne<number> =>
  ({ at, processes }) =>
    at - (processes[id]?.heardAt ?? Number.NaN);

/** A contest of each is over. */
const overForAll: Check = checkEach(
  CONTESTANTS,
  'each has had its turn',
  (id) => growth(told(id, 'contests')),
  atLeast(1),
);

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: `A real Erlang shell. It has compiled two small modules: *crowd* starts processes, *exchange* is a supervisor of OTP with
            three telephone calls.`,
          checks: [
            checkEach(['contests', 'restarts', 'given up'], 'nothing has happened', (what) => told('erl', what), is(0)),
          ],
          shows: [
            { id: 'erl', text: /Eshell V[\s\S]+c\(crowd\), c\(exchange\), exchange:open\(\)\.\s+<\d+\.\d+\.\d+>\s+2>/ },
          ],
        },
        {
          says: 'Beside it three Node programs that start promises, threads and processes.',
          shows: ['promises', 'threads', 'nodes'].map((id) => ({ id, text: `${id}: at your service` })),
        },
      ],
    },
    {
      presses: ['spawn erl', 'spawn promises', 'spawn threads', 'spawn nodes'],
      claims: [
        {
          says: 'Everybody gets one second and 512 MB, and must have them all alive at the same time.',
          checks: [
            overForAll,
            check('Erlang has no more than its second', told('erl', 'ms'), atMost(1500)),
            checkEach(
              ['erl', 'promises'],
              'nobody takes much more than the memory',
              (id) => (view) => started(id)(view) * told(id, 'bytes')(view),
              atMost(1.3 * 512 * 2 ** 20),
            ),
          ],
          shows: [
            { id: 'erl', text: /started => \d+/ },
            { id: 'promises', text: /[\d,]+, \d+ B each/ },
            { id: 'threads', text: /\d+, [\d.]+ M?B each|not one in time/ },
            { id: 'nodes', text: /(?:\d+, [\d.]+ M?B each|not one in time)\s+each boots in \d+ ms/ },
          ],
          staysMs: 2000,
        },
        {
          says: 'Thousands Yes, tens of thousands as a rule: about three kilobytes each, and no call into the operating system.',
          checks: [
            overForAll,
            check(
              'in the time in which one Node process boots',
              (now) => (started('erl')(now) / told('erl', 'ms')(now)) * told('nodes', 'boot_ms')(now),
              atLeast(2000),
            ),
            check('not two kilobytes', told('erl', 'bytes'), moreThan(2000)),
            check('not four', told('erl', 'bytes'), lessThan(4000)),
          ],
        },
        {
          says: 'The bars: two have a length, two are slivers.',
          checks: [
            overForAll,
            checkEach(['erl', 'promises'], 'two have a length', share, atLeast(0.1)),
            checkEach(['threads', 'nodes'], 'two are not', share, lessThan(0.005)),
          ],
          staysMs: 2000,
        },
        {
          says: 'Threads get no further than that in a whole second.',
          checks: [overForAll, check('dozens, and not hundreds', started('threads'), lessThan(200))],
          shows: [{ id: 'threads', text: /^threads: at your service\s+(?:[1-9]\d*, [\d.]+ M?B each|not one in time)/ }],
        },
        {
          says: 'A promise is the smallest of all,',
          checks: [
            overForAll,
            checkEach(['erl', 'threads', 'nodes'], 'all others are larger', size, moreThan(told('promises', 'bytes'))),
          ],
        },
      ],
    },
    {
      presses: ['crash erl'],
      claims: [
        {
          says: 'Then `crash erl`: it kills granny, in Erlang.',
          shows: [
            {
              id: 'erl',
              text: /exchange:hang_up\(granny\)\.\s+#\{is => <\d+\.\d+\.\d+>,\s*was => <\d+\.\d+\.\d+>\}\s+\d+>$/,
            },
          ],
          staysMs: 2000,
        },
        {
          says: 'After her crash granny has another pid; the process of the operating system has not, and no cross.',
          checks: [
            check('the supervisor of OTP has started another granny', growth(told('erl', 'restarts')), is(1)),
            sameProcess,
            check('it is in its first life', livesOf('erl'), is(1)),
          ],
        },
      ],
    },
    {
      presses: ['crash promises'],
      claims: [
        {
          says: '`crash promises`: of a thousand one throws.',
          shows: [{ id: 'promises', text: /Error: one of 1,000 threw[\s\S]+exit 1/ }],
          staysMs: 2000,
        },
        {
          says: 'but they share one fate: where one throws, the process is gone, with a cross in its lane, and their bar is back to nothing.',
          checks: [
            ...isReborn('promises'),
            check('it ended by itself', ({ processes }) => processes.promises?.lastExit?.code ?? Number.NaN, is(1)),
            check('the bar is back', started('promises'), is(0)),
            sameProcess,
          ],
          staysMs: 2000,
        },
      ],
    },
    {
      presses: ['loop erl'],
      claims: [
        {
          says: 'Then `loop erl`: four times somebody hangs up on granny.',
          shows: [{ id: 'erl', text: '[exchange:hang_up(granny) || _<-[1,2,3,4]].' }],
        },
        {
          says: 'After the loop the supervisor is `undefined`: three deaths within five seconds are allowed, one more is not.',
          checks: [
            check('it has given up', growth(told('erl', 'given up')), is(1)),
            check('it has restarted her three times at most', growth(told('erl', 'restarts')), atMost(3)),
            sameProcess,
          ],
          shows: [{ id: 'erl', text: /is => nobody[\s\S]+whereis\(exchange\)\.\s+undefined\s+\d+>$/ }],
          staysMs: 2000,
        },
        {
          says: 'The pulse of that lane was the calls, so it is flat.',
          checks: [
            check('it has given up', growth(told('erl', 'given up')), is(1)),
            check('nothing is heard', silence('erl'), moreThan(1600)),
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['open erl'],
      claims: [
        {
          says: '`open erl` begins again.',
          checks: [check('the calls are heard', silence('erl'), lessThan(1600))],
          shows: [{ id: 'erl', text: /exchange:open\(\)\.\s+<\d+\.\d+\.\d+>\s+\d+>$/ }],
          staysMs: 1500,
        },
      ],
    },
    {
      presses: ['spin erl'],
      claims: [
        {
          says: 'At last an endless loop, for five seconds. `spin erl` starts one, and asks the shell meanwhile what 1 + 1 is.',
          shows: [{ id: 'erl', text: /spawn\(fun F\(\) -> F\(\) end\)\)\.\s+\{ok,[\s\S]+1 \+ 1\.\s+2\s+\d+>$/ }],
        },
        {
          says: 'Erlang can add in the middle of an endless loop.',
          checks: [
            check('it answers long before the loop is over', told('erl', 'answered in'), lessThan(SPIN_MS / 2)),
            sameProcess,
          ],
          shows: [{ id: 'erl', text: /1 \+ 1\.\s+2\s+\d+>$/ }],
        },
      ],
    },
    {
      presses: ['spin promises'],
      claims: [
        {
          says: '`spin promises` is the same among promises.',
          shows: [{ id: 'promises', text: 'an endless loop' }],
        },
        {
          says: 'Promises have no pulse',
          checks: [
            check('nothing is heard', silence('promises'), moreThan(2000)),
            areTheSame(['promises'], 'it is alive'),
          ],
        },
        {
          says: 'until theirs is over.',
          shows: [{ id: 'promises', text: /an endless loop\s+five seconds later$/ }],
        },
      ],
    },
  ],
  unseen: ['`spawn erl`, `spawn promises`, `spawn threads`, `spawn nodes`, one after the other.'],
};

export default claims;
