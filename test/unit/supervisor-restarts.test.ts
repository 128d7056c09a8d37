import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../src/supervisor/spec.js';
import { eager, PLENTY, three, useDrivers } from '../helpers/core-cases.js';
import { child, type Driver } from '../helpers/core-driver.js';

const { up } = useDrivers();

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

  it('an exit without a restart does not count', () => {
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
    expect(driver.statuses()).toEqual({ a: 'up', b: 'pausing', c: 'up' });
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
    expect(driver.take()).toEqual(['restart a', 'start a2']);
    expect(driver.statuses().a).toBe('down');
  });

  it('rest_for_one: earlier siblings are untouched meanwhile, later ones are down', () => {
    const driver = stuck('rest_for_one');
    expect(driver.statuses()).toEqual({ a: 'up', b: 'pausing', c: 'down' });
    expect(driver.living).toEqual(['a1']);
  });

  it('stop does not hang on it', () => {
    const driver = stuck('one_for_one');
    expect(driver.stop().take()).toEqual(['stop c1', 'stop a1', 'done']);
  });

  it('a sibling that dies between two tries is served', () => {
    const driver = stuck('one_for_one');
    expect(driver.exit('c').take()).toEqual(['restart c', 'start c2']);
    expect(driver.statuses()).toMatchObject({ b: 'pausing' });
  });

  it('one_for_all: the children that were started before the one that fails stop at once and wait with it', () => {
    const driver = up(three('one_for_all', { children: [child('a'), child('b'), child('c')] }));
    driver.failing.set('b', 1);
    driver.exit('b').take();
    expect(driver.statuses()).toEqual({ a: 'down', b: 'pausing', c: 'down' });
    driver.advance(1000);
    expect(driver.take()).toEqual(['start a3', 'start b3', 'start c2']);
  });

  it('rest_for_one: an earlier sibling that dies in the pause before a retry takes the child along once', () => {
    const driver = up(three('rest_for_one', { children: [child('a'), child('b'), child('c')] }));
    driver.failing.set('b', 1);
    driver.exit('b').take();
    driver.exit('a').advance(60_000);
    expect(driver.take()).toEqual(['restart a', 'start a2', 'start b3', 'start c2']);
  });

  it('a retry counts when it is taken from the mailbox, so the last one ends the supervisor without a pause', () => {
    const driver = up({ intensity: 2, children: [child('a')] });
    driver.failing.set('a', 100);
    driver.exit('a');
    expect(driver.take()).toEqual(['restart a', 'start a2', 'restart a +1000']);
    driver.advance(1000);
    expect(driver.take()).toEqual(['start a3', 'giveup a', 'done reached_max_restart_intensity']);
  });

  /** Two retries of `b` are in the mailbox: `a` died while the first start of `b` was held, and both starts failed. */
  const twoRetries = (backoff: number) => {
    const children = [eager('a'), child('b', { backoff }), eager('c')];
    const driver = up(three('one_for_all', { children }));
    driver.slow.add('b');
    driver.exit('b').exit('a').fail('b');
    expect(driver.take()).toEqual([
      ...['restart b', 'stop c1', 'stop a1', 'start a2', 'start b2'],
      ...['restart a', 'start a3', 'start b3'],
    ]);
    driver.fail('b');
    return driver;
  };

  it('the second retry of a child is dropped when the first one has brought it up', () => {
    const driver = twoRetries(0);
    expect(driver.take()).toEqual(['restart b', 'stop a3', 'start a4', 'start b4']);
    expect(driver.ready('b').take()).toEqual(['start c2']);
    expect(driver.state.restarts).toHaveLength(3);
  });

  it('the second retry of a child is one more restart when the first one has failed', () => {
    const driver = twoRetries(0);
    driver.take();
    expect(driver.fail('b').take()).toEqual(['restart b', 'stop a4', 'start a5', 'start b5']);
    expect(driver.state.restarts).toHaveLength(4);
  });

  it('the second retry of a child is dropped while the restart of the first one waits for the end of its pause', () => {
    const driver = twoRetries(5000);
    expect(driver.take()).toEqual(['restart b +5000', 'stop a3']);
    driver.slow.delete('b');
    expect(driver.advance(5000).take()).toEqual(['start a4', 'start b4', 'start c2']);
    expect(driver.state.restarts).toHaveLength(3);
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

  it('a child that dies in its first second starts again a second after its last start, not after its death', () => {
    const driver = one();
    driver.exit('a').advance(400).take();
    driver.exit('a');
    expect(driver.take()).toEqual(['restart a +600']);
    expect(driver.statuses()).toEqual({ a: 'pausing' });
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
