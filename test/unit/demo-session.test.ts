import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Account, withFlippedBit } from '../../demos/session/account.js';
import { sessionIn, setCookie } from '../../demos/session/cookie.js';
import { seal, unseal } from '../../demos/session/seal.js';

describe('a sealed cookie', () => {
  const cookie = seal('grandmother', 1000, 'key');

  it('a sealed cookie says who it is, until its time is over', () => {
    expect(unseal(cookie, 'key', 999)).toBe('grandmother');
    expect(unseal(cookie, 'key', 1000)).toBeNull();
  });
  it('a sealed cookie is nothing under another key, and nothing is no cookie', () => {
    expect(unseal(cookie, 'another', 0)).toBeNull();
    expect(unseal('', 'key', 0)).toBeNull();
    expect(unseal('.', 'key', 0)).toBeNull();
  });
  it('a sealed cookie is broken by each flipped bit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (where) => {
        const other = withFlippedBit(cookie, () => where);
        expect(other).not.toBe(cookie);
        expect(unseal(other, 'key', 0)).toBeNull();
      }),
    );
  });
  it('a sealed cookie travels in headers', () => {
    expect(sessionIn(setCookie(cookie)['set-cookie'])).toBe(cookie);
    expect(sessionIn(undefined)).toBe('');
  });
});

describe('a customer who is not recognised', () => {
  it('a customer who is not recognised is out from the last visit at which he was until the first at which he is again', () => {
    const account = new Account('web');
    account.hear(401, 0);
    account.hear(200, 100);
    expect(account).toMatchObject({ timesOut: 0, lastOutMs: 0 });
    account.hear(503, 200);
    account.hear(0, 300);
    expect(account).toMatchObject({ timesOut: 0, lockedOutMs: 200 });
    account.hear(200, 1100);
    account.hear(200, 1200);
    expect(account).toMatchObject({ timesOut: 1, lastOutMs: 1000, lockedOutMs: 1000 });
    account.hear(503, 1300);
    account.hear(200, 1500);
    expect(account).toMatchObject({ timesOut: 2, lastOutMs: 300, lockedOutMs: 1000 });
  });
});
