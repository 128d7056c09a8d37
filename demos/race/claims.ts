import {
  atLeast,
  atMost,
  type Claims,
  check,
  growth,
  is,
  isReborn,
  lessThan,
  livesOf,
  moreThan,
  type ReadOne,
  told,
} from '../../src/demo/index.js';

const counted = (metric: string) => told('marshal', metric);
const lives = (car: string) => growth(livesOf(car));

/** How long the latest outage of a car lasted, in ms. */
const outage =
  (car: string): ReadOne<number> =>
  ({ processes }) =>
    processes[car]?.history.findLast(({ outageMs }) => outageMs !== undefined)?.outageMs ?? Number.NaN;

/** The entourage takes that much longer than one boot, or more. */
const FAR_LONGER = 2;

const parent =
  (car: string): ReadOne =>
  ({ processes }) =>
    processes[car]?.parent ?? 'nobody';

/** Counted from the flag on: figures of an earlier race stay until the next one begins. */
const won = check('the cockroach wins', growth(counted('cockroach wins')), is(1));

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Each car has a supervisor of its own.',
          checks: [
            check('the one of the diva', parent('diva'), is('pit-diva')),
            check('the one of the cockroach', parent('cockroach'), is('pit-cockroach')),
          ],
        },
      ],
    },
    {
      presses: ['flag marshal'],
      patienceMs: 90_000,
      claims: [
        {
          says: '**Diva** is fast, and her engine lasts 480 laps;',
          shows: [{ id: 'diva', text: 'BANG! The engine. Lap 481' }],
          staysMs: 500,
        },
        {
          says: 'then she needs an entourage of sixty before she drives again (sixty Node processes, one after the other).',
          shows: [{ id: 'diva', text: /waits for the press[\s\S]+60 of them, at last[\s\S]+on the track/ }],
        },
        {
          says: '**Cockroach** is slow, its engine lasts 96 laps, and it starts at once.',
          checks: [
            won,
            check('its best lap is slower', counted('cockroach best lap'), moreThan(counted('diva best lap'))),
            check(
              'it is back much sooner',
              outage('cockroach'),
              lessThan((now) => outage('diva')(now) / FAR_LONGER),
            ),
          ],
          shows: [{ id: 'cockroach', text: 'BANG! The engine. Lap 97' }],
        },
        {
          says: 'A marshal asks both for a lap, eighty times a second.',
          checks: [
            won,
            check('not seldom, on a busy machine', counted('asked a second'), atLeast(40)),
            check('not oftener', counted('asked a second'), atMost(85)),
          ],
        },
        {
          says: 'The first with 600 laps wins, and the race is over.',
          checks: [
            won,
            check('somebody has 600 laps', counted('cockroach laps'), is(600)),
            check('the other has fewer', counted('diva laps'), lessThan(600)),
          ],
          shows: [{ id: 'marshal', text: 'WINNER: COCKROACH' }],
          staysMs: 2000,
        },
        {
          says: 'Cockroach Yes. It is out of order all the time, and never for long.',
          checks: [
            won,
            check(
              'it is reborn much oftener',
              lives('cockroach'),
              moreThan((now, before) => 3 * lives('diva')(now, before)),
            ),
          ],
        },
        {
          says: 'Diva leads until her engine blows, and then she stands.',
          checks: [
            won,
            check('she leads by many laps', counted('diva lead'), moreThan(20)),
            check('her engine blows', lives('diva'), atLeast(1)),
            check(
              'she stands far longer',
              outage('diva'),
              moreThan((now) => FAR_LONGER * outage('cockroach')(now)),
            ),
          ],
        },
        {
          says: 'When the race is over, one car is on the line, and it is not hers.',
          checks: [
            won,
            check('the cockroach is on the line', counted('cockroach laps'), is(counted('distance'))),
            check(
              'the diva is far from it',
              counted('diva laps'),
              lessThan((now) => 0.95 * counted('distance')(now)),
            ),
          ],
          staysMs: 2000,
        },
        {
          says: 'The lives: Cockroach has used up half a dozen by then.',
          checks: [
            check('it has', lives('cockroach'), atLeast(6)),
            check('not twice as many', lives('cockroach'), lessThan(12)),
            won,
          ],
        },
        {
          says: "The marshal's best lap is still Diva's.",
          checks: [won, check('it is hers', counted('diva best lap'), lessThan(counted('cockroach best lap')))],
          shows: [{ id: 'marshal', text: /diva +\d+ % best [\d.]+ ms\s+cockroach +\d+ % best [\d.]+ ms$/ }],
          staysMs: 2000,
        },
      ],
    },
    {
      presses: ['kill cockroach', 'kill diva'],
      claims: [
        {
          says: 'Your own kill costs Cockroach a moment, and Diva her whole entourage.',
          checks: [
            ...isReborn('diva'),
            ...isReborn('cockroach'),
            // No ratio, because on a busy machine the one boot may be the one that has to wait.
            check('the diva was away longer', outage('diva'), moreThan(outage('cockroach'))),
          ],
          shows: [{ id: 'diva', text: /SIGKILL[\s\S]+60 of them, at last[\s\S]+on the track/ }],
        },
      ],
    },
  ],
  unseen: [
    'Two racing cars, that is two servers; each request is a lap.',
    'Press `flag marshal` and watch. Then once more, and while they race, one kill each: `kill cockroach`, `kill diva`.',
    'The track:',
  ],
};

export default claims;
