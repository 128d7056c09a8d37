import type { Command } from '../commands.js';
import { boot, call, change, children, exit, plan, release, template } from './say.js';

/** Where ours once differed. */
export const mended: Record<string, Command[]> = {
  'an instance that was restarted is terminated by the pid it had': [
    template(),
    call('start_child', ['x_a']),
    ...plan('x_a', 'hold'),
    exit('x_a'),
    call('terminate_child', { pid: 'x_a' }),
    release('ok'),
  ],
  'a changed template counts for who lives': [
    template(),
    call('start_child', ['x_a']),
    change({ strategy: 'simple_one_for_one', children: [{ id: 'a', restart: 'temporary' }] }),
    exit('x_a'),
  ],
  'who becomes temporary between two tries': [
    boot({ strategy: 'one_for_all', intensity: 9, children: children('a') }),
    ...plan('a', 'hold'),
    exit('a'),
    change({ strategy: 'one_for_all', intensity: 9, children: [{ id: 'a', restart: 'temporary' }] }),
    release('fail'),
  ],
  'two that fail by turns, and the second is called off': [
    boot({ strategy: 'one_for_all', intensity: 9, children: children('a', 'b') }),
    ...plan('a', 'ok', 'hold'),
    ...plan('b', 'fail'),
    exit('b'),
    call('terminate_child', 'a'),
    release('fail'),
    call('restart_child', 'b'),
  ],
  'a temporary child that a change brought wants no start': [
    boot({ children: [] }),
    change({ children: [{ id: 'a', restart: 'temporary' }] }),
    ...plan('a', 'ignore'),
    call('restart_child', 'a'),
  ],
  'two templates': [boot({ strategy: 'simple_one_for_one', children: children('a', 'b') })],
  'no template': [boot({ strategy: 'simple_one_for_one', children: [] })],
};
