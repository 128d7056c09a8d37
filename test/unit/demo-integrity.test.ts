import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance } from '../../demos/common/chance.js';
import { isWhole, newLedger, PAGE_BYTES, PAGES, pageOf, scrub, total } from '../../demos/integrity/pages.js';

const BYTES = PAGES * PAGE_BYTES;
const ledger = () => newLedger(chance(1));

function damaged(at: number, bits: number): Buffer {
  const copy = ledger();
  copy.writeUInt8(copy.readUInt8(at) ^ bits, at);
  return copy;
}

const somewhere = fc.record({ at: fc.nat(BYTES - 1), bits: fc.integer({ min: 1, max: 255 }) });

describe('a ledger with checksums', () => {
  it('a ledger with checksums is whole when it is new', () => {
    const pages = Array.from({ length: PAGES }, (_, number) => pageOf(ledger(), number));
    expect(pages.every(isWhole)).toBe(true);
    expect(scrub(ledger(), ledger())).toEqual([]);
  });
  it('a ledger with checksums is mended from its other copy, whichever byte of whichever copy is damaged', () => {
    fc.assert(
      fc.property(somewhere, fc.boolean(), ({ at, bits }, first) => {
        const [a, b] = first ? [damaged(at, bits), ledger()] : [ledger(), damaged(at, bits)];
        expect(scrub(a, b)).toEqual([{ page: Math.floor(at / PAGE_BYTES), mended: first ? 'a' : 'b' }]);
        expect(a.equals(ledger()) && b.equals(ledger())).toBe(true);
        expect(total(a)).toBe(total(ledger()));
      }),
    );
  });
  it('a ledger with checksums is left as it is where both copies are damaged', () => {
    fc.assert(
      fc.property(somewhere, fc.integer({ min: 1, max: 255 }), ({ at, bits }, others) => {
        const [a, b] = [damaged(at, bits), damaged(at, others)];
        expect(scrub(a, b)).toEqual([{ page: Math.floor(at / PAGE_BYTES), mended: null }]);
        expect(a.equals(damaged(at, bits)) && b.equals(damaged(at, others))).toBe(true);
      }),
    );
  });
  it('a ledger with checksums is mended from each other when the damage is in different pages', () => {
    const [a, b] = [damaged(0, 1), damaged(PAGE_BYTES, 1)];
    expect(scrub(a, b).map(({ mended }) => mended)).toEqual(['a', 'b']);
    expect(a.equals(b)).toBe(true);
  });
});
