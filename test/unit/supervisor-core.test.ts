import { afterEach, describe, expect, it } from 'vitest';
import type { Restart, Strategy } from '../../src/supervisor/index.js';
import type { SupervisorSpec } from '../../src/supervisor/spec.js';
import type { ExitReason } from '../../src/supervisor/state.js';
import { child, Driver, running } from '../helpers/core-driver.js';

const drivers: Driver[] = [];
const watched = (driver: Driver) => {
  drivers.push(driver);
  return driver;
};
const up = (spec: SupervisorSpec) => watched(running(spec));
const fresh = (spec: SupervisorSpec) => watched(new Driver(spec));

/** Restarts that wait for nothing, so that a test is about something else. */
const eager = (id: string, more: object = {}) => child(id, { backoff: 0, ...more });
const PLENTY = { intensity: 100, period: 5000 };
const three = (strategy: Strategy, more: Partial<SupervisorSpec> = {}): SupervisorSpec => ({
  strategy,
  ...PLENTY,
  children: [eager('a'), eager('b'), eager('c')],
  ...more,
});

/** Whatever a test was about: no rule that holds always was broken on the way. */
afterEach(() => {
  const violations = drivers.flatMap((driver) => driver.violations);
  drivers.length = 0;
  expect(violations).toEqual([]);
});

describe('boot', () => {
  it('starts in list order, each child when the one before is ready', () => {
    const driver = fresh(three('rest_for_one'));
    for (const id of ['a', 'b', 'c']) driver.slow.add(id);
    driver.boot();
    expect(driver.take()).toEqual(['start a1']);
    driver.advance(20_000);
    expect(driver.take(), 'waits as long as it takes').toEqual([]);
    driver.ready('a');
    expect(driver.take()).toEqual(['start b1']);
    driver.ready('b');
    expect(driver.take()).toEqual(['start c1']);
    driver.ready('c');
    expect(driver.take()).toEqual(['started']);
  });

  it('of nobody is a start', () => {
    expect(fresh({ children: [] }).boot().take()).toEqual(['started']);
  });

  it('a child that cannot start ends the earlier ones in reverse and fails; no retry', () => {
    const driver = fresh({ ...PLENTY, children: ['a', 'b', 'c', 'd'].map((id) => child(id)) });
    driver.failing.set('c', 1);
    driver.boot();
    expect(driver.take()).toEqual([
      'start a1',
      'start b1',
      'start c1',
      'stop b1',
      'stop a1',
      'done failed_to_start_child',
    ]);
    expect(driver.state.failure?.message).toBe('c could not start: ENOENT.');
  });

  it('a child that ends before it is ready could not start, however well it ended', () => {
    for (const reason of ['normal', 'abnormal'] as const) {
      const driver = fresh({ children: [child('a'), child('b', { ready: 'notify', restart: 'temporary' })] });
      driver.slow.add('b');
      driver.boot().exit('b', reason);
      expect(driver.take()).toEqual(['start a1', 'start b1', 'stop a1', 'done failed_to_start_child']);
    }
  });

  it('a child that is never ready is killed at its timeout and could not start', () => {
    const driver = fresh({ children: [child('a'), child('b', { ready: 'notify', startTimeout: 700 })] });
    driver.slow.add('b');
    driver.boot().advance(699);
    expect(driver.take()).toEqual(['start a1', 'start b1']);
    driver.advance(1);
    expect(driver.take()).toEqual(['kill b1', 'stop a1', 'done failed_to_start_child']);
  });

  it('a child that is ready in time is not killed at its timeout', () => {
    const driver = fresh({ children: [child('a', { ready: 'notify', startTimeout: 700 })] });
    driver.slow.add('a');
    driver.boot().advance(600).ready('a').advance(10_000);
    driver.send({ type: 'timer', timer: { name: 'start', id: 'a', incarnation: 1 } });
    expect(driver.take()).toEqual(['start a1', 'started']);
  });

  it('an exit during the boot is dealt with after it', () => {
    const driver = fresh(three('one_for_one'));
    driver.slow.add('b');
    driver.boot().exit('a').ready('b');
    expect(driver.take()).toEqual(['start a1', 'start b1', 'start c1', 'started', 'restart a', 'start a2']);
  });

  it('a failure after an earlier child has died stops only who lives', () => {
    const driver = fresh(three('one_for_one'));
    driver.slow.add('c');
    driver.boot().exit('a').fail('c');
    expect(driver.take()).toEqual(['start a1', 'start b1', 'start c1', 'stop b1', 'done failed_to_start_child']);
  });

  it('calls wait until it is over', () => {
    const driver = fresh(three('one_for_one'));
    driver.slow.add('b');
    driver.boot();
    const call = driver.call({ verb: 'terminate_child', id: 'a' });
    expect(driver.answer(call)).toBe('waiting');
    driver.ready('b');
    expect(driver.answer(call)).toBe('ok');
    expect(driver.take().slice(-2)).toEqual(['started', 'stop a1']);
  });

  it('stop in the middle ends what there is, in reverse, and starts nothing more', () => {
    const driver = fresh(three('one_for_one'));
    driver.slow.add('b');
    driver.boot().stop();
    expect(driver.take()).toEqual(['start a1', 'start b1', 'stop b1', 'stop a1', 'done']);
  });

  it('stop in the middle, and the start it waited for fails', () => {
    const driver = fresh(three('one_for_one'));
    driver.slow.add('b');
    driver.deaf.add('b');
    driver.boot().stop().fail('b');
    expect(driver.take()).toEqual(['start a1', 'start b1', 'stop b1', 'stop a1', 'done']);
  });

  it('stop in the middle, and the start it waited for succeeds after all', () => {
    const driver = fresh(three('one_for_one'));
    driver.slow.add('b');
    driver.deaf.add('b');
    driver.boot().stop().ready('b');
    expect(driver.take()).toEqual(['start a1', 'start b1', 'stop b1']);
    driver.advance(5000);
    expect(driver.take()).toEqual(['kill b1', 'stop a1', 'done']);
  });

  it('stop before the boot ends it without a process', () => {
    expect(fresh(three('one_for_one')).stop().take()).toEqual(['done']);
  });
});

describe('the exit table', () => {
  const restarted: [Restart, ExitReason][] = [
    ['permanent', 'normal'],
    ['permanent', 'shutdown'],
    ['permanent', 'abnormal'],
    ['transient', 'abnormal'],
  ];
  it.each(restarted)('%s, %s: restart', (restart, reason) => {
    const driver = up({ ...PLENTY, children: [eager('a', { restart }), eager('b')] });
    driver.exit('a', reason);
    expect(driver.take()).toEqual(['restart a', 'start a2']);
  });

  it.each([
    ['transient', 'normal'],
    ['transient', 'shutdown'],
  ] as [Restart, ExitReason][])('%s, %s: down, and known', (restart, reason) => {
    const driver = up({ ...PLENTY, children: [eager('a', { restart }), eager('b')] });
    driver.exit('a', reason);
    expect(driver.take()).toEqual([]);
    expect(driver.statuses()).toEqual({ a: 'down', b: 'up' });
  });

  it.each(['normal', 'shutdown', 'abnormal'] as const)('temporary, %s: forgotten', (reason) => {
    const driver = up({ ...PLENTY, children: [eager('a', { restart: 'temporary' }), eager('b')] });
    driver.exit('a', reason);
    expect(driver.take()).toEqual(['removed a']);
    expect(driver.statuses()).toEqual({ b: 'up' });
  });

  it('an exit of somebody unknown, or of an earlier life, is nothing', () => {
    const driver = up(three('one_for_all'));
    driver.exit('a').take();
    const before = driver.state;
    driver.send({ type: 'exited', id: 'nobody', incarnation: 1, reason: 'abnormal' });
    driver.send({ type: 'exited', id: 'a', incarnation: 1, reason: 'abnormal' });
    driver.send({ type: 'exited', id: 'a', incarnation: 99, reason: 'abnormal' });
    driver.send({ type: 'ready', id: 'a', incarnation: 1 });
    driver.send({ type: 'failed', id: 'a', incarnation: 1, message: 'late' });
    for (const name of ['start', 'kill', 'again'] as const) {
      driver.send({ type: 'timer', timer: { name, id: 'a', incarnation: 1, counted: true } });
    }
    expect(driver.take()).toEqual([]);
    expect(driver.state).toEqual(before);
  });
});

describe('strategies', () => {
  it('one_for_one: only the one', () => {
    const driver = up(three('one_for_one'));
    expect(driver.exit('b').take()).toEqual(['restart b', 'start b2']);
    expect(driver.living.sort()).toEqual(['a1', 'b2', 'c1']);
  });

  it('one_for_all: the others stop in reverse, then all start in order', () => {
    const driver = up(three('one_for_all'));
    expect(driver.exit('b').take()).toEqual(['restart b', 'stop c1', 'stop a1', 'start a2', 'start b2', 'start c2']);
  });

  it('rest_for_one: those after it stop in reverse, then it and they start in order', () => {
    const driver = up({
      ...PLENTY,
      strategy: 'rest_for_one',
      children: ['e', 'b', 'd', 'a', 'c'].map((id) => eager(id)),
    });
    expect(driver.exit('d').take()).toEqual(['restart d', 'stop c1', 'stop a1', 'start d2', 'start a2', 'start c2']);
    expect(driver.stop().take()).toEqual(['stop c2', 'stop a2', 'stop d2', 'stop b1', 'stop e1', 'done']);
  });

  it('rest_for_one: the last child is alone', () => {
    expect(up(three('rest_for_one')).exit('c').take()).toEqual(['restart c', 'start c2']);
  });

  it.each(['one_for_all', 'rest_for_one'] as const)(
    '%s: one after the other, each when the one before is gone',
    (strategy) => {
      const driver = up(three(strategy));
      driver.deaf.add('c').add('b');
      driver.slow.add('b');
      driver.exit('a');
      expect(driver.take()).toEqual(['restart a', 'stop c1']);
      driver.advance(5000);
      expect(driver.take()).toEqual(['kill c1', 'stop b1']);
      driver.exit('b', 'normal');
      expect(driver.take()).toEqual(['start a2', 'start b2']);
      driver.ready('b');
      expect(driver.take()).toEqual(['start c2']);
    },
  );

  it.each(['one_for_all', 'rest_for_one'] as const)(
    '%s: a temporary bystander is stopped and forgotten',
    (strategy) => {
      const driver = up({
        ...PLENTY,
        strategy,
        children: [eager('a'), eager('b'), eager('t', { restart: 'temporary' }), eager('d')],
      });
      const stops =
        strategy === 'one_for_all'
          ? ['stop d1', 'stop t1', 'removed t', 'stop a1']
          : ['stop d1', 'stop t1', 'removed t'];
      const starts = strategy === 'one_for_all' ? ['start a2', 'start b2', 'start d2'] : ['start b2', 'start d2'];
      expect(driver.exit('b').take()).toEqual(['restart b', ...stops, ...starts]);
      expect(driver.ids).toEqual(['a', 'b', 'd']);
      expect(driver.statuses()).toMatchObject({ b: 'up' });
    },
  );

  it.each(['one_for_all', 'rest_for_one'] as const)(
    '%s: the death of a temporary child restarts nobody',
    (strategy) => {
      const driver = up({ ...PLENTY, strategy, children: [eager('t', { restart: 'temporary' }), eager('b')] });
      expect(driver.exit('t').take()).toEqual(['removed t']);
    },
  );

  it('one_for_all: who was terminated by hand starts with the rest, as in OTP', () => {
    const driver = up(three('one_for_all'));
    expect(driver.do('terminate_child', 'c')).toBe('ok');
    driver.take();
    expect(driver.exit('a').take()).toEqual(['restart a', 'stop b1', 'start a2', 'start b2', 'start c2']);
  });

  it('several deaths at once are one restart when the first takes the others along', () => {
    const driver = up(three('one_for_all', { intensity: 1 }));
    driver.atOnce(
      () => driver.exit('a'),
      () => driver.exit('b'),
      () => driver.exit('c'),
    );
    expect(driver.take()).toEqual(['restart a', 'stop c1', 'start a2', 'start b2', 'start c2']);
    expect(driver.state.restarts).toHaveLength(1);
  });

  it('several deaths at once under one_for_one are as many restarts', () => {
    const driver = up(three('one_for_one'));
    driver.atOnce(
      () => driver.exit('c'),
      () => driver.exit('a'),
    );
    expect(driver.take()).toEqual(['restart c', 'start c2', 'restart a', 'start a2']);
    expect(driver.state.restarts).toHaveLength(2);
  });
});

describe('intensity', () => {
  const crashes = (driver: Driver, count: number, id = 'a') => {
    for (let at = 0; at < count; at++) driver.exit(id);
    return driver;
  };

  it.each(['one_for_one', 'one_for_all', 'rest_for_one'] as const)(
    '%s: so many are allowed, one more is not',
    (strategy) => {
      const driver = up(three(strategy, { intensity: 3 }));
      crashes(driver, 3);
      expect(driver.living.sort()).toEqual(strategy === 'one_for_one' ? ['a4', 'b1', 'c1'] : ['a4', 'b4', 'c4']);
      driver.take();
      driver.exit('a');
      const last = strategy === 'one_for_one' ? 1 : 4;
      expect(driver.take()).toEqual([
        'giveup a',
        `stop c${last}`,
        `stop b${last}`,
        'done reached_max_restart_intensity',
      ]);
      expect(driver.state.failure?.message).toBe('a: 4 restarts within 5000 ms, 3 allowed.');
    },
  );

  it('none allowed: the first death is the end', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    expect(driver.exit('b').take()).toEqual(['giveup b', 'stop c1', 'stop a1', 'done reached_max_restart_intensity']);
  });

  it('deaths further apart than the period never escalate', () => {
    const driver = up(three('one_for_one', { intensity: 1, period: 1000 }));
    for (let at = 0; at < 50; at++) driver.exit('a').advance(1001);
    expect(driver.ended).toBe(false);
    expect(driver.state.restarts.length).toBeLessThanOrEqual(1);
  });

  it('the edge of the period still counts', () => {
    const inside = up(three('one_for_one', { intensity: 1, period: 1000 }));
    expect(inside.exit('a').advance(1000).exit('a').ended).toBe(true);
    const outside = up(three('one_for_one', { intensity: 1, period: 1000 }));
    expect(outside.exit('a').advance(1001).exit('a').ended).toBe(false);
  });

  it('the deaths of all children count together', () => {
    const driver = up(three('one_for_one', { intensity: 2 }));
    driver.exit('a').exit('b').exit('c');
    expect(driver.ended).toBe(true);
  });

  it('one death counts once, however many siblings it moves', () => {
    const driver = up(three('one_for_all', { intensity: 2 }));
    driver.exit('a').exit('b');
    expect(driver.ended).toBe(false);
    expect(driver.state.restarts).toHaveLength(2);
  });

  it('who is not restarted does not count', () => {
    const driver = up({
      intensity: 0,
      children: [eager('t', { restart: 'temporary' }), eager('r', { restart: 'transient' }), eager('p')],
    });
    driver.exit('t').exit('r', 'normal');
    expect(driver.ended).toBe(false);
  });

  it('reports how much of it is used', () => {
    const driver = up(three('one_for_one', { intensity: 3 }));
    driver.exit('a').exit('a');
    expect(driver.state.restarts).toHaveLength(2);
  });
});

describe('a restart that fails', () => {
  it('is tried again, each try counted, until it succeeds', () => {
    const driver = up(three('one_for_one', { intensity: 3 }));
    driver.failing.set('a', 2);
    driver.exit('a');
    expect(driver.take()).toEqual(['restart a', 'start a2', 'restart a', 'start a3', 'restart a', 'start a4']);
    expect(driver.state.restarts).toHaveLength(3);
    expect(driver.statuses()).toEqual({ a: 'up', b: 'up', c: 'up' });
  });

  it.each(['one_for_one', 'one_for_all', 'rest_for_one'] as const)('%s: until the intensity is spent', (strategy) => {
    const driver = up(three(strategy, { intensity: 3 }));
    driver.failing.set('a', 100);
    driver.exit('a');
    expect(driver.ended).toBe(true);
    expect(driver.living).toEqual([]);
    const starts = driver.take().filter((step) => /^start a/.test(step));
    expect(starts).toEqual(['start a2', 'start a3', 'start a4']);
  });

  it('one_for_all: when another child fails, those that were restarted stop, and all start again', () => {
    const driver = up(three('one_for_all'));
    driver.failing.set('b', 1);
    driver.exit('a');
    expect(driver.take()).toEqual([
      ...['restart a', 'stop c1', 'stop b1', 'start a2', 'start b2'],
      ...['restart b', 'stop a2', 'start a3', 'start b3', 'start c2'],
    ]);
  });

  it('rest_for_one: when another child fails, those before it are left alone', () => {
    const driver = up(three('rest_for_one'));
    driver.failing.set('b', 1);
    driver.exit('a');
    expect(driver.take()).toEqual([
      ...['restart a', 'stop c1', 'stop b1', 'start a2', 'start b2'],
      ...['restart b', 'start b3', 'start c2'],
    ]);
  });

  const stuck = (strategy: Strategy) => {
    const driver = up(three(strategy, { children: [child('a'), child('b', { backoff: 1000 }), child('c')] }));
    driver.failing.set('b', 1000);
    driver.exit('b').take();
    return driver;
  };

  it('a child between two tries is seen, and can be called off', () => {
    const driver = stuck('one_for_one');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'restarting', c: 'up' });
    expect(driver.startChild('b')).toBe('already_present');
    expect(driver.do('restart_child', 'b')).toBe('restarting');
    expect(driver.do('delete_child', 'b')).toBe('restarting');
    expect(driver.take()).toEqual([]);
    expect(driver.do('terminate_child', 'b')).toBe('ok');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'down', c: 'up' });
    driver.advance(60_000);
    expect(driver.take(), 'no more tries').toEqual([]);
    driver.failing.clear();
    expect(driver.do('restart_child', 'b')).toBe('ok');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'up', c: 'up' });
  });

  it('a call that came during a try is served before the next one', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('a');
    driver.exit('a');
    const call = driver.call({ verb: 'terminate_child', id: 'a' });
    expect(driver.answer(call)).toBe('waiting');
    driver.fail('a');
    expect(driver.answer(call)).toBe('ok');
    expect(driver.take()).toEqual(['restart a', 'start a2', 'restart a']);
    expect(driver.statuses().a).toBe('down');
  });

  it('rest_for_one: earlier siblings are untouched meanwhile, later ones are down', () => {
    const driver = stuck('rest_for_one');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'restarting', c: 'down' });
    expect(driver.living).toEqual(['a1']);
  });

  it('stop does not hang on it', () => {
    const driver = stuck('one_for_one');
    expect(driver.stop().take()).toEqual(['stop c1', 'stop a1', 'done']);
  });

  it('a sibling that dies between two tries is served', () => {
    const driver = stuck('one_for_one');
    expect(driver.exit('c').take()).toEqual(['restart c', 'start c2']);
    expect(driver.statuses()).toMatchObject({ b: 'restarting' });
  });

  it('one_for_all: a sibling that dies between two tries takes it along, once', () => {
    const driver = up(three('one_for_all', { children: [child('a'), child('b'), child('c')] }));
    driver.failing.set('b', 1);
    driver.exit('b').take();
    expect(driver.statuses()).toEqual({ a: 'up', b: 'restarting', c: 'down' });
    driver.exit('a').advance(60_000);
    expect(driver.statuses()).toEqual({ a: 'up', b: 'up', c: 'up' });
    expect(driver.take().filter((step) => step.startsWith('start b'))).toEqual(['start b3']);
  });

  it('a start that hangs is killed at its timeout and tried again', () => {
    const driver = up({ ...PLENTY, children: [child('a', { ready: 'notify', startTimeout: 3000 })] });
    driver.slow.add('a');
    driver.exit('a').advance(3000);
    expect(driver.take()).toEqual(['restart a', 'start a2', 'kill a2', 'restart a', 'start a3']);
  });
});

describe('back-off', () => {
  const one = (more: object = {}) => up({ ...PLENTY, children: [child('a', more)] });

  it('none for who was ready for a second', () => {
    const driver = one();
    driver.exit('a').advance(1000);
    expect(driver.take()).toEqual(['restart a', 'start a2']);
    expect(driver.exit('a').take()).toEqual(['restart a', 'start a3']);
  });

  it('who dies younger starts again a second after its last start, not after its death', () => {
    const driver = one();
    driver.exit('a').advance(400).take();
    driver.exit('a');
    expect(driver.take()).toEqual(['restart a +600']);
    expect(driver.statuses()).toEqual({ a: 'restarting' });
    driver.advance(599);
    expect(driver.take()).toEqual([]);
    driver.advance(1);
    expect(driver.take()).toEqual(['start a3']);
  });

  it('readiness counts, not existence', () => {
    const driver = up({ ...PLENTY, children: [child('a', { ready: 'notify', backoff: 5000 })] });
    driver.slow.add('a');
    driver.exit('a').advance(4000).ready('a').advance(999).take();
    expect(driver.exit('a').take()).toEqual(['restart a +1']);
  });

  it('a long way to readiness has used the wait up', () => {
    const driver = up({ ...PLENTY, children: [child('a', { ready: 'notify' })] });
    driver.slow.add('a');
    driver.exit('a').advance(4000).take();
    expect(driver.exit('a').take()).toEqual(['restart a', 'start a3']);
  });

  it('the wait counts once', () => {
    const driver = up({ intensity: 2, period: 60_000, children: [child('a')] });
    driver.exit('a').exit('a').advance(1000);
    expect(driver.take()).toEqual(['restart a', 'start a2', 'restart a +1000', 'start a3']);
    expect(driver.state.restarts).toHaveLength(2);
    driver.exit('a');
    expect(driver.ended).toBe(true);
  });

  it('one_for_all: the others stop at once and wait with it', () => {
    const driver = up(three('one_for_all', { children: [child('a'), child('b'), child('c')] }));
    driver.exit('a').take();
    driver.advance(500).exit('b');
    expect(driver.take()).toEqual(['restart b +500', 'stop c2', 'stop a2']);
    driver.advance(500);
    expect(driver.take()).toEqual(['start a3', 'start b3', 'start c3']);
  });

  it('terminate_child calls it off', () => {
    const driver = one();
    driver.exit('a').exit('a').take();
    expect(driver.do('terminate_child', 'a')).toBe('ok');
    expect(driver.advance(10_000).take()).toEqual([]);
    expect(driver.do('delete_child', 'a')).toBe('ok');
  });

  it('a child started by hand meanwhile is not started again by the old wait', () => {
    const driver = one();
    driver.exit('a').exit('a').take();
    driver.do('terminate_child', 'a');
    expect(driver.do('restart_child', 'a')).toBe('ok');
    expect(driver.advance(10_000).take()).toEqual(['start a3']);
  });
});

describe('ending', () => {
  it('in reverse start order, one after the other', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('b');
    driver.stop();
    expect(driver.take()).toEqual(['stop c1', 'stop b1']);
    driver.advance(4999);
    expect(driver.take()).toEqual([]);
    driver.advance(1);
    expect(driver.take()).toEqual(['kill b1', 'stop a1', 'done']);
  });

  it('a number: KILL after so many ms, and no sooner', () => {
    const driver = up({ children: [child('a', { shutdown: 250 })] });
    driver.deaf.add('a');
    driver.stop().advance(249);
    expect(driver.take()).toEqual(['stop a1']);
    driver.advance(1);
    expect(driver.take()).toEqual(['kill a1', 'done']);
  });

  it('brutal_kill: at once, and waits for the exit', () => {
    const driver = up({ children: [child('a'), child('b', { shutdown: 'brutal_kill' })] });
    driver.undying.add('b');
    driver.stop().advance(60_000);
    expect(driver.take()).toEqual(['kill b1']);
    driver.exit('b');
    expect(driver.take()).toEqual(['stop a1', 'done']);
  });

  it('infinity: waits for ever', () => {
    const driver = up({ children: [child('a', { shutdown: 'infinity' })] });
    driver.deaf.add('a');
    driver.stop().advance(1e9);
    expect(driver.take()).toEqual(['stop a1']);
    expect(driver.timerKeys).toEqual([]);
    driver.exit('a', 'normal');
    expect(driver.take()).toEqual(['done']);
  });

  it('a child that is dead already is passed over', () => {
    const driver = up(
      three('one_for_one', { children: [child('a'), child('b', { restart: 'transient' }), child('c')] }),
    );
    driver.exit('b', 'normal');
    expect(driver.stop().take()).toEqual(['stop c1', 'stop a1', 'done']);
  });

  it.each(['permanent', 'transient', 'temporary'] as const)(
    'a %s child that dies by itself meanwhile is fine, with any reason',
    (restart) => {
      for (const reason of ['normal', 'shutdown', 'abnormal'] as const) {
        for (const victim of ['a', 'b', 'c']) {
          const children = ['a', 'b', 'c'].map((id) => child(id, { restart }));
          const driver = up({ intensity: 0, strategy: 'one_for_all', children });
          driver.deaf.add('c');
          driver.stop();
          driver.exit(victim, reason);
          if (victim !== 'c') driver.exit('c', 'normal');
          const expected = ['stop c1', 'stop b1', 'stop a1', 'done'].filter(
            (step) => victim === 'c' || step !== `stop ${victim}1`,
          );
          expect(driver.take(), `${victim} ${reason}`).toEqual(expected);
        }
      }
    },
  );

  it('twice is once', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('c');
    driver.stop().stop().stop();
    expect(driver.take()).toEqual(['stop c1']);
    driver.exit('c').stop();
    expect(driver.take()).toEqual(['stop b1', 'stop a1', 'done']);
  });

  it('starts nothing any more: deaths, retries and calls are too late', () => {
    const driver = up(three('one_for_one', { children: [child('a'), child('b'), child('c')] }));
    driver.exit('a').exit('a');
    expect(driver.statuses().a).toBe('restarting');
    driver.deaf.add('c');
    driver.stop().take();
    const calls = [
      driver.call({ verb: 'terminate_child', id: 'a' }),
      driver.call({ verb: 'restart_child', id: 'a' }),
      driver.call({ verb: 'delete_child', id: 'nobody' }),
    ];
    driver.exit('b').advance(60_000);
    expect(driver.take()).toEqual(['kill c1', 'done']);
    expect(calls.map((call) => driver.answer(call))).toEqual(['shutdown', 'shutdown', 'shutdown']);
  });

  it('a death that was not yet dealt with is not counted, and not stopped again', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('b');
    const call = driver.call({ verb: 'terminate_child', id: 'b' });
    driver.exit('a').exit('c');
    driver.stop().take();
    driver.exit('b');
    expect(driver.take()).toEqual(['done']);
    expect(driver.answer(call)).toBe('shutdown');
    expect(driver.state.failure).toBeNull();
  });

  it('waits for the child that is being stopped already, then goes on in reverse', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('b');
    driver.call({ verb: 'terminate_child', id: 'b' });
    driver.stop();
    expect(driver.take()).toEqual(['stop b1']);
    driver.advance(5000);
    expect(driver.take()).toEqual(['kill b1', 'stop c1', 'stop a1', 'done']);
  });

  it('while an earlier child is starting: the later ones first, and it last, ready or not', () => {
    for (const answer of ['ready', 'fail', 'nothing'] as const) {
      const driver = up(three('one_for_one'));
      driver.slow.add('a');
      driver.deaf.add('c').add('b');
      driver.exit('a').stop();
      expect(driver.take()).toEqual(['restart a', 'start a2', 'stop c1']);
      if (answer !== 'nothing') driver[answer]('a');
      expect(driver.take(), `a: ${answer}; c is not gone yet`).toEqual([]);
      driver.exit('c');
      expect(driver.take()).toEqual(['stop b1']);
      driver.exit('b');
      expect(driver.take()).toEqual(answer === 'fail' ? ['done'] : ['stop a2', 'done']);
    }
  });

  it('while an earlier child is starting, which dies', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('a');
    driver.deaf.add('c');
    driver.exit('a').stop().exit('a').take();
    driver.exit('c');
    expect(driver.take()).toEqual(['stop b1', 'done']);
  });

  it('giving up while others are slow to go waits for each', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('c').add('b');
    driver.exit('a');
    expect(driver.take()).toEqual(['giveup a', 'stop c1']);
    driver.advance(5000);
    expect(driver.take()).toEqual(['kill c1', 'stop b1']);
    driver.exit('b');
    expect(driver.take()).toEqual(['done reached_max_restart_intensity']);
  });
});

describe('an exit in the mailbox of a child that is being stopped', () => {
  it('is not counted: terminate_child', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('c');
    driver.call({ verb: 'terminate_child', id: 'c' });
    const call = driver.call({ verb: 'terminate_child', id: 'a' });
    driver.exit('a').exit('c');
    expect(driver.answer(call)).toBe('ok');
    expect(driver.take()).toEqual(['stop c1']);
    expect(driver.statuses()).toEqual({ a: 'down', b: 'up', c: 'down' });
  });

  it('is counted when the exit was first', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.deaf.add('c');
    driver.call({ verb: 'terminate_child', id: 'c' });
    driver.exit('a');
    driver.call({ verb: 'terminate_child', id: 'a' });
    driver.exit('c');
    expect(driver.take()).toEqual(['stop c1', 'giveup a', 'stop b1', 'done reached_max_restart_intensity']);
  });

  it('is not counted: a bystander of a restart', () => {
    const driver = up(three('one_for_all', { intensity: 1 }));
    driver.deaf.add('c');
    driver.exit('b').exit('a');
    driver.exit('c');
    expect(driver.ended).toBe(false);
    expect(driver.take()).toEqual(['restart b', 'stop c1', 'start a2', 'start b2', 'start c2']);
  });

  it('a child that was restarted and died while its siblings still start is dealt with after', () => {
    const driver = up(three('one_for_all'));
    driver.slow.add('b');
    driver.exit('c').exit('a').take();
    driver.slow.clear();
    driver.ready('b');
    expect(driver.take()).toEqual(['start c2', 'restart a', 'stop c2', 'stop b2', 'start a3', 'start b3', 'start c3']);
  });
});

describe('dynamic calls', () => {
  const pool = () =>
    up({
      ...PLENTY,
      children: [
        eager('up'),
        eager('down', { restart: 'transient' }),
        child('again'),
        eager('temp', { restart: 'temporary' }),
      ],
    });
  const inEachState = () => {
    const driver = pool();
    driver.exit('down', 'normal');
    driver.exit('again').exit('again').take();
    expect(driver.statuses()).toEqual({ up: 'up', down: 'down', again: 'restarting', temp: 'up' });
    return driver;
  };

  it.each([
    ['terminate_child', { up: 'ok', down: 'ok', again: 'ok', temp: 'ok', nobody: 'not_found' }],
    ['restart_child', { up: 'running', down: 'ok', again: 'restarting', temp: 'running', nobody: 'not_found' }],
    ['delete_child', { up: 'running', down: 'ok', again: 'restarting', temp: 'running', nobody: 'not_found' }],
  ] as const)('%s', (verb, answers) => {
    for (const [id, answer] of Object.entries(answers)) {
      const driver = inEachState();
      const before = driver.statuses();
      expect(driver.do(verb, id), id).toBe(answer);
      if (answer !== 'ok') {
        expect(driver.statuses(), id).toEqual(before);
        expect(driver.take(), id).toEqual([]);
      }
    }
  });

  it('start_child', () => {
    const driver = inEachState();
    expect(driver.startChild('up')).toBe('already_started');
    expect(driver.startChild('down')).toBe('already_present');
    expect(driver.startChild('again')).toBe('already_present');
    expect(driver.startChild('temp')).toBe('already_started');
    expect(driver.take()).toEqual([]);
    expect(driver.startChild('new')).toBe('ok');
    expect(driver.take()).toEqual(['start new1']);
    expect(driver.ids.at(-1)).toBe('new');
  });

  it('start_child is last in start order, so first to be stopped', () => {
    const driver = up(three('rest_for_one'));
    driver.startChild('d');
    driver.startChild('0');
    expect(driver.take()).toEqual(['start d1', 'start 01']);
    driver.advance(1500);
    expect(driver.exit('c').take()).toEqual(['restart c', 'stop 01', 'stop d1', 'start c2', 'start d2', 'start 02']);
    expect(driver.stop().take().slice(0, 3)).toEqual(['stop 02', 'stop d2', 'stop c2']);
  });

  it('start_child that fails leaves no spec and does not count', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.failing.set('d', 1);
    expect(driver.startChild('d')).toBe('start_failed');
    expect(driver.ids).toEqual(['a', 'b', 'c']);
    expect(driver.startChild('d')).toBe('ok');
    expect(driver.ended).toBe(false);
  });

  it('start_child that dies before it is ready leaves no spec', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.slow.add('d');
    driver.startChild('d', { ready: 'notify' });
    driver.exit('d');
    expect(driver.answer(0)).toBe('start_failed');
    expect(driver.ids).toEqual(['a', 'b', 'c']);
    expect(driver.ended).toBe(false);
  });

  it('start_child answers when the child is ready; what comes meanwhile waits', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('d');
    expect(driver.startChild('d')).toBe('waiting');
    const second = driver.call({ verb: 'delete_child', id: 'd' });
    expect(driver.answer(second)).toBe('waiting');
    driver.ready('d');
    expect([driver.answer(0), driver.answer(second)]).toEqual(['ok', 'running']);
  });

  it('two start_child of one name at once: one process', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('d');
    driver.startChild('d');
    driver.startChild('d');
    driver.ready('d');
    expect([driver.answer(0), driver.answer(1)]).toEqual(['ok', 'already_started']);
    expect(driver.take()).toEqual(['start d1']);
  });

  it('restart_child that fails leaves the child down, known, and not counted', () => {
    const driver = up(three('one_for_one', { intensity: 0 }));
    driver.do('terminate_child', 'b');
    driver.failing.set('b', 1);
    expect(driver.do('restart_child', 'b')).toBe('start_failed');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'down', c: 'up' });
    expect(driver.advance(60_000).ended).toBe(false);
    expect(driver.do('restart_child', 'b')).toBe('ok');
  });

  it('terminate_child again and again is fine, counts nothing, restarts nothing', () => {
    const driver = up(three('one_for_all', { intensity: 0 }));
    for (let at = 0; at < 3; at++) expect(driver.do('terminate_child', 'b')).toBe('ok');
    expect(driver.take()).toEqual(['stop b1']);
    expect(driver.ended).toBe(false);
  });

  it('terminate_child keeps to the policy of the child', () => {
    const driver = up({ children: [child('a', { shutdown: 'brutal_kill' }), child('b', { shutdown: 300 })] });
    driver.deaf.add('b');
    driver.do('terminate_child', 'a');
    expect(driver.do('terminate_child', 'b')).toBe('waiting');
    driver.advance(300);
    expect(driver.take()).toEqual(['kill a1', 'stop b1', 'kill b1']);
  });

  it('terminate_child of a temporary child forgets it', () => {
    const driver = up({ children: [child('t', { restart: 'temporary' })] });
    expect(driver.do('terminate_child', 't')).toBe('ok');
    expect(driver.ids).toEqual([]);
    expect(driver.do('restart_child', 't')).toBe('not_found');
  });

  it('a deleted child is gone for good, and its name is free', () => {
    const driver = up(three('one_for_all'));
    driver.do('terminate_child', 'b');
    expect(driver.do('delete_child', 'b')).toBe('ok');
    expect(driver.do('delete_child', 'b')).toBe('not_found');
    driver.take();
    expect(driver.exit('a').take()).toEqual(['restart a', 'stop c1', 'start a2', 'start c2']);
    expect(driver.startChild('b')).toBe('ok');
    expect(driver.ids).toEqual(['a', 'c', 'b']);
  });

  it('stop during start_child: the caller is told, the child is stopped', () => {
    const driver = up(three('one_for_one'));
    driver.slow.add('d');
    driver.startChild('d');
    driver.stop();
    expect(driver.answer(0)).toBe('shutdown');
    expect(driver.take()).toEqual(['start d1', 'stop d1', 'stop c1', 'stop b1', 'stop a1', 'done']);
  });

  it('each refusal says what to do', () => {
    const driver = inEachState();
    driver.startChild('up');
    driver.startChild('down');
    driver.do('restart_child', 'again');
    driver.do('delete_child', 'up');
    driver.do('terminate_child', 'nobody');
    const messages = [...driver.replies.values()].map((reply) => (reply.ok ? '' : reply.message));
    expect(messages).toEqual([
      'up is running already.',
      'down is known already but not running; restart or delete it.',
      'again is being restarted; terminate it first.',
      'up is running; terminate it first.',
      'nobody is not a child of this supervisor.',
    ]);
  });
});

describe('significant children', () => {
  const significant = (id: string, restart: Restart) => eager(id, { restart, significant: true });
  const pair = (autoShutdown: SupervisorSpec['autoShutdown'], more: Partial<SupervisorSpec> = {}) =>
    up({
      ...PLENTY,
      autoShutdown,
      children: [eager('plain'), significant('s', 'transient'), significant('t', 'temporary')],
      ...more,
    });

  it('any_significant: the first that ends for good takes the supervisor along, in order', () => {
    expect(pair('any_significant').exit('s', 'normal').take()).toEqual(['stop t1', 'stop plain1', 'done']);
    expect(pair('any_significant').exit('t', 'abnormal').take()).toEqual([
      'removed t',
      'stop s1',
      'stop plain1',
      'done',
    ]);
  });

  it('any_significant: one that is restarted does not', () => {
    expect(pair('any_significant').exit('s', 'abnormal').take()).toEqual(['restart s', 'start s2']);
  });

  it('one that is not significant does not', () => {
    const driver = up({ autoShutdown: 'any_significant', children: [child('a', { restart: 'transient' })] });
    expect(driver.exit('a', 'normal').take()).toEqual([]);
  });

  it('all_significant: the last one does', () => {
    const driver = pair('all_significant');
    expect(driver.exit('s', 'normal').take()).toEqual([]);
    expect(driver.exit('t', 'normal').take()).toEqual(['removed t', 'stop plain1', 'done']);
  });

  it('all_significant: one that waits for its restart still counts as running', () => {
    const driver = up({
      ...PLENTY,
      autoShutdown: 'all_significant',
      children: [child('s', { restart: 'transient', significant: true }), significant('t', 'temporary')],
    });
    driver.exit('s').exit('s').take();
    expect(driver.statuses()).toEqual({ s: 'restarting', t: 'up' });
    expect(driver.exit('t', 'normal').take()).toEqual(['removed t']);
    expect(driver.advance(1000).take()).toEqual(['start s3']);
  });

  it('all_significant: one that was terminated by hand does not count as running', () => {
    const driver = pair('all_significant');
    driver.do('terminate_child', 't');
    driver.take();
    expect(driver.exit('s', 'normal').take()).toEqual(['stop plain1', 'done']);
  });

  it('never by a call', () => {
    for (const autoShutdown of ['any_significant', 'all_significant'] as const) {
      const driver = pair(autoShutdown);
      driver.do('terminate_child', 's');
      driver.do('terminate_child', 't');
      driver.do('delete_child', 's');
      expect(driver.ended).toBe(false);
    }
  });

  it('never as a bystander', () => {
    const driver = pair('any_significant', { strategy: 'one_for_all' });
    expect(driver.exit('plain').take()).toEqual([
      ...['restart plain', 'stop t1', 'removed t', 'stop s1'],
      ...['start plain2', 'start s2'],
    ]);
    expect(driver.ended).toBe(false);
  });

  it('never: nothing ends it', () => {
    const driver = up({ children: [child('a', { restart: 'transient' })] });
    expect(driver.exit('a', 'normal').ended).toBe(false);
  });

  it('is no failure', () => {
    const driver = pair('any_significant');
    driver.exit('s', 'normal');
    expect(driver.state.failure).toBeNull();
  });
});

describe('purity', () => {
  it('the same events give the same states and commands', () => {
    const play = () => {
      const driver = up(three('rest_for_one', { intensity: 4 }));
      driver.failing.set('b', 2);
      driver.exit('a').advance(300).exit('c').advance(2000);
      driver.startChild('d');
      driver.exit('d').stop();
      return { trace: driver.trace, state: driver.state };
    };
    expect(play()).toEqual(play());
  });
});
