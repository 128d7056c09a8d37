/**
 * The checks of a demo, one condition at a time: a check compares one figure with one bound, so a check that fails
 * names its cause and the figure that was seen. All of it is pure.
 */
import type { View } from '../log/index.js';
import { inWords as errorInWords, shown } from '../supervisor/check.js';

/** A value that a check compares. NaN is a number that no process has sent yet; NaN meets no bound. */
export type Figure = number | string;
/** Reads a figure in the view now, or in it and in the view of the moment before the fault. */
export type Read<F extends Figure = Figure> = (now: View, before: View) => F;
/** Reads a figure that depends on one view alone. */
export type ReadOne<F extends Figure = Figure> = (view: View) => F;

/** The condition that a figure must meet. */
export interface Bound {
  /** As in `more than `, before the other figure. */
  words: string;
  other: Read;
  isMet(figure: Figure, other: Figure): boolean;
}

/** The result of a check: both texts are figures in words. */
export interface Finding {
  holds: boolean;
  expected: string;
  seen: string;
}

/** One condition, told in the words of a viewer. */
export interface Check {
  says: string;
  look(now: View, before: View): Finding;
}

const bound =
  (words: string, isMet: Bound['isMet']) =>
  (other: Figure | Read): Bound => ({ words, other: typeof other === 'function' ? other : () => other, isMet });

/** A bound of numbers: no text meets it. */
const numeric = (words: string, isMet: (figure: number, other: number) => boolean) =>
  bound(words, (figure, other) => typeof figure === 'number' && typeof other === 'number' && isMet(figure, other));

export const is = bound('', (figure, other) => figure === other);
export const isNot = bound('not ', (figure, other) => figure !== other);
export const atLeast = numeric('at least ', (figure, other) => figure >= other);
export const moreThan = numeric('more than ', (figure, other) => figure > other);
export const atMost = numeric('at most ', (figure, other) => figure <= other);
export const lessThan = numeric('less than ', (figure, other) => figure < other);

const isTold = (figure: Figure) => !Number.isNaN(figure);

function inWords(figure: Figure): string {
  if (!isTold(figure)) return 'nothing yet';
  return typeof figure === 'number' ? String(Math.round(figure * 100) / 100) : figure;
}

/** `figure` must be as `must` says. */
export const check = (says: string, figure: Read, must: Bound): Check => ({
  says,
  look(now, before) {
    const [seen, other] = [figure(now, before), must.other(now, before)];
    const holds = isTold(seen) && isTold(other) && must.isMet(seen, other);
    return { holds, expected: must.words + inWords(other), seen: inWords(seen) };
  },
});

/** The same condition for each of `ids`: its finding names those for which it does not hold, or all when it holds. */
export function checkEach(
  ids: readonly string[],
  says: string,
  figure: (id: string) => Read,
  must: Bound | ((id: string) => Bound),
): Check {
  const checks = ids.map((id) => check(id, figure(id), typeof must === 'function' ? must(id) : must));
  return {
    says,
    look(now, before) {
      const findings = checks.map(({ says: id, look }) => ({ id, ...look(now, before) }));
      const failing = findings.filter(({ holds }) => !holds);
      const named = failing.length > 0 ? failing : findings;
      const list = (what: 'expected' | 'seen') => named.map((finding) => `${finding.id}: ${finding[what]}`).join(', ');
      return { holds: failing.length === 0, expected: list('expected'), seen: list('seen') };
    },
  };
}

/** A demo that reads a figure which is not there is a mistake of its author, and no reason for the stage to end. */
const UNREADABLE = 'a figure that can be read';

/** The result of `look`. When `look` throws, the condition does not hold, and the error is what is seen. */
export function findingOf({ look }: Check, now: View, before: View): Finding {
  try {
    const finding = look(now, before) as Finding | undefined;
    if (typeof finding?.holds === 'boolean') return finding;
    return { holds: false, expected: UNREADABLE, seen: `a condition that returns ${shown(finding)}` };
  } catch (error) {
    return { holds: false, expected: UNREADABLE, seen: errorInWords(error) };
  }
}

/** A number that the process `id` tells. A process that is stopped or dead keeps its last ones. */
export const told =
  (id: string, metric: string): ReadOne<number> =>
  (view) =>
    view.processes[id]?.metrics[metric] ?? Number.NaN;

export const stateOf =
  (id: string): ReadOne =>
  (view) =>
    view.processes[id]?.state ?? Number.NaN;

/** NaN while there is no process. */
export const pidOf =
  (id: string): ReadOne<number> =>
  (view) =>
    view.processes[id]?.pid ?? Number.NaN;

/** How many lives the process `id` has had so far. */
export const livesOf =
  (id: string): ReadOne<number> =>
  (view) =>
    view.processes[id]?.lives ?? Number.NaN;

/** For how long the process `id` has been up, in ms. */
export const upFor =
  (id: string): ReadOne<number> =>
  ({ at, processes }) =>
    at - (processes[id]?.upSince ?? Number.NaN);

/** How much a number has grown since the fault; what was not told before counts from 0. */
export const growth =
  (read: ReadOne<number>): Read<number> =>
  (now, before) =>
    read(now) - (read(before) || 0);

/** The figure must be as it was before the fault. */
export const asBefore = (read: ReadOne): Bound => is((_, before) => read(before));
/** The figure must be another than before the fault. */
export const notAsBefore = (read: ReadOne): Bound => isNot((_, before) => read(before));

export const isUp = (id: string): Check => check(`${id} is up`, stateOf(id), is('up'));

export const areUp = (ids: readonly string[], says: string): Check => checkEach(ids, says, stateOf, is('up'));

/** The processes must be the same as before the fault. */
export const areTheSame = (ids: readonly string[], says: string): Check =>
  checkEach(ids, says, pidOf, (id) => asBefore(pidOf(id)));

/** The process is up, in the life after the one before the fault: two conditions. */
export const isReborn = (id: string): Check[] => [check(`${id} is reborn`, growth(livesOf(id)), is(1)), isUp(id)];
