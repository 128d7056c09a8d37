/** Supervisors for the tests of the core; after each test no rule that holds always was broken. */
import { afterEach, expect } from 'vitest';
import type { SupervisorSpec } from '../../src/supervisor/index.js';
import type { Strategy } from '../../src/supervisor/spec.js';
import { child, Driver, running } from './core-driver.js';

/** Restarts that wait for nothing, so that a test is about something else. */
export const eager = (id: string, more: object = {}) => child(id, { backoff: 0, ...more });
export const PLENTY = { intensity: 100, period: 5000 };
export const three = (strategy: Strategy, more: Partial<SupervisorSpec> = {}): SupervisorSpec => ({
  strategy,
  ...PLENTY,
  children: [eager('a'), eager('b'), eager('c')],
  ...more,
});

/** To be called at the top of a test file. */
export function useDrivers() {
  const drivers: Driver[] = [];
  const watched = (driver: Driver) => {
    drivers.push(driver);
    return driver;
  };
  afterEach(() => {
    const violations = drivers.flatMap((driver) => driver.violations);
    drivers.length = 0;
    expect(violations).toEqual([]);
  });
  return {
    up: (spec: SupervisorSpec) => watched(running(spec)),
    fresh: (spec: SupervisorSpec) => watched(new Driver(spec)),
  };
}
