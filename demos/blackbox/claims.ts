import { atLeast, type Claims, check, is, isReborn, moreThan, told } from '../../src/demo/index.js';
import { breadComesOut, eaten, fewMakeToast, noSliceTells, toastAgain, wasEverywhere } from './figures.js';

/** In percent. Four of the twelve knobs are looked at when it starts, so two of three do not: this is far below. */
const MANY = 33;

const claims: Claims = {
  acts: [
    {
      presses: [],
      claims: [
        {
          says: 'Beside it somebody has breakfast, from a toaster with one lever.',
          checks: [check('a slice is eaten', eaten('toast'), moreThan(0))],
          shows: [
            { id: 'guest', text: 'crunch' },
            { id: 'toaster', text: /toast$/ },
          ],
        },
      ],
    },
    {
      presses: ['twiddle chimp'],
      patienceMs: 60_000,
      claims: [
        { says: 'Fewer than one in five.', checks: fewMakeToast },
        {
          says: 'A chimp turns all knobs as it likes, starts both toasters as real processes, and puts a slice into each: thirty times.',
          checks: wasEverywhere,
          shows: [{ id: 'chimp', text: /twelve knobs: \d+ % toast\none lever: \d+ % toast$/ }],
        },
        {
          says: "A slice for each toaster: many of the chimp's smoke at the start.",
          checks: [...wasEverywhere, check('many smoke', told('chimp', 'A smoke'), atLeast(MANY))],
        },
        {
          says: 'Worse are those that look fine and fail at the first slice: a process that is up, and no toast.',
          checks: [...wasEverywhere, check('some look fine', told('chimp', 'A late'), moreThan(0))],
        },
        {
          says: 'The lever is never wrong.',
          checks: [...wasEverywhere, check('all with one lever make toast', told('chimp', 'B toast'), is(100))],
        },
      ],
    },
    {
      presses: ['wedge toaster'],
      claims: [
        {
          says: 'Then `wedge toaster`: something inside breaks.',
          checks: breadComesOut,
          shows: [
            { id: 'guest', text: /that is bread$/ },
            { id: 'toaster', text: /bread$/ },
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['kill toaster'],
      follows: true,
      claims: [
        {
          says: 'A wedge is mended by the plug.',
          checks: [...isReborn('toaster'), ...toastAgain],
          shows: [
            { id: 'guest', text: /crunch$/ },
            { id: 'toaster', text: /toast$/ },
          ],
          staysMs: 1000,
        },
      ],
    },
    {
      presses: ['swap toaster'],
      claims: [
        {
          says: 'Last, `swap toaster`: another toaster, with gas instead of a coil, is put behind the same lever.',
          checks: [...isReborn('toaster'), ...noSliceTells],
          shows: [{ id: 'toaster', text: /ready, with (gas|a coil)/ }],
        },
        {
          says: 'And look at breakfast during the swap: a pause, if you listen closely, and no cold slice.',
          checks: [...isReborn('toaster'), ...noSliceTells],
          shows: [{ id: 'guest', text: /crunch$/ }],
        },
      ],
    },
  ],
  unseen: [
    'Two toasters. The first has twelve knobs with four settings each, and three of every four are fine. The second has one lever.',
    'Yes, and far fewer: 0.75 to the power of twelve is 3 %, one in thirty. A knob does not add to the ways to be wrong, it multiplies them.',
    '`twiddle chimp`.',
    'Then `kill toaster`.',
  ],
};

export default claims;
