import { describe, expect, it } from 'vitest';
import type { SupervisorSpec } from '../../src/supervisor/index.js';
import type { Restart } from '../../src/supervisor/spec.js';
import { eager, PLENTY, useDrivers } from '../helpers/core-cases.js';
import { child } from '../helpers/core-driver.js';

const { up } = useDrivers();

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
    expect(driver.statuses()).toEqual({ s: 'pausing', t: 'up' });
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
