/** The answers to calls, and to wrong specs. */
import { RESTARTS } from '../../../src/supervisor/spec.js';
import type { Command, Spec, Tree } from '../commands.js';
import { boot, call, change, children, exit, plan, release, stop, VERBS } from './say.js';

/** A value that a spec must not have. */
const bad = (spec: object) => ({ id: 'x', ...spec }) as Spec;

const SPECS: Record<string, Spec> = {
  'no id': { restart: 'permanent' } as unknown as Spec,
  restart: bad({ restart: 'sometimes' }),
  shutdown: bad({ shutdown: -1 }),
  'shutdown, another word': bad({ shutdown: 'soon' }),
  type: bad({ type: 'boss' }),
  significant: bad({ significant: 'very' }),
  'significant and permanent': { id: 'x', significant: true },
  'significant for nobody': { id: 'x', restart: 'transient', significant: true },
  'an unknown key': bad({ colour: 'red' }),
};

export const specs: Record<string, Command[]> = {
  ...Object.fromEntries(
    Object.entries(SPECS).flatMap(([what, spec]): [string, Command[]][] => [
      [`a spec in the list: ${what}`, [boot({ children: [{ id: 'a' }, spec] }), stop]],
      [`a spec that is added: ${what}`, [boot({ children: children('a') }), call('start_child', spec), stop]],
      [
        `a spec that is changed: ${what}`,
        [
          boot({ children: children('a', 'b') }),
          change({ intensity: 0, children: [{ id: 'b' }, spec] }),
          exit('a'),
          stop,
        ],
      ],
    ]),
  ),
  ...Object.fromEntries(
    [
      { strategy: 'all_of_them' },
      { intensity: -1 },
      { intensity: 'often' },
      { period: 0 },
      { autoShutdown: 'maybe' },
      { colour: 'red' },
    ].flatMap((flags): [string, Command[]][] => {
      const tree = { ...flags, children: children('b') } as unknown as Tree;
      return [
        [`flags ${JSON.stringify(flags)}`, [boot(tree), stop]],
        [`changed flags ${JSON.stringify(flags)}`, [boot({ children: children('a') }), change(tree), exit('a'), stop]],
      ];
    }),
  ),
  'one name twice': [boot({ children: children('a', 'b', 'a') })],
  'one name twice in a change': [
    boot({ children: children('a') }),
    change({ children: children('b', 'b') }),
    exit('a'),
    stop,
  ],
  'what a spec is without a word': [
    boot({ children: [{ id: 'a' }, { id: 's', tree: { children: children('b') } }] }),
    call('get_childspec', 'a'),
    call('get_childspec', 's'),
    call('get_childspec', 'b', 's'),
    call('get_childspec', 'nobody'),
    stop,
  ],
};

export const calls: Record<string, Command[]> = {
  'every call on a child that runs, is down, is gone': [
    boot({ children: [{ id: 'a' }, { id: 'b', restart: 'transient' }, { id: 'c', restart: 'temporary' }] }),
    ...VERBS.map((verb) => call(verb, 'nobody')),
    exit('b', 'normal'),
    call('start_child', { id: 'a' }),
    call('start_child', { id: 'b' }),
    call('terminate_child', 'b'),
    call('delete_child', 'a'),
    call('restart_child', 'a'),
    call('restart_child', 'b'),
    call('terminate_child', 'c'),
    call('terminate_child', 'a'),
    call('delete_child', 'a'),
    call('start_child', { id: 'a' }),
    stop,
    call('start_child', { id: 'd' }),
  ],
  'who still waits when the supervisor ends': [
    boot({ intensity: 0, children: children('a', 'b') }),
    ...plan('a', 'deaf'),
    exit('b'),
    call('terminate_child', 'a'),
    release('ok'),
  ],
  'starts that fail leave nothing behind, or nobody': [
    boot({ children: children('a') }),
    ...plan('b', 'fail', 'die', 'ok'),
    call('start_child', { id: 'b' }),
    call('start_child', { id: 'b' }),
    ...plan('a', 'fail', 'die'),
    call('terminate_child', 'a'),
    call('restart_child', 'a'),
    call('restart_child', 'a'),
    call('restart_child', 'a'),
    stop,
  ],
  'a start that says more': [
    ...plan('a', 'info'),
    boot({ children: children('a') }),
    ...plan('b', 'info', 'info'),
    call('start_child', { id: 'b' }),
    call('terminate_child', 'b'),
    call('restart_child', 'b'),
    stop,
  ],
  ...Object.fromEntries(
    RESTARTS.map((restart): [string, Command[]] => [
      `a ${restart} child that wants no start: at the boot, by a call, by a restart`,
      [
        ...plan('a', 'ignore', 'ok', 'ignore', 'ignore'),
        boot({ strategy: 'one_for_all', intensity: 9, children: [{ id: 'a', restart }, { id: 'b' }] }),
        call('restart_child', 'a'),
        exit('b'),
        exit('b'),
        ...plan('c', 'ignore'),
        call('start_child', { id: 'c', restart }),
        call('delete_child', 'c'),
        exit('a'),
        stop,
      ],
    ]),
  ),
};
