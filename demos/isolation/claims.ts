import {
  areTheSame,
  type Check,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  isUp,
  lessThan,
  livesOf,
  notAsBefore,
  pidOf,
  type Read,
  stateOf,
  told,
} from '../../src/demo/index.js';
import type { View } from '../../src/log/view.js';

const LINES = Array.from({ length: 12 }, (_, at) => `line-${at + 1}`);
const OTHERS = LINES.filter((id) => id !== 'line-7');
const calls = (id: string) => told(id, 'calls');
const pids = (ids: string[]) => (view: View) => new Set(ids.map((id) => view.processes[id]?.pid ?? 0)).size;

/** A call says four words a second; who has said none for so long, in ms, does not talk. */
const PAUSE_MS = 1500;
const silence =
  (id: string): Read =>
  ({ at, processes }) =>
    at - (processes[id]?.heardAt ?? Number.NaN);
const talk = (ids: string[], says: string): Check => checkEach(ids, says, silence, lessThan(PAUSE_MS));

const isGone = (id: string) => check(`${id} is gone, and stays away`, stateOf(id), is('off'));
const aloneIsReborn = (times: number): Check[] => [
  isUp('line-7'),
  check('line 7 was reborn as often as it was hurt', growth(livesOf('line-7')), is(times)),
  talk(LINES, 'all twelve talk'),
  areTheSame(OTHERS, 'the eleven others are in their old processes'),
];

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'A telephone exchange with twelve calls, built three times. First as twelve **objects** in one process. Then as twelve **threads** of one process. Then as twelve **processes**.',
          checks: [
            checkEach(['objects', 'threads'], 'twelve calls in one process', calls, is(12)),
            checkEach(LINES, 'one call in a process', calls, is(1)),
            talk(['objects', 'threads', ...LINES], 'all talk'),
          ],
        },
        {
          says: 'Your grandmother is on line 7, in each of them: it says GRANDMA there.',
          shows: [
            ...['objects', 'threads'].map((id) => ({ id, text: /^ 7 .*GRANDMA/m })),
            // First, because a cell of a small screen shows no more than a few characters.
            { id: 'line-7', text: /^GRANDMA/m },
          ],
        },
        {
          says: 'The pids: twelve calls, one pid; twelve calls, one pid; twelve calls, twelve pids.',
          checks: [check('fourteen processes carry thirty-six calls', pids(['objects', 'threads', ...LINES]), is(14))],
        },
      ],
    },
    {
      presses: ['throw objects'],
      claims: [
        {
          says: 'The exception hangs up on all twelve objects.',
          checks: [
            isGone('objects'),
            areTheSame(LINES, 'the twelve processes are the same'),
            talk(LINES, 'they talk on'),
          ],
          shows: [{ id: 'objects', text: /TypeError: grandmother is not a/ }],
        },
      ],
    },
    {
      presses: ['throw threads', 'exit threads', 'memory threads', 'abort threads'],
      isFresh: true,
      claims: [
        {
          says: 'each hits another call: `throw threads`, `exit threads`, `memory threads`, `abort threads`;',
          checks: [check('four calls of the threads have ended', growth(calls('threads')), is(-4))],
        },
        {
          says: 'The first four faults end one thread each, and its row says why: eight talk on.',
          checks: [
            isUp('threads'),
            areTheSame(['threads', ...LINES], 'no process has ended'),
            talk(['threads', ...LINES], 'the others talk on'),
          ],
          shows: ['TypeError', 'exit 1', 'out of memory', 'abort() is refused', / 7 .*GRANDMA/, / of 12 calls/].map(
            (text) => ({
              id: 'threads',
              text: typeof text === 'string' ? new RegExp(`ended: ${text.replace('()', '\\(\\)')}`) : text,
            }),
          ),
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['segfault threads'],
      follows: true,
      claims: [
        {
          says: 'a segmentation fault in native code',
          checks: [
            isGone('threads'),
            check(
              'by the kernel',
              ({ processes }) => processes.threads?.lastExit?.signal ?? 'no signal',
              is('SIGSEGV'),
            ),
          ],
        },
        {
          says: 'The fifth ends the eight, too, and grandmother is among them.',
          checks: [isGone('threads'), talk(LINES, 'the processes talk on')],
          shows: [{ id: 'threads', text: 'SIGSEGV' }],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['throw line-7'],
      claims: [{ says: 'Then do the same to grandmother: `throw line-7`,', checks: aloneIsReborn(1) }],
    },
    { presses: ['exit line-7'], claims: [{ says: '`exit line-7`,', checks: aloneIsReborn(1) }] },
    { presses: ['memory line-7'], claims: [{ says: '`memory line-7`,', checks: aloneIsReborn(1) }] },
    { presses: ['abort line-7'], claims: [{ says: '`abort line-7`,', checks: aloneIsReborn(1) }] },
    {
      presses: ['segfault line-7'],
      claims: [
        {
          says: 'After `segfault line-7` eleven pids are what they were, and the twelfth is new: somebody has called back.',
          checks: [...aloneIsReborn(1), check('its pid is new', pidOf('line-7'), notAsBefore(pidOf('line-7')))],
        },
      ],
    },
  ],
  unseen: [
    'Something goes wrong inside one call.',
    'Yes. Threads share the memory of one process, and when the kernel ends a process, it ends all of it.',
    'First `throw objects`: one exception in the first build. Then try the threads, one fault after the other;',
    'the last one is `segfault threads`.',
    'and `segfault line-7`.',
    'Count who is still talking.',
  ],
};

export default claims;
