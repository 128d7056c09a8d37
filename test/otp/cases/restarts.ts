/** The children that are restarted, in which order, how often, and how it ends. */
import { RESTARTS, STRATEGIES } from '../../../src/supervisor/spec.js';
import type { Command } from '../commands.js';
import { boot, call, children, exit, plan, REASONS, release, stop, times } from './say.js';

const GROUPS = STRATEGIES.filter((strategy) => strategy !== 'simple_one_for_one');

export const order: Record<string, Command[]> = {
  'order of children: by the list, not by name': [
    boot({ strategy: 'rest_for_one', intensity: 3, children: children('c', 'e', 'a', 'd', 'b') }),
    exit('a'),
    stop,
  ],
  ...Object.fromEntries(
    GROUPS.flatMap((strategy): [string, Command[]][] => [
      [
        `${strategy}: the third crash is one too many`,
        [boot({ strategy, intensity: 2, children: children('a', 'b', 'c') }), ...times(3, exit('b'))],
      ],
      [
        `${strategy}: a start that fails again and again escalates`,
        [
          boot({ strategy, intensity: 4, children: children('a', 'b', 'c') }),
          ...plan('b', 'fail', 'die', 'fail', 'fail', 'fail', 'fail'),
          exit('b'),
        ],
      ],
      [
        `${strategy}: another child fails to restart`,
        [
          boot({ strategy, intensity: 4, children: children('a', 'b', 'c') }),
          ...plan('b', 'fail', 'fail'),
          exit('a'),
          exit('c'),
          stop,
        ],
      ],
      [
        `${strategy}: a temporary bystander is not restarted`,
        [
          boot({ strategy, intensity: 4, children: [{ id: 'a' }, { id: 't', restart: 'temporary' }, { id: 'b' }] }),
          exit('a'),
          call('restart_child', 't'),
          exit('b'),
          stop,
        ],
      ],
    ]),
  ),
};

/** The ends of `ids` are told in this order while the supervisor waits for another child. */
const told = (...ids: string[]): Command[] => [
  boot({ strategy: 'rest_for_one', intensity: 1, children: children('a', 'b', 'c', 'd') }),
  ...plan('d', 'deaf'),
  call('terminate_child', 'd'),
  ...ids.map((id) => exit(id)),
  release('ok'),
  stop,
];

export const deaths: Record<string, Command[]> = {
  'rest_for_one with intensity 1 survives three deaths when they are told in start order': told('a', 'b', 'c'),
  'rest_for_one with intensity 1 ends by three deaths when they are told in reverse order': told('c', 'b', 'a'),
};

export const loop: Record<string, Command[]> = Object.fromEntries(
  GROUPS.map((strategy): [string, Command[]] => [
    `${strategy}: a restart loop that hangs is asked, ended and started again`,
    [
      boot({ strategy, intensity: 9, children: children('a', 'b', 'c') }),
      ...plan('b', 'hold', 'hold', 'hold'),
      exit('b'),
      ...['a', 'b', 'c'].flatMap((id) => [call('start_child', { id }), call('restart_child', id)]),
      call('delete_child', 'b'),
      release('fail'),
      call('terminate_child', 'b'),
      release('fail'),
      call('restart_child', 'b'),
      release('ok'),
      exit('b'),
      stop,
    ],
  ]),
);

export const exits: Record<string, Command[]> = Object.fromEntries(
  RESTARTS.flatMap((restart) =>
    REASONS.flatMap((reason): [string, Command[]][] => [
      [
        `${restart} ends by ${reason}`,
        [
          boot({ intensity: 2, children: [{ id: 'a', restart }, { id: 'b' }] }),
          exit('a', reason),
          call('start_child', { id: 'a', restart }),
          call('delete_child', 'a'),
          stop,
        ],
      ],
      [
        `${restart} ends by ${reason} while the supervisor ends`,
        [
          boot({ children: [{ id: 'a', restart }, { id: 'b' }, { id: 'c', restart }] }),
          ...plan('b', 'deaf'),
          call('terminate_child', 'b'),
          exit('c', reason),
          exit('a', reason),
          exit('b', reason),
          stop,
        ],
      ],
    ]),
  ),
);

export const ends: Record<string, Command[]> = {
  'a deaf child is killed when patience ends; the killed, the polite and the waiting': [
    boot({
      intensity: 0,
      children: [
        { id: 'a', shutdown: 'infinity' },
        { id: 'b', shutdown: 30 },
        { id: 'c', shutdown: 'brutal_kill' },
        { id: 'd' },
      ],
    }),
    ...plan('a', 'deaf'),
    ...plan('b', 'deaf'),
    ...plan('c', 'deaf'),
    exit('d'),
    { do: 'outlast', id: 'b' },
    release('ok'),
  ],
  'who dies while its end is already asked for is not restarted': [
    boot({ intensity: 9, children: children('a', 'b', 'c') }),
    ...plan('a', 'hold'),
    exit('a'),
    call('terminate_child', 'b'),
    exit('b'),
    exit('c'),
    call('terminate_child', 'c'),
    release('ok'),
    stop,
  ],
  'a deaf child that was added is killed too': [
    boot({ children: [] }),
    call('start_child', { id: 'a', shutdown: 30 }),
    ...plan('a', 'deaf'),
    call('terminate_child', 'a'),
    { do: 'outlast', id: 'a' },
    call('restart_child', 'a'),
    stop,
  ],
  // The only one that takes its time: OTP counts whole seconds.
  'restarts further apart than the period never escalate': [
    boot({ intensity: 1, period: 1, children: children('a') }),
    exit('a'),
    { do: 'pass', ms: 2100 },
    exit('a'),
    exit('a'),
  ],
};
