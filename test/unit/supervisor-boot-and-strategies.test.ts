import { describe, expect, it } from 'vitest';
import { transition } from '../../src/supervisor/core.js';
import type { Restart } from '../../src/supervisor/spec.js';
import type { Event, ExitReason } from '../../src/supervisor/state.js';
import { eager, PLENTY, three, useDrivers } from '../helpers/core-cases.js';
import { child } from '../helpers/core-driver.js';

const { fresh, up } = useDrivers();

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

  it('a supervisor without children starts', () => {
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
    expect(driver.state.failure?.message).toBe('b could not start: it was not ready within 700 ms, its startTimeout.');
  });

  it.each(['ready', 'ignored'] as const)(
    'a child that says %s when it is being killed at its timeout could not start',
    (type) => {
      const driver = fresh({ children: [child('a', { ready: 'notify', startTimeout: 700 })] });
      driver.slow.add('a');
      driver.boot();
      const one = { id: 'a', incarnation: 1 };
      const events: Event[] = [
        { type: 'timer', timer: { name: 'start', ...one } },
        { type, ...one },
        { type: 'exited', ...one, reason: 'abnormal' },
      ];
      const ended = events.reduce((state, event) => transition(state, event, 700).state, driver.state);
      expect(ended).toMatchObject({ phase: 'done', failure: { code: 'failed_to_start_child' } });
    },
  );

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
    for (const name of ['start', 'kill', 'pause'] as const) {
      driver.send({ type: 'timer', timer: { name, id: 'a', incarnation: 1 } });
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
