/** The screens of the terminals at each moment that was drawn, bounded in memory. */
import type { Line } from './text.js';

/** Some minutes of a demo that talks all the time. */
const MOMENTS_KEPT = 2000;
/** New rows in all of them: what a terminal that scrolls fills again and again must not grow without bound; some 20 MB. */
const ROWS_KEPT = 60_000;

export type ScreenRows = readonly Line[];

interface Moment {
  at: number;
  screens: ReadonlyMap<string, ScreenRows>;
  /** Rows that the moment before did not have. */
  fresh: number;
}

export class Screens {
  private moments: Moment[] = [{ at: 0, screens: new Map(), fresh: 0 }];
  private rows = 0;

  get latest(): Moment['screens'] {
    return (this.moments.at(-1) as Moment).screens;
  }

  /** Some terminals as they are at `at`, ms since the log began; the others are as before. */
  add(at: number, changed: ReadonlyMap<string, ScreenRows>): void {
    const screens = new Map(this.latest);
    let fresh = 0;
    let isSameAsBefore = true;
    for (const [id, rows] of changed) {
      const before = screens.get(id) ?? [];
      const kept = rows.map((row, place) => (isSame(row, before[place]) ? (before[place] as Line) : row));
      const isNew = kept.filter((row, place) => row !== before[place]).length;
      if (isNew === 0 && before.length === rows.length) continue;
      screens.set(id, kept);
      fresh += isNew;
      isSameAsBefore = false;
    }
    if (isSameAsBefore) return;
    this.moments.push({ at, screens, fresh });
    this.rows += fresh;
    while (this.moments.length > MOMENTS_KEPT || this.rows > ROWS_KEPT) this.rows -= this.moments.shift()?.fresh ?? 0;
  }

  at(ms: number): Moment['screens'] {
    return (this.moments.findLast(({ at }) => at <= ms) ?? (this.moments[0] as Moment)).screens;
  }
}

function isSame(one: Line, other: Line | undefined): boolean {
  return (
    other !== undefined &&
    one.length === other.length &&
    one.every(
      ({ text, tone, bold, inverse }, at) =>
        text === other[at]?.text &&
        tone === other[at]?.tone &&
        bold === other[at]?.bold &&
        inverse === other[at]?.inverse,
    )
  );
}
