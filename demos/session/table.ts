import type { Account } from './account.js';

/** Together they fit beside two other panes in a terminal of 80 columns. */
const LABEL_WIDTH = 10;
const WIDTH = 7;

/** A row for each question, a column for each shop. */
export function rowsOf(accounts: Account[]): string[] {
  const row = (what: string, of: (account: Account) => string | number) =>
    what.padEnd(LABEL_WIDTH) + accounts.map((account) => String(of(account)).padStart(WIDTH)).join('');
  const yesOrNo = (status: number | null) => (status === null ? '' : status === 200 ? 'works' : 'no');
  return [
    row('', ({ shop }) => shop),
    row('logged in', ({ isIn }) => (isIn ? 'yes' : 'NO')),
    row('logins', ({ logins }) => logins),
    row('locked out', ({ lockedOutMs }) => `${(lockedOutMs / 1000).toFixed(1)} s`),
    row('cookie', ({ cookie }) => `${cookie.length} B`),
    row('copied', ({ copied }) => yesOrNo(copied)),
    row('flipped', ({ flipped }) => yesOrNo(flipped)),
  ];
}

/** Draws the rows where they were before. */
export const draw = (rows: string[]): void => {
  process.stdout.write(`\x1b[H${rows.map((row) => `${row}\x1b[K`).join('\r\n')}\r\n`);
};
