/** A ledger as bytes: pages of amounts, each page with a checksum at its end. */
import { crc32 } from 'node:zlib';

export const PAGES = 16;
const AMOUNTS = 15;
const BYTES = 4;
export const SUM_AT = AMOUNTS * BYTES;
export const PAGE_BYTES = SUM_AT + BYTES;

const checksum = (page: Buffer) => crc32(page.subarray(0, SUM_AT));

/** A ledger with its amounts drawn by chance, in cents. */
export function newLedger(chance: () => number): Buffer {
  const ledger = Buffer.alloc(PAGES * PAGE_BYTES);
  for (let number = 0; number < PAGES; number++) {
    const page = pageOf(ledger, number);
    for (let at = 0; at < AMOUNTS; at++) page.writeUInt32LE(Math.floor(chance() * 10_000), at * BYTES);
    page.writeUInt32LE(checksum(page), SUM_AT);
  }
  return ledger;
}

export const pageOf = (ledger: Buffer, number: number): Buffer =>
  ledger.subarray(number * PAGE_BYTES, (number + 1) * PAGE_BYTES);

export const isWhole = (page: Buffer): boolean =>
  page.length === PAGE_BYTES && page.readUInt32LE(SUM_AT) === checksum(page);

/** Adds up whatever is there. */
export function total(ledger: Buffer): number {
  let sum = 0;
  for (let number = 0; number < PAGES; number++) {
    for (let at = 0; at < AMOUNTS; at++) sum += pageOf(ledger, number).readUInt32LE(at * BYTES);
  }
  return sum;
}

export interface Damage {
  page: number;
  /** Which copy was mended from the other; null when both are damaged, and nobody can know what stood there. */
  mended: 'a' | 'b' | null;
}

/** Looks at each page of both copies and mends a damaged one from the other, in place. */
export function scrub(a: Buffer, b: Buffer): Damage[] {
  return Array.from({ length: PAGES }, (_, page) => ({ page, mended: mend(pageOf(a, page), pageOf(b, page)) })).filter(
    (found): found is Damage => found.mended !== 'none',
  );
}

function mend(a: Buffer, b: Buffer): 'none' | Damage['mended'] {
  if (isWhole(a) && isWhole(b)) return 'none';
  if (isWhole(b)) {
    b.copy(a);
    return 'a';
  }
  if (!isWhole(a)) return null;
  a.copy(b);
  return 'b';
}
