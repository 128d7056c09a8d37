/** Supervisors below supervisors, and children that take them along. */
import { RESTARTS } from '../../../src/supervisor/spec.js';
import type { Command, Spec, Tree } from '../commands.js';
import { boot, call, change, children, exit, plan, REASONS, release, stop, times } from './say.js';

const middle = (more: Partial<Spec> = {}, flags: Partial<Tree> = {}): Spec => ({
  id: 'm',
  ...more,
  tree: {
    intensity: 1,
    ...flags,
    children: [{ id: 'b' }, { id: 'n', tree: { intensity: 1, children: children('c', 'd') } }],
  },
});

export const trees: Record<string, Command[]> = {
  ...Object.fromEntries(
    RESTARTS.map((restart): [string, Command[]] => [
      `three levels: from a leaf up to the end, by way of a ${restart} supervisor`,
      [boot({ intensity: 1, children: [{ id: 'a' }, middle({ restart })] }), ...times(9, exit('c')), exit('b'), stop],
    ]),
  ),
  'a subtree is a child like any other': [
    boot({ strategy: 'rest_for_one', intensity: 3, children: [{ id: 'a' }, middle(), { id: 'z' }] }),
    call('terminate_child', 'm'),
    call('start_child', { id: 'e' }, 'm'),
    call('restart_child', 'm'),
    call('start_child', { id: 'e' }, 'm'),
    exit('e'),
    exit('a'),
    ...plan('d', 'fail'),
    exit('a'),
    stop,
  ],
};

const auto = { autoShutdown: 'any_significant' } as const;
const significant = (id: string, restart: Spec['restart'] = 'temporary'): Spec => ({ id, restart, significant: true });

export const shutdowns: Record<string, Command[]> = {
  ...Object.fromEntries(
    (['any_significant', 'all_significant'] as const).flatMap((autoShutdown) =>
      REASONS.map((reason): [string, Command[]] => [
        `${autoShutdown}, ${reason}`,
        [
          boot({
            autoShutdown,
            intensity: 9,
            children: [significant('s', 'transient'), significant('t'), { id: 'p' }],
          }),
          exit('s', reason),
          exit('t', reason),
          exit('s', 'normal'),
          stop,
        ],
      ]),
    ),
  ),
  'significant: not by a call, not as a bystander': [
    boot({
      ...auto,
      strategy: 'one_for_all',
      children: [significant('s', 'transient'), significant('t'), { id: 'p' }],
    }),
    call('terminate_child', 's'),
    exit('p'),
    call('terminate_child', 's'),
    stop,
  ],
  ...Object.fromEntries(
    (['any_significant', 'all_significant'] as const).map((autoShutdown): [string, Command[]] => [
      `a temporary significant child that rest_for_one removes does not end the supervisor under ${autoShutdown}`,
      [
        boot({
          autoShutdown,
          strategy: 'rest_for_one',
          intensity: 9,
          children: [{ id: 'a' }, significant('t'), { id: 'p' }],
        }),
        exit('a'),
        exit('p'),
        stop,
      ],
    ]),
  ),
  'significant: a supervisor that ends by it ends the next one only if it is significant there': [
    boot({
      ...auto,
      intensity: 0,
      children: [
        { id: 'u', restart: 'transient', tree: { ...auto, children: [significant('a')] } },
        { ...significant('v', 'transient'), tree: { ...auto, children: [significant('b')] } },
      ],
    }),
    exit('a'),
    exit('b'),
  ],
  'significant: one that waits for its restart is not the end of it': [
    boot({
      autoShutdown: 'all_significant',
      intensity: 9,
      children: [significant('s', 'transient'), significant('t')],
    }),
    ...plan('s', 'hold'),
    exit('s'),
    exit('t', 'normal'),
    release('fail'),
    exit('s', 'normal'),
  ],
  'significant by a change, and no more by the next': [
    boot({
      children: [
        { id: 'a', restart: 'transient' },
        { id: 'b', restart: 'transient' },
      ],
    }),
    change({ ...auto, children: [significant('a', 'transient'), { id: 'b', restart: 'transient' }] }),
    exit('b', 'normal'),
    change({ children: [{ id: 'a', restart: 'transient' }] }),
    call('restart_child', 'b'),
    change({ ...auto, children: [{ id: 'a', restart: 'transient' }, significant('b', 'transient')] }),
    exit('a', 'normal'),
    exit('b', 'normal'),
  ],
};
