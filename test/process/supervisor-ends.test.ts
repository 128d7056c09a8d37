import { describe, expect, it } from 'vitest';
import type { ChildSpec, SupervisorSpec } from '../../src/supervisor/index.js';
import { useSupervisors } from '../helpers/supervise.js';
import { until } from '../helpers/until.js';

const { program, sleeper, actor, supervise } = useSupervisors();

/** In ms; the time is to be over soon, and not before the process has heard TERM. */
const SHORT_MS = 100;

/** A shell that does this when it is told to end, and says when it is prepared. */
const onTerm = (does: string, more: Partial<ChildSpec> = {}): ChildSpec => ({
  id: 'a',
  start: program('sh', ['-c', `trap '${does}' TERM; echo >&3; while :; do sleep 1000 & wait; done`]),
  ready: 'newline',
  ...more,
});

async function ended(spec: SupervisorSpec, deaf: string[] = []) {
  const one = supervise(spec);
  await one.supervisor.start();
  for (const id of deaf) await one.message(id, 'deaf');
  const pid = one.pid('a');
  await one.supervisor.stop();
  return { ...one, pid };
}

describe('a child that does not end as it should', () => {
  it('is told as a shutdown error, and is killed, when it does not heed TERM in time', async () => {
    const deaf = actor('a', ['deaf', 'ready'], { shutdown: SHORT_MS });
    const { of, events, pid } = await ended({ children: [deaf, sleeper('b')] }, ['a']);
    expect(of('shutdown_error')).toEqual([{ type: 'shutdown_error', id: 'a', pid, reason: 'killed' }]);
    expect(of('exit', 'a')).toMatchObject([{ pid, code: null, signal: 'SIGKILL', expected: true }]);
    expect(events.at(-1)?.type).toBe('shutdown_error');
  });

  it.each([
    ['exit 3', 3],
    ['trap - ABRT; kill -ABRT $$', 'SIGABRT'],
  ] as const)('is told as a shutdown error when it answers TERM with "%s"', async (does, reason) => {
    const { of, pid } = await ended({ children: [onTerm(does)] });
    expect(of('shutdown_error')).toEqual([{ type: 'shutdown_error', id: 'a', pid, reason }]);
  });

  it.each(['exit 0', 'exit 143', 'trap - TERM; kill -TERM $$'])(
    'is none when it answers TERM with "%s"',
    async (does) => {
      const { of } = await ended({ children: [onTerm(does)] });
      expect(of('shutdown_error')).toEqual([]);
      expect(of('exit')).toMatchObject([{ expected: true }]);
    },
  );

  it('is none when it is killed at once, by its spec', async () => {
    const { of } = await ended({ children: [actor('a', ['deaf', 'ready'], { shutdown: 'brutal_kill' })] }, ['a']);
    expect(of('exit')).toMatchObject([{ signal: 'SIGKILL' }]);
    expect(of('shutdown_error')).toEqual([]);
  });

  it('is the supervisor below when that is killed, and not each of its children', async () => {
    const start = { children: [actor('x', ['deaf', 'ready'], { shutdown: 'infinity' }), sleeper('y')] };
    const { of } = await ended({ children: [{ id: 'a', start, shutdown: SHORT_MS }] }, ['x']);
    expect(of('shutdown_error')).toEqual([{ type: 'shutdown_error', id: 'a', pid: process.pid, reason: 'killed' }]);
    expect(of('exit', 'x')).toMatchObject([{ signal: 'SIGKILL' }]);
  });

  it('is told once for a call that ends it, and the supervisor goes on', async () => {
    const { supervisor, of, message, pid } = supervise({
      children: [actor('a', ['deaf', 'ready'], { shutdown: SHORT_MS }), sleeper('b')],
    });
    await supervisor.start();
    await message('a', 'deaf');
    const a = pid('a');
    await supervisor.terminateChild('a');
    expect(of('shutdown_error')).toMatchObject([{ id: 'a', pid: a, reason: 'killed' }]);
    await supervisor.restartChild('a');
    await until(() => pid('a') !== a && pid('b') > 0);
  });
});

describe('a permanent failure', () => {
  const NO_RESTART = { intensity: 0 };

  it('leaves the child down and its group up, until somebody starts the child', async () => {
    const script = 'trap "exit 125" USR1; echo >&3; while :; do sleep 1000 & wait; done';
    const a: ChildSpec = { id: 'a', start: program('sh', ['-c', script]), ready: 'newline', permanentFailure: 125 };
    const { supervisor, of, pid, events } = supervise({
      ...NO_RESTART,
      strategy: 'one_for_all',
      children: [a, sleeper('b')],
    });
    await supervisor.start();
    const b = pid('b');
    supervisor.signal('a', 'SIGUSR1');
    await until(() => of('failed').length > 0);
    expect(of('failed')[0]).toMatchObject({ id: 'a', message: expect.stringContaining('exit code 125') });
    expect(of('exit')).toMatchObject([{ id: 'a', code: 125, expected: false }]);
    await supervisor.restartChild('a');
    expect([pid('b'), pid('a') > 0, of('start', 'a').length]).toEqual([b, true, 2]);
    expect(events.filter(({ type }) => type === 'restart' || type === 'giveup')).toEqual([]);
  });

  it('before the child is ready in a restart is not tried again', async () => {
    const script = '[ -e second ] && exit 125; : > second; echo >&3; exec sleep 1000';
    const start = program('sh', ['-c', script]);
    const { supervisor, of, pid } = supervise({
      intensity: 1,
      period: 60_000,
      strategy: 'one_for_all',
      children: [{ id: 'a', start, ready: 'newline', permanentFailure: 125, backoff: 0 }, sleeper('b')],
    });
    await supervisor.start();
    const b = pid('b');
    process.kill(pid('a'), 'SIGKILL');
    await until(() => of('ready', 'b').length === 2, { what: 'its group is there without it' });
    expect(of('start', 'a').map(({ because }) => because)).toEqual(['boot', 'restart']);
    expect([of('restart').length, of('failed').length, supervisor.whichChild('a').child]).toEqual([1, 1, undefined]);
    expect(pid('b')).not.toBe(b);
  });

  it('that is no option of the child is an end like any other', async () => {
    const { supervisor } = supervise({
      ...NO_RESTART,
      children: [{ id: 'a', start: program('sh', ['-c', 'exit 125']) }],
    });
    await supervisor.start();
    await expect(supervisor.done).resolves.toMatchObject({ failure: { code: 'reached_max_restart_intensity' } });
  });
});
