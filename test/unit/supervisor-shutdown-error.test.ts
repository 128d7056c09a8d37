import { describe, expect, it } from 'vitest';
import { shutdownError } from '../../src/supervisor/restart-rules.js';
import type { Shutdown } from '../../src/supervisor/spec.js';
import type { EndedBy, ExitReason } from '../../src/supervisor/state.js';
import { eager, PLENTY, three, useDrivers } from '../helpers/core-cases.js';
import { child, Driver } from '../helpers/core-driver.js';

const { up } = useDrivers();

/** `asked`: the child was told to end before it ended. */
const CELLS: [shutdown: Shutdown, asked: boolean, endedBy: EndedBy, reported: boolean][] = [
  [5000, true, 0, false],
  [5000, true, 'SIGTERM', false],
  [5000, true, 143, false],
  [5000, true, 'killed', true],
  [5000, true, 1, true],
  [5000, true, 137, true],
  [5000, true, 'SIGINT', true],
  [5000, true, 'SIGSEGV', true],
  ['infinity', true, 'SIGTERM', false],
  ['infinity', true, 'killed', true],
  ['infinity', true, 3, true],
  ['brutal_kill', true, 'killed', false],
  ['brutal_kill', true, 0, false],
  ['brutal_kill', true, 3, true],
  [5000, false, 0, false],
  [5000, false, 3, true],
  [5000, false, 143, true],
  [5000, false, 'SIGTERM', true],
  [5000, false, 'killed', true],
  ['brutal_kill', false, 'killed', false],
];

describe('a shutdown error', () => {
  it.each(CELLS)(
    'with shutdown %s, asked %s, a child ended by %s is reported: %s',
    (shutdown, asked, endedBy, reported) => {
      const { spec } = new Driver({ children: [child('a', { shutdown })] }).state.children[0] as never;
      const reason: ExitReason = asked ? 'shutdown' : endedBy === 0 ? 'normal' : 'abnormal';
      const exit = { type: 'exited', id: 'a', incarnation: 1, reason, process: { pid: 7, endedBy } } as const;
      expect(shutdownError(spec, exit)).toBe(reported ? endedBy : null);
    },
  );

  it('is not reported when nothing is known of the end, as of a nested supervisor that ends by itself', () => {
    const { spec } = new Driver({ children: [child('a')] }).state.children[0] as never;
    expect(shutdownError(spec, { type: 'exited', id: 'a', incarnation: 1, reason: 'shutdown' })).toBeNull();
  });

  it('names the child whose time is over, and nobody else', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('b');
    driver.stop().advance(5000);
    expect(driver.ended).toBe(true);
    expect(driver.shutdownErrors).toEqual(['b1 killed']);
  });

  it('names a child that ends otherwise when it is told to end', () => {
    const driver = up(three('one_for_one'));
    driver.deaf.add('c');
    driver.do('terminate_child', 'c');
    driver.exit('c', 'shutdown', 3);
    expect(driver.shutdownErrors).toEqual(['c1 3']);
    expect(driver.statuses()).toEqual({ a: 'up', b: 'up', c: 'down' });
  });

  it('names a bystander of a restart too, and one that had died before it was told to end', () => {
    const driver = up(three('one_for_all'));
    driver.deaf.add('c');
    driver.exit('b').exit('a', 'abnormal', 'SIGSEGV');
    driver.exit('c', 'shutdown', 'SIGABRT');
    expect(driver.shutdownErrors).toEqual(['c1 SIGABRT', 'a1 SIGSEGV']);
    expect(driver.statuses()).toEqual({ a: 'up', b: 'up', c: 'up' });
  });

  it('is none when a child dies by itself, or is killed because it hangs', () => {
    const driver = up({
      ...PLENTY,
      children: [eager('a', { ready: 'notify', watchdog: 1000 }), eager('b')],
    });
    driver.exit('b').hung('a').stop();
    expect(driver.shutdownErrors).toEqual([]);
  });

  it('does not count as a restart', () => {
    const driver = up(three('one_for_all', { intensity: 1 }));
    driver.deaf.add('c');
    driver.exit('b').exit('c', 'shutdown', 1);
    expect(driver.shutdownErrors).toEqual(['c1 1']);
    expect([driver.state.restarts.length, driver.ended]).toEqual([1, false]);
  });
});
