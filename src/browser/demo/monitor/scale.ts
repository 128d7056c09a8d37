/** How time lies on a lane of the monitor. In slide pixels. Pure. */
import type { Place } from '../arrangement.js';

/** `from` is at the lane's left end, `now` somewhere on it. */
export interface Scale {
  from: number;
  now: number;
  x(at: number): number;
}

/** How fast the lanes run left, in pixels a second: slow enough to find a death again ten seconds later. */
const SPEED = 36;
/** Between now and the lane's end there is room for the marks of what happens now. */
const MARGIN = 30;
/** A still is a sheet that is full after this, and then half turned; in ms. */
const SHEET_MS = 60_000;

/** As much time as a lane shows. */
export const windowMs = ({ width }: Place) => ((width - MARGIN) / SPEED) * 1000;

/** The lane's right end is now, and all runs left. */
export const runningScale = (now: number, place: Place): Scale => ({
  from: now - windowMs(place),
  now,
  x: (at) => place.x + place.width - MARGIN - ((now - at) / 1000) * SPEED,
});

/** A sheet that is written on from left to right: what was drawn stays where it is. */
export function stillScale(now: number, since: number, { x, width }: Place): Scale {
  const half = SHEET_MS / 2;
  const from = since + Math.max(0, Math.floor((now - since) / half) - 1) * half;
  return { from, now, x: (at) => x + ((width - MARGIN) * (at - from)) / SHEET_MS };
}
