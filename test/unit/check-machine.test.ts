import { describe, expect, it } from 'vitest';
import { lookAtMachine, slowStarts } from '../../src/cli/check-machine.js';

describe('the check of the machine', () => {
  it('names a variable that makes starts a third longer, with both times, and no other', () => {
    expect(slowStarts('NODE_EXTRA_CA_CERTS', [64, 60, 90], [22, 20, 80])).toBe(
      'NODE_EXTRA_CA_CERTS makes each start of Node take 2.9 times as long (64 ms, 22 without it). Unset it in this shell before the talk.',
    );
    expect(slowStarts('NODE_OPTIONS', [24, 25, 26], [22, 20, 80])).toBeNull();
  });

  it('measures what it names: options that load much are told, and an empty environment is not', () => {
    const burn = 'data:text/javascript,const end=Date.now()+400;while(Date.now()<end);';
    const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...rest } = process.env;
    expect(lookAtMachine({ ...rest, NODE_OPTIONS: `--import "${burn}"` }, [], ['NODE_OPTIONS'])[0]).toMatch(
      /^NODE_OPTIONS makes each start of Node take \d+\.\d times as long/,
    );
    expect(lookAtMachine(rest, [])).toHaveLength(1);
  });

  it('tells how phones reach the machine, or that they cannot', () => {
    expect(lookAtMachine({}, ['192.0.2.7'])).toEqual([
      'Phones on this network reach this machine at 192.0.2.7, if the network lets them: npm start -- --share',
    ]);
    expect(lookAtMachine({}, [])[0]).toContain('is on no network');
  });
});
