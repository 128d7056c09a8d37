/** Children that are made of a template, and specs that change. */
import { RESTARTS } from '../../../src/supervisor/spec.js';
import type { Command } from '../commands.js';
import { boot, call, change, children, exit, plan, REASONS, release, stop, template, VERBS } from './say.js';

export const templates: Record<string, Command[]> = {
  ...Object.fromEntries(
    RESTARTS.flatMap((restart) =>
      REASONS.map((reason): [string, Command[]] => [
        `an instance of a ${restart} template ends by ${reason}`,
        [template({ restart }), call('start_child', ['x_a']), call('start_child', ['x_b']), exit('x_a', reason), stop],
      ]),
    ),
  ),
  'a template has no children by name': [
    template(),
    call('start_child', ['x_a']),
    ...VERBS.map((verb) => call(verb, 'a')),
    call('get_childspec', 'a'),
    call('terminate_child', { pid: 'x_a' }),
    stop,
  ],
  'an instance fails to start, says more, wants no start': [
    template(),
    ...plan('x_a', 'fail'),
    ...plan('x_b', 'info'),
    ...plan('x_c', 'ignore'),
    ...plan('x_d', 'die'),
    ...['x_a', 'x_b', 'x_c', 'x_d'].map((name) => call('start_child', [name])),
    stop,
  ],
  'an instance that is gone is terminated': [
    template({ restart: 'temporary' }),
    call('start_child', ['x_a']),
    exit('x_a'),
    call('terminate_child', { pid: 'x_a' }),
  ],
  'the restart loop of an instance escalates': [
    template(),
    call('start_child', ['x_a']),
    call('start_child', ['x_b']),
    ...plan('x_a', 'fail', 'fail', 'fail', 'fail'),
    exit('x_a'),
  ],
  'the restart loop of an instance is ended by its last pid': [
    template(),
    call('start_child', ['x_a']),
    ...plan('x_a', 'hold'),
    exit('x_a'),
    call('terminate_child', { pid: 'x_a' }),
    release('fail'),
    stop,
  ],
  'a significant instance': [
    template({ restart: 'transient', significant: true }, { autoShutdown: 'all_significant' }),
    call('start_child', ['x_a']),
    call('start_child', ['x_b']),
    call('terminate_child', { pid: 'x_a' }),
    exit('x_b', 'normal'),
  ],
  'the flags of a template are changed': [
    template(),
    call('start_child', ['x_a']),
    change({ strategy: 'simple_one_for_one', intensity: 0, children: children('a') }),
    call('start_child', ['x_b']),
    exit('x_a'),
  ],
};

export const changes: Record<string, Command[]> = {
  'a change keeps who runs, and the next start is by the new spec': [
    boot({ intensity: 9, children: [{ id: 'a' }, { id: 'b', shutdown: 'brutal_kill' }, { id: 'c' }] }),
    change({
      strategy: 'rest_for_one',
      intensity: 9,
      children: [{ id: 'd' }, { id: 'c', restart: 'transient' }, { id: 'a' }],
    }),
    call('restart_child', 'd'),
    exit('c', 'normal'),
    exit('d'),
    call('delete_child', 'b'),
    call('terminate_child', 'b'),
    call('delete_child', 'b'),
    stop,
  ],
  'a change while a child is between two tries': [
    boot({ intensity: 9, children: children('a', 'b') }),
    ...plan('a', 'hold'),
    exit('a'),
    change({ strategy: 'one_for_all', intensity: 9, children: children('b', 'a') }),
    release('fail'),
    stop,
  ],
  'a change of the intensity counts what was': [
    boot({ intensity: 9, children: children('a') }),
    exit('a'),
    exit('a'),
    change({ intensity: 2, children: children('a') }),
    exit('a'),
  ],
};
