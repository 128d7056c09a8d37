import { describe, expect, it } from 'vitest';
import { checkChildSpecs, checkFlags } from '../../src/supervisor/check.js';
import type { Launch } from '../../src/supervisor/index.js';
import { Supervisor, SupervisorError } from '../../src/supervisor/index.js';

const worker = (more: object = {}) => ({ id: 'a', start: { command: 'a' }, ...more });

function refusal(work: () => unknown): SupervisorError {
  try {
    work();
  } catch (error) {
    if (error instanceof SupervisorError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const flags = (given: object) => () => checkFlags(given as never);
const specs = (given: unknown, autoShutdown?: 'never' | 'any_significant') => () =>
  checkChildSpecs(given, autoShutdown);
/** A supervisor that is its own child. */
function roundTree() {
  const tree: { children: unknown[] } = { children: [] };
  tree.children.push({ id: 'below', start: { children: [{ id: 'below', start: tree }] } });
  return tree;
}
const unreadable = {
  get command() {
    throw new Error('the file is gone');
  },
};
function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}
/** More than a timer of Node can wait. */
const TOO_LONG = 2 ** 31;

describe('each mistake has its own name', () => {
  it.each([
    ['invalid_strategy', flags({ strategy: 'one_for_none' })],
    ['invalid_strategy', flags({ strategy: 1 })],
    ['invalid_intensity', flags({ intensity: -1 })],
    ['invalid_intensity', flags({ intensity: 1.5 })],
    ['invalid_intensity', flags({ intensity: '3' })],
    ['invalid_intensity', flags({ intensity: Number.NaN })],
    ['invalid_intensity', flags({ intensity: Number.POSITIVE_INFINITY })],
    ['invalid_period', flags({ period: 0 })],
    ['invalid_period', flags({ period: -5 })],
    ['invalid_period', flags({ period: 0.5 })],
    ['invalid_auto_shutdown', flags({ autoShutdown: 'sometimes' })],
    ['invalid_children', specs('a')],
    ['invalid_children', specs(undefined)],
    ['invalid_children', specs({ a: worker() })],
    ['invalid_child_spec', specs(['a'])],
    ['invalid_child_spec', specs([null])],
    ['invalid_child_spec', specs([[worker()]])],
    ['missing_id', specs([{ start: { command: 'a' } }])],
    ['invalid_id', specs([worker({ id: 7 })])],
    ['invalid_id', specs([worker({ id: '' })])],
    ['missing_start', specs([{ id: 'a' }])],
    ['invalid_start', specs([worker({ start: 'a' })])],
    ['invalid_start', specs([worker({ start: null })])],
    ['invalid_start', specs([worker({ start: {} })])],
    ['invalid_start', specs([worker({ start: { command: '' } })])],
    ['invalid_start', specs([worker({ start: { command: ['a'] } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', args: 'b' } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', args: [1] } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', children: [] } })])],
    ['invalid_restart_type', specs([worker({ restart: 'always' })])],
    ['invalid_shutdown', specs([worker({ shutdown: -1 })])],
    ['invalid_shutdown', specs([worker({ shutdown: 0.5 })])],
    ['invalid_shutdown', specs([worker({ shutdown: 'never' })])],
    ['invalid_shutdown', specs([worker({ shutdown: TOO_LONG })])],
    ['invalid_child_type', specs([worker({ type: 'boss' })])],
    ['invalid_significant', specs([worker({ significant: 'yes' })])],
    ['bad_combination', specs([worker({ significant: true })], 'any_significant')],
    ['bad_combination', specs([worker({ significant: true, restart: 'transient' })], 'never')],
    ['bad_combination', specs([worker({ significant: true, restart: 'transient' })])],
    ['invalid_ready', specs([worker({ ready: 'soon' })])],
    ['invalid_start_timeout', specs([worker({ startTimeout: -1 })])],
    ['invalid_start_timeout', specs([worker({ startTimeout: TOO_LONG })])],
    ['invalid_backoff', specs([worker({ backoff: '1s' })])],
    ['invalid_backoff', specs([worker({ backoff: TOO_LONG })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: { A: 1 } } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', cwd: 7 } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', listen: ['3'] } })])],
    ['invalid_start', specs([worker({ start: { command: 'a\0b' } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', args: ['\0'] } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', args: Array(2) } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: { A: '\0' } } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: { 'A\0': '' } } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: { 'A=B': 'c' } } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: new Map([['A', '1']]) } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', cwd: '' } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', cwd: '/\0' } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', listen: [2 ** 31] } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: Promise.resolve({ A: 'b' }) } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: new Date() } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: new WeakMap() } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', env: revoked({}) } })])],
    ['invalid_start', specs([worker({ start: { command: 'a', args: revoked([]) } })])],
    ['invalid_start', specs([worker({ start: unreadable })])],
    ['invalid_start', () => new Supervisor({ children: [worker({ start: unreadable })] })],
    ['invalid_start', specs([worker({ start: revoked({}) })])],
    ['invalid_child_spec', specs([revoked({})])],
    ['invalid_children', specs(revoked([]))],
    ['invalid_supervisor', () => new Supervisor(revoked({ children: [] }))],
    ['invalid_child_spec', specs(Array(2))],
    ['invalid_supervisor', () => new Supervisor(roundTree() as never)],
    ['invalid_watchdog', specs([worker({ watchdog: 20, ready: 'notify' })])],
    ['invalid_watchdog', specs([worker({ watchdog: TOO_LONG, ready: 'notify' })])],
    ['invalid_memory_max', specs([worker({ memoryMax: '1G' })])],
    ['invalid_standby', specs([worker({ standby: 1, ready: 'notify' })])],
    ['invalid_permanent_failure', specs([worker({ permanentFailure: -1 })])],
    ['invalid_permanent_failure', specs([worker({ permanentFailure: 256 })])],
    ['invalid_permanent_failure', specs([worker({ permanentFailure: 1.5 })])],
    ['invalid_permanent_failure', specs([worker({ permanentFailure: '125' })])],
    ['invalid_permanent_failure', specs([worker({ permanentFailure: true })])],
    ['bad_combination', specs([worker({ start: { children: [] }, permanentFailure: 125 })])],
    ['bad_combination', specs([worker({ watchdog: 1000 })])],
    ['bad_combination', specs([worker({ standby: true })])],
    ['bad_combination', specs([worker({ start: { children: [] }, memoryMax: 5 })])],
    ['duplicate_child_name', specs([worker(), worker({ id: 'b' }), worker()])],
  ])('%s', (code, work) => {
    const error = refusal(work);
    expect(error.code).toBe(code);
    expect(error.message, 'says what it must be').toMatch(/[a-z]{3}.*\.$/);
  });

  it('names the child and the value', () => {
    expect(refusal(specs([worker({ id: 'db', shutdown: 'never' })])).message).toMatch(/shutdown of db is "never"/);
    expect(refusal(specs([worker(), worker()])).message).toMatch(/two children are called a/);
  });

  it.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['5n', 5n],
    ['Symbol(5)', Symbol('5')],
    ['undefined', [undefined]],
    ['5n', Object.assign(Object.create(null), { value: 5n })],
    ['{ children: [', roundTree()],
    ['"5"', '5'],
  ])('shows %s as it is', (shown, value) => {
    const { message } = refusal(specs([worker({ shutdown: value })]));
    expect(message.slice(message.indexOf('shutdown of a is'))).toContain(shown);
  });

  it('shows a long value in a short sentence', () => {
    const long = ['x'.repeat(1e6), Array(1e6).fill('x'), Array(1e6).fill('x').join('"')];
    for (const shutdown of long) expect(refusal(specs([worker({ shutdown })])).message.length).toBeLessThan(500);
  });

  it('survives values that cannot be shown', () => {
    expect(refusal(specs([worker({ restart: () => {} })])).code).toBe('invalid_restart_type');
    const round: { self?: object } = {};
    round.self = round;
    expect(refusal(specs([worker({ restart: round })])).code).toBe('invalid_restart_type');
    expect(refusal(specs([worker({ shutdown: 5n })])).code).toBe('invalid_shutdown');
    const unnamed = {
      get [Symbol.toStringTag](): string {
        throw new Error('it has no name');
      },
    };
    const { code, message } = refusal(specs([worker({ restart: unnamed })]));
    expect(code).toBe('invalid_restart_type');
    // Node 26 shows such a value, and earlier ones throw.
    expect(message).toMatch(/^restart of a is .+; it must be /s);
  });
});

describe('defaults', () => {
  it('are those of the OTP manual', () => {
    expect(checkFlags({})).toEqual({ strategy: 'one_for_one', intensity: 1, period: 5000, autoShutdown: 'never' });
    expect(checkChildSpecs([worker()])).toEqual([
      {
        id: 'a',
        start: { command: 'a' },
        restart: 'permanent',
        shutdown: 5000,
        significant: false,
        type: 'worker',
        ready: 'spawn',
        startTimeout: 30_000,
        backoff: 1000,
        watchdog: 0,
        memoryMax: 0,
        permanentFailure: 0,
        standby: false,
      },
    ]);
  });

  it('a supervisor is waited for for ever', () => {
    const [nested] = checkChildSpecs([{ id: 'below', start: { children: [] } }]);
    expect(nested).toMatchObject({ type: 'supervisor', shutdown: 'infinity' });
    const [foreign] = checkChildSpecs([worker({ type: 'supervisor' })]);
    expect(foreign).toMatchObject({ type: 'supervisor', shutdown: 'infinity' });
    const [hasty] = checkChildSpecs([{ id: 'below', start: { children: [] }, shutdown: 10 }]);
    expect(hasty).toMatchObject({ shutdown: 10 });
  });

  it('zero is a value, not a default', () => {
    expect(checkFlags({ intensity: 0 })).toMatchObject({ intensity: 0 });
    const [spec] = checkChildSpecs([worker({ shutdown: 0, backoff: 0, startTimeout: 0 })]);
    expect(spec).toMatchObject({ shutdown: 0, backoff: 0, startTimeout: 0 });
  });

  it('good values of every kind are taken', () => {
    for (const shutdown of ['brutal_kill', 'infinity', 1]) {
      expect(checkChildSpecs([worker({ shutdown })])[0]).toMatchObject({ shutdown });
    }
    for (const restart of ['transient', 'temporary']) {
      expect(checkChildSpecs([worker({ restart, significant: true })], 'all_significant')[0]).toMatchObject({
        restart,
        significant: true,
      });
    }
  });
});

describe('unknown keys', () => {
  it('are ignored, and left out', () => {
    expect(checkFlags({ colour: 'red', intensity: 2 } as never)).toEqual(checkFlags({ intensity: 2 }));
    expect(checkChildSpecs([worker({ modules: ['a'] })])).toEqual(checkChildSpecs([worker()]));
  });
});

describe('a spec that is no plain object', () => {
  const start = { command: 'a', args: ['b'], env: { NAME: 'value' }, listen: [7] };

  it('is copied through a Proxy, as libraries for the state of a program put around lists', () => {
    const observed = <T extends object>(value: T): T =>
      new Proxy(value, {
        get(target, key) {
          const found: unknown = Reflect.get(target, key);
          return typeof found === 'object' && found !== null ? observed(found) : found;
        },
      });
    expect(checkChildSpecs(observed([worker({ start })]))).toEqual(checkChildSpecs([worker({ start })]));
  });

  it('may have lists with fields of their own, which are left out', () => {
    const args = Object.assign(['b'], { describe: () => 'one argument' });
    expect(checkChildSpecs([worker({ start: { ...start, args } })])).toEqual(checkChildSpecs([worker({ start })]));
  });

  it('may have variables of the environment with the value undefined, which are not set', () => {
    const env = { ...start.env, OTHER: undefined };
    expect(checkChildSpecs([worker({ start: { ...start, env } })])).toEqual(checkChildSpecs([worker({ start })]));
  });

  it('may have accessors that it inherits', () => {
    class Spec {
      get id() {
        return 'a';
      }
      get start() {
        return start;
      }
      get restart() {
        return 'transient';
      }
    }
    expect(checkChildSpecs([new Spec()])).toEqual(checkChildSpecs([worker({ start, restart: 'transient' })]));
  });

  it('has each of its fields read once, so that what is checked is what is kept', () => {
    const turning = <T extends object>(value: T): T => {
      const read = new Set<PropertyKey>();
      return new Proxy(value, {
        get(target, key, receiver) {
          if (read.has(key)) return 7;
          read.add(key);
          return Reflect.get(target, key, receiver);
        },
      });
    };
    const spec = turning(worker({ start: turning({ ...start, env: turning(start.env) }) }));
    expect(checkChildSpecs([spec])).toEqual(checkChildSpecs([worker({ start })]));
  });
});

describe('nested specs', () => {
  const nested = (start: object, more: object = {}) => [{ id: 'below', start, ...more }];

  it('are refused if there are more than a hundred levels of supervisors', () => {
    const tree = (levels: number): { children: unknown[] } => ({
      children: levels === 1 ? [worker()] : [{ id: `level-${levels}`, start: tree(levels - 1) }],
    });
    expect(() => new Supervisor(tree(100) as never)).not.toThrow();
    for (const levels of [101, 1000]) {
      const { code, message } = refusal(() => new Supervisor(tree(levels) as never));
      expect(code).toBe('invalid_supervisor');
      expect(message).toContain('it must be inside fewer than 100 others');
    }
  });

  it('are checked to the bottom', () => {
    const deep = (restart: string) => nested({ children: nested({ children: [worker({ restart })] }) });
    expect(checkChildSpecs(deep('permanent'))).toHaveLength(1);
    expect(refusal(specs(deep('always'))).code).toBe('invalid_restart_type');
  });

  it('have flags, children and ids of their own', () => {
    expect(refusal(specs(nested({ strategy: 'any', children: [] }))).code).toBe('invalid_strategy');
    expect(refusal(specs(nested({ children: 'none' }))).code).toBe('invalid_children');
    expect(refusal(specs(nested({ children: [worker(), worker()] }))).code).toBe('duplicate_child_name');
    expect(specs([worker(), ...nested({ children: [worker()] })])).not.toThrow();
  });

  it('a significant child looks at its own supervisor, not at the one above', () => {
    const child = worker({ restart: 'transient', significant: true });
    expect(refusal(specs(nested({ children: [child] }), 'any_significant')).code).toBe('bad_combination');
    expect(specs(nested({ autoShutdown: 'any_significant', children: [child] }))).not.toThrow();
  });
});

describe('a wrong spec starts nothing', () => {
  const started: string[] = [];
  const launch: Launch = (child, on) => {
    started.push(child.id);
    queueMicrotask(() => on.failed('a fake'));
    return { terminate() {}, kill() {}, signal: () => false, send: () => false };
  };

  it.each([
    ['invalid_intensity', { intensity: -1, children: [worker()] }],
    ['invalid_shutdown', { children: [worker(), worker({ id: 'b', shutdown: 'x' })] }],
    ['missing_start', { children: [worker(), { id: 'below', start: { children: [{ id: 'c' }] } }] }],
  ])('%s', (code, spec) => {
    expect(refusal(() => new Supervisor(spec as never, launch)).code).toBe(code);
    expect(started).toEqual([]);
  });

  it('a spec that is changed after its start changes nothing', () => {
    const spec = worker();
    const supervisor = new Supervisor({ children: [spec] }, launch);
    spec.id = 'b';
    expect(supervisor.getChildSpec('a').id).toBe('a');
  });

  it('start_child with a wrong spec rejects with its name and changes nothing', async () => {
    const supervisor = new Supervisor({ children: [] }, launch);
    await supervisor.start();
    await expect(supervisor.startChild(worker({ restart: 'always' }) as never)).rejects.toMatchObject({
      code: 'invalid_restart_type',
    });
    expect(supervisor.whichChildren()).toEqual([]);
    expect(started).toEqual([]);
    await supervisor.stop();
  });
});
