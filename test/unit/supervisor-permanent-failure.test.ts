import { describe, expect, it } from 'vitest';
import type { SupervisorSpec } from '../../src/supervisor/index.js';
import { eager, useDrivers } from '../helpers/core-cases.js';
import type { Driver } from '../helpers/core-driver.js';

const { up, fresh } = useDrivers();

const CODE = 125;
const marked = (id: string, more: object = {}) => eager(id, { permanentFailure: CODE, ...more });
/** No restart is allowed, so one that is counted ends the supervisor. */
const NONE: Partial<SupervisorSpec> = { intensity: 0 };
const failsPermanently = (driver: Driver, id: string): Driver => driver.exit(id, 'abnormal', CODE);

describe('a permanent failure', () => {
  it.each(['one_for_one', 'one_for_all', 'rest_for_one'] as const)(
    'a permanent failure in %s leaves the child down, counts no restart, and stops no other child',
    (strategy) => {
      const driver = failsPermanently(up({ ...NONE, strategy, children: [eager('a'), marked('b'), eager('c')] }), 'b');
      expect(driver.statuses()).toEqual({ a: 'up', b: 'down', c: 'up' });
      expect([driver.take(), driver.state.restarts, driver.ended]).toEqual([[], [], false]);
      expect(driver.failures).toEqual(['b is not started again: it ended with exit code 125, its permanent failure.']);
      expect(driver.do('restart_child', 'b')).toBe('ok');
    },
  );

  it.each([
    ['permanent', 'down'],
    ['transient', 'down'],
    ['temporary', undefined],
  ] as const)('a permanent failure of a %s child leaves it %s', (restart, status) => {
    const driver = failsPermanently(up({ ...NONE, children: [marked('a', { restart }), eager('b')] }), 'a');
    expect(driver.statuses()).toEqual({ ...(status && { a: status }), b: 'up' });
  });

  it.each([
    ['another exit code', { permanentFailure: CODE }, 1],
    ['the same number without the option', {}, CODE],
    ['a signal', { permanentFailure: 9 }, 'killed'],
    ['exit code 0 without the option', {}, 0],
  ] as const)('a permanent failure is not %s: the child is restarted', (_, more, endedBy) => {
    const driver = up({ intensity: 1, children: [eager('a', more)] });
    driver.exit('a', endedBy === 0 ? 'normal' : 'abnormal', endedBy);
    expect(driver.take()).toEqual(['restart a', 'start a2']);
  });

  it('a permanent failure of a significant child may end the supervisor, by its rule', () => {
    const significant = (id: string) => marked(id, { restart: 'transient', significant: true });
    const any = up({ ...NONE, autoShutdown: 'any_significant', children: [eager('a'), significant('s')] });
    expect(failsPermanently(any, 's').take()).toEqual(['stop a1', 'done']);
    const all = up({ ...NONE, autoShutdown: 'all_significant', children: [significant('s'), significant('t')] });
    expect(failsPermanently(all, 's').ended).toBe(false);
    expect(failsPermanently(all, 't').ended).toBe(true);
    expect([any.state.failure, all.state.failure]).toEqual([null, null]);
  });

  it('a child that fails permanently in the start of a restart is not tried again, and its group goes on', () => {
    const driver = up({ intensity: 1, strategy: 'one_for_all', children: [eager('a'), marked('b'), eager('c')] });
    driver.slow.add('b');
    driver.exit('a').take();
    failsPermanently(driver, 'b');
    expect(driver.take()).toEqual(['start c2']);
    expect(driver.statuses()).toEqual({ a: 'up', b: 'down', c: 'up' });
    expect([driver.state.operation, driver.state.mailbox, driver.state.restarts.length]).toEqual([null, [], 1]);
  });

  it('a permanent failure in the start of a restart of a significant child ends the supervisor', () => {
    const driver = up({
      intensity: 1,
      autoShutdown: 'any_significant',
      children: [eager('a'), marked('s', { restart: 'transient', significant: true })],
    });
    driver.slow.add('s');
    driver.exit('s').take();
    expect(failsPermanently(driver, 's').take()).toEqual(['stop a1', 'done']);
  });

  it('a permanent failure at the boot is a start that failed', () => {
    const driver = fresh({ children: [eager('a'), marked('b')] });
    driver.slow.add('b');
    failsPermanently(driver.boot(), 'b');
    expect(driver.take()).toEqual(['start a1', 'start b1', 'stop a1', 'done failed_to_start_child']);
  });

  it('a permanent failure in a call is a start that failed', () => {
    const driver = up({ ...NONE, children: [marked('a')] });
    driver.slow.add('a');
    driver.do('terminate_child', 'a');
    const call = driver.call({ verb: 'restart_child', id: 'a' });
    failsPermanently(driver, 'a');
    expect([driver.answer(call), driver.statuses(), driver.ended]).toEqual(['start_failed', { a: 'down' }, false]);
  });

  it('a permanent failure of an instance of a template removes the instance', () => {
    const driver = up({ ...NONE, strategy: 'simple_one_for_one', children: [marked('x')] });
    driver.call({ verb: 'start_instance', args: [] });
    driver.take();
    expect(failsPermanently(driver, 'x-1').take()).toEqual(['removed x-1']);
    expect([driver.ids, driver.ended]).toEqual([[], false]);
  });

  it('a permanent failure ends the spare of the child too', () => {
    const driver = up({ ...NONE, children: [marked('a', { ready: 'notify', standby: true })] });
    expect(failsPermanently(driver, 'a').take()).toEqual(['drop a spare 1']);
  });

  it('the exit code is a shutdown error, and not a permanent failure, when the end was asked for', () => {
    const driver = up({ ...NONE, children: [marked('a')] });
    driver.deaf.add('a');
    driver.do('terminate_child', 'a');
    driver.exit('a', 'shutdown', CODE);
    expect([driver.take(), driver.shutdownErrors]).toEqual([['stop a1'], ['a1 125']]);
  });
});
