import { afterEach, describe, expect, it } from 'vitest';
import { limitsFor, mostConnections, ownLimits } from '../../src/gateway/limits.js';

afterEach(() => {
  delete process.env.REBOOT_CAMP_LIMITS;
});

describe('the limits', () => {
  it('the limits leave descriptors for the presenter and for requests, however few there are', () => {
    for (const descriptors of [64, 128, 256, 1024, 20_000, Number.POSITIVE_INFINITY]) {
      const { seats, waiting, unauthenticated, audience } = limitsFor(descriptors);
      const sockets = seats + waiting + unauthenticated + audience;
      expect(sockets, String(descriptors)).toBeLessThanOrEqual(Math.max(16, (descriptors - 100) * 0.8));
      expect(seats).toBeGreaterThan(waiting);
    }
  });

  it('the limits do not grow with the descriptors beyond the measured ones', () => {
    expect(limitsFor(Number.POSITIVE_INFINITY)).toEqual(limitsFor(20_000));
    expect(mostConnections()).toBeLessThanOrEqual(3000);
  });

  it('the limits keep stages for the presenter, and for learners of other addresses', () => {
    const { stages, learnerStages, stagesPerAddress } = limitsFor(20_000);
    expect(learnerStages).toBeLessThan(stages);
    expect(stagesPerAddress).toBeLessThan(learnerStages);
  });

  it('the environment can set the limits, and a wrong setting is refused by its name', () => {
    process.env.REBOOT_CAMP_LIMITS = '{"seats":3}';
    expect(ownLimits()).toEqual({ ...limitsFor(20_000), seats: 3 });
    process.env.REBOOT_CAMP_LIMITS = '{"seats":-1}';
    expect(ownLimits).toThrow(/REBOOT_CAMP_LIMITS \(seats\)/);
    process.env.REBOOT_CAMP_LIMITS = '{"chairs":1}';
    expect(ownLimits).toThrow(/REBOOT_CAMP_LIMITS \(chairs\)/);
    process.env.REBOOT_CAMP_LIMITS = 'many';
    expect(ownLimits).toThrow(/REBOOT_CAMP_LIMITS \(JSON\)/);
  });
});
