/** The files of both banks. Both begin with the same amounts, so everybody can know the right total. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { chance } from '../common/chance.js';
import { newLedger, PAGES, pageOf, total } from './pages.js';

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

export function write(path: string, ledger: Buffer): void {
  writeFileSync(`${path}.new`, ledger);
  renameSync(`${path}.new`, path);
}

/** Only once: what a later life finds is what it has to live with. */
export function begin(path: string): void {
  if (!existsSync(path)) write(path, firstLedger());
}
