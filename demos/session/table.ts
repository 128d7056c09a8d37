import type { Account } from './account.js';

const WIDTH = 9;

/** A row for each question, a column for each shop. */
export function rowsOf(accounts: Account[]): string[] {
  const row = (what: string, of: (account: Account) => string | number) =>
    what.padEnd(12) + accounts.map((account) => String(of(account)).padStart(WIDTH)).join('');
  const yesOrNo = (answer: boolean | null) => (answer === null ? '' : answer ? 'let in' : 'refused');
  return [
    row('', ({ shop }) => shop),
    row('logged in', ({ isIn }) => (isIn ? 'yes' : 'NO')),
    row('logins', ({ logins }) => logins),
    row('locked out', ({ lockedOutMs }) => `${(lockedOutMs / 1000).toFixed(1)} s`),
    row('cookie', ({ cookie }) => `${cookie.length} B`),
    row('copied one', ({ copied }) => yesOrNo(copied)),
    row('bit flipped', ({ flipped }) => yesOrNo(flipped)),
  ];
}

/** Draws the rows where they were before. */
export const draw = (rows: string[]): void => {
  process.stdout.write(`\x1b[H${rows.map((row) => `${row}\x1b[K`).join('\r\n')}\r\n`);
};
