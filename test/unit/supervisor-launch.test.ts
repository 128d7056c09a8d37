import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChildSpec,
  type Launch,
  type LaunchEvents,
  Supervisor,
  type SupervisorEvent,
  type SupervisorSpec,
} from '../../src/supervisor/index.js';
import { FakeWorld } from '../helpers/fake-launch.js';
import { until } from '../helpers/until.js';

const child = (id: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
  id,
  start: { command: id },
  backoff: 0,
  ...more,
});
const PLENTY = { intensity: 1000, period: 60_000 };

/** The errors that nobody catches, in place of the end of this process. */
let uncaught: Error[] = [];
let others: NodeJS.UncaughtExceptionListener[] = [];
beforeEach(() => {
  uncaught = [];
  others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => uncaught.push(error));
});
afterEach(() => {
  process.removeAllListeners('uncaughtException');
  for (const other of others) process.on('uncaughtException', other);
});

function observed(spec: SupervisorSpec, launch: Launch) {
  const supervisor = new Supervisor(spec, launch);
  const events: SupervisorEvent[] = [];
  supervisor.events.on('event', (event) => events.push(event));
  const story = () => events.map(({ type, id }) => `${type} ${id}`);
  return { supervisor, events, story };
}

describe('a listener that throws, or that changes its event', () => {
  const SPEC: SupervisorSpec = {
    ...PLENTY,
    strategy: 'one_for_all',
    children: [child('a'), child('b'), { id: 'below', start: { ...PLENTY, children: [child('x'), child('y')] } }],
  };

  /** A death in each supervisor, one start that fails, and the end. */
  async function play(onEvent: ((event: SupervisorEvent) => void) | null) {
    const world = new FakeWorld();
    const supervisor = new Supervisor(SPEC, world.launch);
    if (onEvent) supervisor.events.on('event', onEvent);
    const events: SupervisorEvent[] = [];
    supervisor.events.on('event', (event) => events.push(event));
    const starts = () => events.filter(({ type }) => type === 'ready').length;
    await supervisor.start();
    world.exit('x', 1);
    await until(() => starts() === 5);
    world.failing.set('b', 1);
    world.exit('a', 1);
    await until(() => starts() === 10);
    await supervisor.stop();
    expect(world.violations).toEqual([]);
    expect(world.alive.size).toBe(0);
    return { story: events.map(({ type, id }) => `${type} ${id}`), trace: world.trace };
  }

  it('changes nothing of what is done, and nothing of what other listeners hear', async () => {
    const undisturbed = await play(null);
    expect(uncaught).toEqual([]);
    const disturbed = await play(({ type }) => {
      throw new Error(`I cannot bear ${type}`);
    });
    expect(disturbed).toEqual(undisturbed);
    await until(() => uncaught.length === undisturbed.story.length, { what: 'each of its errors has come up' });
    expect(uncaught.map(({ message }) => message)).toEqual(
      undisturbed.story.map((line) => `I cannot bear ${line.split(' ')[0]}`),
    );
  });

  it('that is there for one event is called for one', async () => {
    const { launch } = new FakeWorld();
    const supervisor = new Supervisor({ children: [child('a'), child('b')] }, launch);
    const heard: string[] = [];
    supervisor.events.once('event', ({ type, id }) => {
      heard.push(`${type} ${id}`);
      throw new Error('once is enough');
    });
    await supervisor.start();
    await supervisor.stop();
    expect(heard).toEqual(['start a']);
    expect(uncaught).toHaveLength(1);
  });

  it('a listener that changes its event changes it for no other listener, of this supervisor or of one above', async () => {
    const { launch } = new FakeWorld();
    const { supervisor, events } = observed({ children: [{ id: 'below', start: { children: [child('a')] } }] }, launch);
    const changed: SupervisorEvent[] = [];
    const later: SupervisorEvent[] = [];
    supervisor.events.prependListener('event', (event) => changed.push(Object.assign(event, { id: 'changed' })));
    supervisor.events.on('event', (event) => later.push(event));
    await supervisor.start();
    await supervisor.stop();
    expect(changed.map(({ id }) => id)).toEqual(['changed', 'changed', 'changed']);
    expect(events.map(({ id }) => id)).toEqual(['a', 'a', 'a']);
    expect(later).toEqual(events);
  });
});

/** A launch that does nothing. */
const STILL = { terminate() {}, kill() {}, signal: () => true, send: () => true };

describe('a launch that does what it should not', () => {
  it.each([undefined, null, {}, { ...STILL, kill: 1 }])(
    'a launch that returns %o has failed, and says why',
    async (wrong) => {
      const { supervisor, story } = observed({ children: [child('a')] }, (_, on) => {
        on.spawned(7);
        return wrong as typeof STILL;
      });
      await expect(supervisor.start()).rejects.toMatchObject({
        code: 'failed_to_start_child',
        message: expect.stringMatching(/^a could not start: /),
      });
      expect(await supervisor.stop()).toMatchObject({ reason: 'shutdown' });
      expect(story()).toEqual(['start a', 'exit a']);
      expect(uncaught).toEqual([]);
    },
  );

  it('a launch that forgets its return is told what it must return, and no report of its process counts', async () => {
    const { supervisor, story } = observed({ children: [child('a')] }, (_, on) => {
      queueMicrotask(() => {
        on.spawned(7);
        on.ready();
      });
      return undefined as unknown as typeof STILL;
    });
    await expect(supervisor.start()).rejects.toMatchObject({
      message: 'a could not start: its launch returned undefined; it must return what launchProcess() has returned.',
    });
    expect(story()).toEqual([]);
  });

  it('a launch that fails with a whole sentence is reported with one full stop', async () => {
    const { supervisor } = observed({ children: [{ id: 'below', start: { children: [child('a')] } }] }, (_, on) => {
      on.failed('There is no terminal.');
      return STILL;
    });
    await expect(supervisor.start()).rejects.toMatchObject({
      message: 'below could not start: a could not start: There is no terminal.',
    });
  });

  it('throws: the start has failed, and says why', async () => {
    const world = new FakeWorld();
    const { supervisor, story } = observed({ children: [child('a'), child('b')] }, (spec, on) => {
      if (spec.id === 'b') throw new Error('no terminal for b');
      return world.launch(spec, on);
    });
    await expect(supervisor.start()).rejects.toMatchObject({
      code: 'failed_to_start_child',
      message: 'b could not start: its launch threw Error: no terminal for b.',
    });
    expect(story()).toEqual(['start a', 'ready a', 'exit a']);
    expect(uncaught).toEqual([]);
  });

  const killed: string[] = [];
  /** Values without a text. */
  const [symbol, bare] = [Symbol('why'), Object.create(null)];

  it.each([
    ['throws a symbol', symbol, 'its launch threw Symbol(why).'],
    ['throws an object without a prototype', bare, 'its launch threw [Object: null prototype] {}.'],
  ])('a launch that %s has failed, and says so', async (_, thrown, says) => {
    const { supervisor } = observed({ children: [child('a')] }, () => {
      throw thrown;
    });
    await expect(supervisor.start()).rejects.toMatchObject({ message: `a could not start: ${says}` });
    expect(uncaught).toEqual([]);
  });

  it.each([
    ['an error', new Error('no terminal'), 'Error: no terminal.'],
    ['nothing', undefined, 'undefined.'],
    ['a symbol', symbol, 'Symbol(why).'],
  ])('a launch that reports %s in place of a message has failed, and says so', async (_, reported, says) => {
    const { supervisor } = observed({ children: [child('a')] }, (__, on) => {
      on.failed(reported as unknown as string);
      return STILL;
    });
    await expect(supervisor.start()).rejects.toMatchObject({ message: `a could not start: ${says}` });
    expect(await supervisor.stop()).toMatchObject({ reason: 'shutdown' });
    expect(uncaught).toEqual([]);
  });

  it.each<[string, () => Promise<typeof STILL>, string[]]>([
    ['rejects', () => Promise.reject(new Error('no terminal')), []],
    ['has a process in the end', () => Promise.resolve({ ...STILL, kill: () => killed.push('killed') }), ['killed']],
  ])('a launch that returns a promise which %s has failed, and leaves nothing', async (_, launch, ends) => {
    killed.length = 0;
    const { supervisor } = observed({ children: [child('a')] }, launch as unknown as Launch);
    await expect(supervisor.start()).rejects.toMatchObject({
      message: 'a could not start: its launch returned a promise; it must return what launchProcess() has returned.',
    });
    await supervisor.stop();
    expect(killed).toEqual(ends);
    expect(uncaught).toEqual([]);
  });

  it('throws what the operating system says: the error has it, and not more than that', async () => {
    const refused = Object.assign(new Error('no'), { code: 'EMFILE', syscall: 'open', path: '/dev/ptmx', errno: -24 });
    const { supervisor } = observed({ children: [child('a')] }, () => {
      throw refused;
    });
    const { cause } = await supervisor.start().catch((error) => error);
    expect({ ...cause }).toEqual({ name: 'StartError', code: 'EMFILE', syscall: 'open', path: '/dev/ptmx' });
  });

  it('throws at a restart: it is tried again, and the others of its group are there', async () => {
    const world = new FakeWorld();
    let throws = 0;
    const { supervisor, events } = observed(
      { ...PLENTY, strategy: 'one_for_all', children: [child('a'), child('b'), child('c')] },
      (spec, on) => {
        if (spec.id === 'b' && throws-- > 0) throw new Error('not now');
        return world.launch(spec, on);
      },
    );
    await supervisor.start();
    throws = 3;
    world.exit('c', 1);
    await until(() => world.alive.size === 3 && events.filter(({ type }) => type === 'failed').length === 3);
    await supervisor.stop();
    expect(world.violations).toEqual([]);
  });

  it.each<[string, (on: LaunchEvents) => void]>([
    [
      'throws',
      () => {
        throw new Error('not now');
      },
    ],
    ['fails before it returns', (on) => on.failed('not now')],
  ])('%s at each of many tries without a pause: the event loop goes on between the tries', async (_, fail) => {
    const TRIES = 100;
    let starts = 0;
    const { supervisor, events } = observed({ intensity: TRIES, children: [child('a')] }, (_, on) => {
      starts += 1;
      if (starts === 1) {
        on.spawned(1);
        on.ready();
        setImmediate(() => on.exited(1, null));
      } else fail(on);
      return STILL;
    });
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (starts <= TRIES) setImmediate(turn);
    };
    await supervisor.start();
    setImmediate(turn);
    await supervisor.done;
    expect(events.filter(({ type }) => type === 'failed')).toHaveLength(TRIES);
    expect(turns).toBeGreaterThanOrEqual(TRIES);
  });

  it('throws after it told of a process: that is an end of this process', async () => {
    const { supervisor, events } = observed({ intensity: 0, children: [child('a')] }, (_, on) => {
      on.spawned(1);
      on.ready();
      throw new Error('too late');
    });
    await supervisor.start().catch(() => {});
    await supervisor.done;
    expect(events.filter(({ type }) => type === 'exit')).toMatchObject([{ code: null, signal: null, expected: false }]);
  });

  it('tells everything before it returns', async () => {
    let starts = 0;
    const { supervisor, story } = observed({ ...PLENTY, children: [child('a')] }, (_, on) => {
      on.spawned(++starts);
      on.ready();
      if (starts < 3) on.exited(1, null);
      return { ...STILL, terminate: () => on.exited(0, null) };
    });
    await supervisor.start();
    await until(() => starts === 3);
    await supervisor.stop();
    const life = ['start a', 'ready a', 'exit a'];
    expect(story()).toEqual([...life, 'restart a', ...life, 'restart a', ...life]);
  });

  it('ends before it is ready: the event of that child has how it ended, and that of no other', async () => {
    const lives = new Map<string, LaunchEvents>();
    const children = [child('a', { ready: 'notify' }), child('b', { permanentFailure: 125 })];
    const { supervisor, events } = observed({ ...PLENTY, children }, ({ id, ready }, on) => {
      const isFirst = !lives.has(id);
      lives.set(id, on);
      on.spawned(lives.size);
      if (isFirst || ready === 'spawn') on.ready();
      return { ...STILL, terminate: () => on.exited(null, 'SIGTERM') };
    });
    await supervisor.start();
    const first = lives.get('a');
    first?.exited(1, null);
    await until(() => lives.get('a') !== first);
    // The end of b waits until the start of a is over.
    lives.get('b')?.exited(125, null);
    lives.get('a')?.exited(5, null);
    const failed = events.filter(({ type }) => type === 'failed');
    expect(failed).toEqual([
      expect.objectContaining({ id: 'a', exitCode: 5, signal: null, uptimeMs: expect.any(Number) }),
      { type: 'failed', id: 'b', message: expect.stringContaining('exit code 125') },
    ]);
    await supervisor.stop();
  });

  it('ends after it was ready: an event about it has the words alone, also when it is taken at once', async () => {
    const lives: LaunchEvents[] = [];
    const { supervisor, events } = observed({ children: [child('a', { permanentFailure: 125 })] }, (_, on) => {
      lives.push(on);
      on.spawned(1);
      on.ready();
      return STILL;
    });
    await supervisor.start();
    lives[0]?.exited(125, null);
    expect(events.filter(({ type }) => type === 'failed')).toEqual([
      { type: 'failed', id: 'a', message: expect.stringContaining('exit code 125') },
    ]);
    await supervisor.stop();
  });

  it('fails at the boot: the call that waited meanwhile is answered without the cause of that', async () => {
    const lives: LaunchEvents[] = [];
    const { supervisor } = observed({ children: [child('a')] }, (_, on) => {
      lives.push(on);
      return STILL;
    });
    const start = supervisor.start().catch((error) => error);
    const call = supervisor.deleteChild('a').catch((error) => error);
    await until(() => lives.length === 1);
    lives[0]?.failed('no', { code: 'EAGAIN', syscall: 'spawn' });
    expect(await start).toMatchObject({ code: 'failed_to_start_child', cause: { code: 'EAGAIN', syscall: 'spawn' } });
    const { code, cause } = await call;
    expect([code, cause]).toEqual(['shutdown', undefined]);
  });

  it('tells things twice, and after the end: each counts once', async () => {
    const lives: LaunchEvents[] = [];
    const { supervisor, story, events } = observed({ ...PLENTY, children: [child('a', { shutdown: 50 })] }, (_, on) => {
      lives.push(on);
      on.spawned(lives.length);
      on.spawned(4711);
      on.ready();
      on.ready();
      return { ...STILL, kill: () => on.exited(null, 'SIGKILL') };
    });
    await supervisor.start();
    const [first] = lives as [LaunchEvents];
    first.exited(1, null);
    await until(() => lives.length === 2);
    const stopped = supervisor.stop();
    // None of this is about the second life, whose time to end is running.
    first.exited(1, null);
    first.failed('too late');
    first.ready();
    first.ignored();
    first.beat();
    first.message('hello');
    first.dropped?.(1, 'junk');
    await stopped;
    const life = ['start a', 'ready a', 'exit a'];
    expect(story()).toEqual([...life, 'restart a', ...life, 'shutdown_error a']);
    expect(events.filter(({ type }) => type === 'exit')).toMatchObject([{ pid: 1 }, { pid: 2, signal: 'SIGKILL' }]);
  });

  it('tells of a failed start when the process was ready: that is its end', async () => {
    const lives: LaunchEvents[] = [];
    const { supervisor, story } = observed({ ...PLENTY, children: [child('a')] }, (_, on) => {
      lives.push(on);
      on.spawned(lives.length);
      on.ready();
      return { ...STILL, terminate: () => on.exited(0, null) };
    });
    await supervisor.start();
    lives[0]?.failed('it was never there');
    await until(() => lives.length === 2);
    await supervisor.stop();
    expect(story().slice(0, 5)).toEqual(['start a', 'ready a', 'exit a', 'restart a', 'start a']);
  });

  it('throws when it is to end a process: the others are ended, and the error comes up', async () => {
    const world = new FakeWorld();
    const { supervisor } = observed(
      { strategy: 'simple_one_for_one', children: [child('t', { shutdown: 30 })] },
      (spec, on) => {
        const launched = world.launch(spec, on);
        if (spec.id !== 't-2') return launched;
        return {
          ...launched,
          terminate: () => {
            throw new Error('I cannot');
          },
        };
      },
    );
    await supervisor.start();
    for (let count = 0; count < 3; count++) await supervisor.startChild([]);
    await supervisor.stop();
    expect(world.trace.slice(3).sort()).toEqual(['kill t-2', 'stop t-1', 'stop t-3']);
    expect(uncaught.map(({ message }) => message)).toEqual(['I cannot']);
  });
});

describe('a process that says ready after it was killed because its time was over', () => {
  it('its start has failed, and no listener hears that it was ready', async () => {
    const { supervisor, story } = observed(
      { children: [child('a', { ready: 'notify', startTimeout: 10 })] },
      (_, on) => {
        on.spawned(7);
        const kill = () => {
          on.ready();
          on.exited(null, 'SIGKILL');
        };
        return { ...STILL, kill };
      },
    );
    await expect(supervisor.start()).rejects.toThrow('a could not start: it was not ready within 10 ms');
    expect(story()).toEqual(['start a', 'exit a']);
  });
});

describe('a spec', () => {
  const specOf = (): SupervisorSpec => ({
    ...PLENTY,
    children: [
      child('a', { start: { command: 'a', args: ['1'], env: { A: '1' }, listen: [0] } }),
      { id: 'below', backoff: 0, start: { intensity: 0, children: [child('x')] } },
    ],
  });
  /** Changes each value in `given`, and in all that is in it. */
  function spoil(given: object): void {
    for (const [key, value] of Object.entries(given)) {
      if (typeof value === 'object') spoil(value);
      else Reflect.set(given, key, null);
    }
  }

  it('is the same for each start, whatever becomes of the object that was given', async () => {
    const world = new FakeWorld();
    const given = specOf();
    const starts: unknown[] = [];
    const { supervisor } = observed(given, (spec, on) => {
      starts.push(structuredClone(spec));
      return world.launch(spec, on);
    });
    await supervisor.start();
    spoil(given);
    world.exit('a', 1);
    // The supervisor below gives up, and is made once more by the one above.
    world.exit('x', 1);
    await until(() => starts.length === 4);
    expect(starts.slice(2)).toEqual(starts.slice(0, 2));
    await supervisor.stop();
  });

  it('is told as a copy', async () => {
    const { supervisor } = observed(specOf(), new FakeWorld().launch);
    await supervisor.start();
    const before = ['a', 'below'].map((id) => supervisor.getChildSpec(id));
    for (const id of ['a', 'below']) spoil(supervisor.getChildSpec(id));
    expect(['a', 'below'].map((id) => supervisor.getChildSpec(id))).toEqual(before);
    await supervisor.stop();
  });
});

describe('a call about nobody', () => {
  const ODD: unknown[] = [undefined, null, Number.NaN, -1, 0, 1.5, {}, [], true, '', Symbol('a'), Object.create(null)];

  it('is answered not_found, whatever was given for an id', async () => {
    const { supervisor } = observed({ children: [child('a')] }, new FakeWorld().launch);
    await supervisor.start();
    for (const odd of ODD as string[]) {
      for (const call of ['terminateChild', 'restartChild', 'deleteChild'] as const) {
        await expect(supervisor[call](odd), `${call} ${inspect(odd)}`).rejects.toMatchObject({ code: 'not_found' });
      }
      for (const call of ['whichChild', 'getChildSpec'] as const) {
        expect(() => supervisor[call](odd), `${call} ${inspect(odd)}`).toThrow('not a child of this supervisor');
      }
    }
    await supervisor.stop();
  });

  it('is answered in its turn, if a listener makes it, and stops nothing else', async () => {
    const { supervisor, story } = observed({ children: [child('a'), child('b')] }, new FakeWorld().launch);
    const answers: Promise<unknown>[] = [];
    supervisor.events.on('event', ({ type }) => {
      if (type === 'ready') answers.push(supervisor.restartChild(Object.create(null)));
    });
    await supervisor.start();
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'not_found' });
    expect(story()).toEqual(['start a', 'ready a', 'start b', 'ready b']);
    expect(answers).toHaveLength(2);
    await supervisor.stop();
  });

  it('is answered not_found, whatever was given for the pid of an instance', async () => {
    const spec: SupervisorSpec = { strategy: 'simple_one_for_one', children: [child('a')] };
    const { supervisor } = observed(spec, new FakeWorld().launch);
    await supervisor.start();
    for (const odd of [...ODD.filter((value) => value !== ''), 2 ** 31] as number[]) {
      await expect(supervisor.terminateChild(odd), inspect(odd)).rejects.toMatchObject({ code: 'not_found' });
    }
    await supervisor.stop();
  });

  it('is refused with noproc before the start and after the end, also when it is about a process that has ended', async () => {
    const ended = spawnSync('true').pid;
    const spec: SupervisorSpec = { strategy: 'simple_one_for_one', children: [child('a')] };
    const { supervisor } = observed(spec, new FakeWorld().launch);
    await expect(supervisor.terminateChild(ended)).rejects.toMatchObject({ code: 'noproc' });
    await supervisor.start();
    await supervisor.terminateChild(ended);
    await supervisor.stop();
    await expect(supervisor.terminateChild(ended)).rejects.toMatchObject({ code: 'noproc' });
  });

  it('has the pid of a process in its error with already_started only', async () => {
    const { supervisor } = observed({ children: [child('a')] }, (spec, on) => {
      on.spawned(spec.id === 'a' ? 7 : 8);
      if (spec.id === 'a') on.ready();
      return { ...STILL, terminate: () => on.exited(0, null) };
    });
    await supervisor.start();
    await expect(supervisor.startChild(child('a'))).rejects.toMatchObject({ code: 'already_started', pid: 7 });
    const call = supervisor.startChild(child('b', { ready: 'notify' })).catch((error) => error);
    await supervisor.stop();
    expect(await call).toMatchObject({ code: 'shutdown', pid: undefined });
  });

  it('sends no signal that has no name', async () => {
    const world = new FakeWorld();
    const sent: string[] = [];
    const { supervisor } = observed({ children: [child('a')] }, (spec, on) => ({
      ...world.launch(spec, on),
      signal: (signal) => sent.push(signal) > 0,
    }));
    await supervisor.start();
    for (const odd of [...ODD, 'TERM', 'SIGFOO', 'toString', 15] as NodeJS.Signals[]) {
      expect(() => supervisor.signal('a', odd), inspect(odd)).toThrow('it must be a name like "SIGTERM"');
    }
    expect(supervisor.signal('a', 'SIGUSR1')).toBe(true);
    expect(sent).toEqual(['SIGUSR1']);
    await supervisor.stop();
  });
});
