/** The files of both banks. Both begin with the same amounts, so everybody can know the right total. */
import { closeSync, existsSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { chance } from '../common/chance.js';
import { newLedger, PAGE_BYTES, PAGES, pageOf, total } from './pages.js';

export const TRUSTING = 'trusting.ledger';
export const COPIES = { a: 'careful-a.ledger', b: 'careful-b.ledger' };

const SALT = 77;
const firstLedger = () => newLedger(chance(Number(process.env.SEED ?? 1) + SALT));

export const rightTotal = (): number => total(firstLedger());

/** Which pages of a ledger are as they were written at the beginning. */
export function pagesAsWritten(ledger: Buffer): boolean[] {
  const right = firstLedger();
  return Array.from({ length: PAGES }, (_, page) => pageOf(ledger, page).equals(pageOf(right, page)));
}

/** Only once: what a later life finds is what it has to live with. */
export function begin(path: string): void {
  if (existsSync(path)) return;
  writeFileSync(`${path}.new`, firstLedger());
  renameSync(`${path}.new`, path);
}

/** In place, and no other page is touched: whatever happens to those meanwhile is not undone. */
export function writePage(path: string, page: number, bytes: Buffer): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, PAGE_BYTES, page * PAGE_BYTES);
  closeSync(file);
}
