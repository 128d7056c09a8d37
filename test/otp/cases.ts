/** What is worth asking each time, not only when chance has it: the cases that OTP's own tests of its supervisor make. */
import { RESTARTS, STRATEGIES } from '../../src/supervisor/spec.js';
import type { Command, Plan, Spec, Tree, Verb } from './commands.js';

export const boot = (tree: Tree): Command => ({ do: 'boot', tree });
export const stop: Command = { do: 'stop' };
export const exit = (id: string, reason: 'crash' | 'normal' | 'shutdown' = 'crash'): Command => ({
  do: 'exit',
  id,
  reason,
});
export const plan = (id: string, ...whats: Plan[]): Command[] => whats.map((what) => ({ do: 'plan', what, id }));
export const release = (how: 'ok' | 'fail'): Command => ({ do: 'release', how });
export const call = (verb: Verb, arg: Extract<Command, { do: 'call' }>['arg'], on = 'top'): Command => ({
  do: 'call',
  on,
  verb,
  arg,
});
export const change = (tree: Tree, on = 'top'): Command => ({ do: 'change', on, tree });

const GROUPS = STRATEGIES.filter((strategy) => strategy !== 'simple_one_for_one');
const REASONS = ['normal', 'shutdown', 'crash'] as const;
const children = (...ids: string[]): Spec[] => ids.map((id) => ({ id }));
const times = (count: number, command: Command): Command[] => Array<Command>(count).fill(command);
/** A value that a spec must not have. */
const bad = (spec: object) => ({ id: 'x', ...spec }) as Spec;

const order: Record<string, Command[]> = {
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

const loop: Record<string, Command[]> = Object.fromEntries(
  GROUPS.map((strategy): [string, Command[]] => [
    `${strategy}: a restart loop that hangs is asked, ended and begun again`,
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

const exits: Record<string, Command[]> = Object.fromEntries(
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

const ends: Record<string, Command[]> = {
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

const specs: Record<string, Command[]> = {
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

const VERBS = ['terminate_child', 'restart_child', 'delete_child'] as const;

const calls: Record<string, Command[]> = {
  'every call on whoever runs, is down, is gone': [
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

const middle = (more: Partial<Spec> = {}, flags: Partial<Tree> = {}): Spec => ({
  id: 'm',
  ...more,
  tree: {
    intensity: 1,
    ...flags,
    children: [{ id: 'b' }, { id: 'n', tree: { intensity: 1, children: children('c', 'd') } }],
  },
});

const trees: Record<string, Command[]> = {
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

const shutdowns: Record<string, Command[]> = {
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

const template = (more: Partial<Spec> = {}, flags: Partial<Tree> = {}): Command =>
  boot({ strategy: 'simple_one_for_one', intensity: 3, ...flags, children: [{ id: 'a', ...more }] });

const templates: Record<string, Command[]> = {
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

const changes: Record<string, Command[]> = {
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

export const cases: Record<string, Command[]> = {
  ...order,
  ...loop,
  ...exits,
  ...ends,
  ...specs,
  ...calls,
  ...trees,
  ...shutdowns,
  ...templates,
  ...changes,
};

/** Where ours is known to differ. What agrees one day moves to the cases, and is no more passed over in random scripts. */
export const differences: Record<string, Command[]> = {
  'who still waits when the supervisor ends': [
    boot({ intensity: 0, children: children('a', 'b') }),
    ...plan('a', 'deaf'),
    exit('b'),
    call('terminate_child', 'a'),
    release('ok'),
  ],
  'an instance that is gone is terminated': [
    template({ restart: 'temporary' }),
    call('start_child', ['x_a']),
    exit('x_a'),
    call('terminate_child', { pid: 'x_a' }),
  ],
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
  'two templates': [boot({ strategy: 'simple_one_for_one', children: children('a', 'b') })],
  'no template': [boot({ strategy: 'simple_one_for_one', children: [] })],
};
