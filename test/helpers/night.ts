/** `npm run test:nightly` tests every case; `npm test` tests each behaviour, with the cases that differ most. */
export const isNight = process.env.NIGHTLY_TESTS === '1';

/** The first `count` cases of a table, or all of them at night. */
export const byDay = <const T>(cases: readonly T[], count = 1): readonly T[] =>
  isNight ? cases : cases.slice(0, count);
