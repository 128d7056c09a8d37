import {
  atLeast,
  atMost,
  type Claims,
  check,
  checkEach,
  growth,
  is,
  livesOf,
  moreThan,
  pidOf,
  type ReadOne,
  stateOf,
  told,
} from '../../src/demo/index.js';

const counted = (metric: string) => told('plant', metric);
const stationsOf = (line: string) => ['1', '2', '3', '4'].map((station) => `${line}-${station}`);
const [MALIBU, MAXIMA] = [stationsOf('malibu'), stationsOf('maxima')];
const lives: ReadOne<number> = (view) => MAXIMA.reduce((sum, id) => sum + livesOf(id)(view), 0);

const ended = ['malibu', 'maxima'].map((line) =>
  check(`${line} has ended its shift`, growth(counted(`${line} shifts`)), is(1)),
);

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Two car lines of four stations each; every station is a process.',
          checks: [
            check(
              'eight processes',
              (view) => new Set([...MALIBU, ...MAXIMA].map((id) => pidOf(id)(view))).size,
              is(MALIBU.length + MAXIMA.length),
            ),
            checkEach([...MALIBU, ...MAXIMA], 'all are up', stateOf, is('up')),
            checkEach(['malibu', 'maxima'], 'no shift has ended', (line) => counted(`${line} shifts`), is(0)),
          ],
        },
      ],
    },
    {
      presses: ['shift plant'],
      patienceMs: 90_000,
      claims: [
        {
          says: 'A shift is a hundred cars, and both lines get the same parts.',
          checks: [
            ...ended,
            checkEach(
              ['malibu', 'maxima'],
              'a hundred each',
              (line) => (view) => counted(`${line} good`)(view) + counted(`${line} bad`)(view),
              is(100),
            ),
            check(
              'it is the same part that is the first crooked one',
              counted('malibu first crooked'),
              is(counted('maxima first crooked')),
            ),
          ],
        },
        {
          says: 'One part in twenty-five is crooked: it has no bolts.',
          checks: [...ended, check('of four hundred', counted('malibu crooked'), is(16))],
        },
        {
          says: '**Malibu** follows the old rule: the line must not stop. Its stations catch every error and carry on.',
          checks: [...ended, checkEach(MALIBU, 'none was born again', (id) => growth(livesOf(id)), is(0))],
          showsOneOf: MALIBU.map((id) => ({ id, text: 'No problem: Where is my wrench?' })),
          staysMs: 2000,
        },
        {
          says: '**Maxima** looks at each part at the door, and who finds a bad one pulls the cord: the station stops.',
          showsOneOf: MAXIMA.map((id) => ({ id, text: 'STOP! This part has no bolts.' })),
          staysMs: 1000,
        },
        {
          says: 'Its supervisor starts it again, and the car gets another part.',
          checks: [
            ...ended,
            check('a life for each crooked part', growth(lives), atLeast(counted('maxima crooked'))),
            // A part of a shift before may have been on its way.
            check(
              'and no more',
              growth(lives),
              atMost((now) => counted('maxima crooked')(now) + 1),
            ),
            checkEach(MAXIMA, 'all are up', stateOf, is('up')),
          ],
        },
        {
          says: 'Maxima Yes. It stops more than a dozen times, and all of its cars are good.',
          checks: [
            ...ended,
            check(
              'it has built more good ones a minute',
              counted('maxima good a minute'),
              moreThan(counted('malibu good a minute')),
            ),
            check('it stops', growth(lives), moreThan(12)),
            check('all are good', counted('maxima good'), is(100)),
            check('none is bad', counted('maxima bad'), is(0)),
          ],
        },
        {
          says: "The bars: Malibu's good ones stop after a few cars, if not before the first, and its bad ones grow.",
          checks: [
            ...ended,
            check('a few are good', counted('malibu good'), atMost(6)),
            check('all the others are bad', counted('malibu bad'), atLeast(94)),
          ],
          staysMs: 2000,
        },
        {
          says: 'All of its stations are *up*, in their first life; no monitor would wake you.',
          checks: [
            ...ended,
            checkEach(MALIBU, 'they are up', stateOf, is('up')),
            checkEach(MALIBU, 'each is in its first life', livesOf, is(1)),
          ],
          staysMs: 2000,
        },
        {
          says: "All the deaths are Maxima's.",
          checks: [
            ...ended,
            check('there are some', growth(lives), moreThan(0)),
            // Since the beginning: a death before the shift may have its rebirth within the shift.
            check(
              'there are no others',
              ({ kills }) => kills,
              is((now) => lives(now) - MAXIMA.length),
            ),
          ],
        },
      ],
    },
    {
      begins: [check('no line is at work', counted('lines at work'), is(0))],
      patienceMs: 90_000,
      presses: ['poison malibu-3', 'poison maxima-3', 'shift plant'],
      claims: [
        {
          says: 'A part that you poisoned goes the same way: `maxima-3` stops, and is born again before you can read its *STOP!*;',
          checks: [check('it is born again', growth(livesOf('maxima-3')), atLeast(1))],
          shows: [{ id: 'maxima-3', text: /The next part is crooked\.\s+STOP!/ }],
        },
        {
          says: '`malibu-3` says *No problem*, and goes on looking for its wrench.',
          checks: [check('it is in its first life', livesOf('malibu-3'), is(1))],
          shows: [{ id: 'malibu-3', text: /The next part is crooked\.[\s\S]+No problem: Where is my wrench\?/ }],
          staysMs: 1000,
        },
      ],
    },
  ],
  unseen: [
    '`shift plant`. When both lines have a hundred cars, choose who gets a crooked part: `poison malibu-3`, `poison maxima-3`, and once more `shift plant`.',
  ],
};

export default claims;
