import {
  asBefore,
  atLeast,
  atMost,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  isReborn,
  lessThan,
  livesOf,
  moreThan,
  stateOf,
  told,
} from '../../src/demo/index.js';

const LETTERS = 1200;
const LANES = ['stdio', 'pipe', 'unix', 'tcp', 'http', 'zeromq'];
const STREAMS = ['stdio', 'pipe', 'unix', 'tcp'];
const PIPES = ['stdio', 'pipe'];
const SOCKETS = ['unix', 'tcp', 'http'];
const sent = (lane: string) => told('postmaster', `${lane} sent`);
const here = (lane: string) => told('postmaster', `${lane} here`);
const perSecond = (lane: string) => told('postmaster', `${lane} per second`);
const noticed = (lane: string, by: string) => told('postmaster', `${lane} ${by} noticed`);
const NEVER = -1;
/** At once, in ms, on a busy machine. */
const AT_ONCE = 1000;

const atRest = check('nothing moves any more', told('postmaster', 'at rest'), is(1));
const isNew = check('the counts are of this rush', growth(told('postmaster', 'round')), is(1));
const connected = check('all six lanes lead to the reader', told('writer', 'lanes'), is(6));

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Between them run six lanes: standard output, a named pipe, a unix socket, raw TCP, HTTP and ZeroMQ.',
          checks: [connected],
          shows: LANES.map((text) => ({ id: 'postmaster', text })),
        },
      ],
    },
    {
      presses: ['rush writer'],
      patienceMs: 60_000,
      claims: [
        {
          says: '`rush writer` writes 1200 letters on each, 8 kB apiece, as fast as the lane takes them. The writer notes how many it has *sent*, the reader how many are *here*, each in a file that outlives it. A postmaster compares the two.',
          checks: [isNew, checkEach(LANES, 'all letters are sent', sent, is(LETTERS))],
          shows: [{ id: 'postmaster', text: /sent +here[\s\S]*pipe +1200 +1200/ }],
        },
        {
          says: '`rush writer` while both are awake: everything arrives.',
          checks: [isNew, checkEach(LANES, 'all letters are here', here, is(LETTERS)), atRest],
          staysMs: 1000,
        },
        {
          says: 'HTTP brings that answer with it, which makes it the slowest of the six;',
          checks: [
            isNew,
            checkEach(
              LANES.filter((lane) => lane !== 'http'),
              'faster than HTTP',
              perSecond,
              moreThan(perSecond('http')),
            ),
          ],
        },
      ],
    },
    {
      presses: ['freeze reader', 'rush writer'],
      claims: [
        {
          says: 'While the reader sleeps, pipes and sockets call all of it sent, without a word of warning.',
          checks: [
            isNew,
            check('the reader sleeps', stateOf('reader'), is('frozen')),
            checkEach(STREAMS, 'all is sent', sent, is(LETTERS)),
            checkEach(LANES, 'nothing is here', here, is(0)),
            checkEach(
              STREAMS,
              'no lane has noticed anything',
              (lane) => noticed(lane, 'writer'),
              (lane) => asBefore(noticed(lane, 'writer')),
            ),
          ],
          staysMs: 1000,
        },
        {
          says: 'HTTP says none: it waits for its first answer.',
          checks: [isNew, check('HTTP has sent none', sent('http'), is(0))],
          shows: [{ id: 'postmaster', text: /http +0 +0/ }],
          staysMs: 1000,
        },
        {
          says: 'ZeroMQ stops after some hundreds.',
          checks: [
            isNew,
            check('some hundreds', sent('zeromq'), moreThan(200)),
            check('not all', sent('zeromq'), lessThan(LETTERS)),
            atRest,
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['kill writer'],
      follows: true,
      claims: [
        {
          says: 'and when the writer is back, `thaw reader`.',
          checks: [...isReborn('writer'), checkEach(STREAMS, 'all is still sent, and nothing is here', here, is(0))],
        },
      ],
    },
    {
      begins: [
        check('the next writer has all lanes but that of HTTP', told('writer', 'lanes'), is(5)),
        check('the reader sleeps', stateOf('reader'), is('frozen')),
      ],
      presses: ['thaw reader'],
      follows: true,
      claims: [
        {
          says: 'After the thaw you see what was in the lanes: eight letters in each pipe, some more in the unix socket, hundreds in TCP, now and then all of them.',
          checks: [
            checkEach(PIPES, 'eight letters', here, is(8)),
            check('some more in the unix socket', here('unix'), moreThan(8)),
            check('and not many more', here('unix'), lessThan(200)),
            check('hundreds in TCP', here('tcp'), atLeast(200)),
            check('or all of them', here('tcp'), atMost(LETTERS)),
            checkEach(STREAMS, 'all of it was sent', sent, is(LETTERS)),
            atRest,
            connected,
          ],
          shows: [{ id: 'postmaster', text: /pipe +1200 +8 / }],
          staysMs: 1000,
        },
        {
          says: 'Yes: 64 KiB, as much as the kernel keeps in a pipe. All the others were still inside the writer.',
          checks: [check('eight letters of 8 kB', here('pipe'), is(8)), atRest],
        },
        {
          says: 'The right columns tell how soon each death was noticed at the other end. The sleeper could not notice before it woke up: its sockets told it then, and its pipes did not, because the next writer had them by then.',
          checks: [
            checkEach(SOCKETS, 'the sockets tell of the death', (lane) => noticed(lane, 'reader'), atLeast(0)),
            checkEach(PIPES, 'the pipes do not', (lane) => noticed(lane, 'reader'), is(NEVER)),
          ],
          shows: [{ id: 'postmaster', text: /death noticed by\n.*reader +writer/ }],
        },
      ],
    },
    {
      presses: ['kill reader'],
      claims: [
        {
          says: 'The writer notices the death of the reader by its sockets at once, and by a pipe at the next word, which is never far: it mutters ten times a second.',
          checks: [
            ...isReborn('reader'),
            check('the writer is the same', livesOf('writer'), asBefore(livesOf('writer'))),
            checkEach([...SOCKETS, ...PIPES], 'it is noticed', (lane) => noticed(lane, 'writer'), atLeast(0)),
            checkEach(SOCKETS, 'at once', (lane) => noticed(lane, 'writer'), lessThan(AT_ONCE)),
          ],
        },
        {
          says: 'ZeroMQ, unless it is asked for its events, says nothing: it connects again and goes on.',
          checks: [
            check('ZeroMQ says nothing', noticed('zeromq', 'writer'), is(NEVER)),
            check('the reader is back', growth(livesOf('reader')), is(1)),
            connected,
          ],
        },
      ],
    },
  ],
  unseen: [
    'A writer and a reader: two processes that share nothing.',
    'About eight.',
    'Then `freeze reader`, `rush writer`, `kill writer`,',
    'At last, `kill reader`.',
  ],
};

export default claims;
