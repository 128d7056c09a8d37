/** The line of the heart on a canvas: a pen that runs from left to right and begins again, as at a bedside. */
import { outline } from './outline.js';
import { type Pulse, stretches } from './pulse.js';

/** How long the pen takes from edge to edge, in ms, and how far ahead of it the old line is wiped. */
export const SWEEP_MS = 8000;
const WIPED_MS = 500;

export interface Inks {
  ink: string;
  pulse: string;
  plug: string;
  amber: string;
  line: string;
}

export interface Box {
  width: number;
  /** The height of the line at rest. */
  middle: number;
  /** The height of a beat above that line. */
  peak: number;
  /** How thick the line is: the unit of all that follows. */
  line: number;
}

/** The rim of ground around the line, where it runs over print. */
const RIM = 2.5;
const MISPRINT = { x: 0.33, y: 0.42 };
const CROSS = 1.7;
const DOT = 0.85;
const DOT_STEP = 1.7;
/** The band of ground that dots lie on: among the dots of a picture they would be lost. */
const BAND = 4;

/**
 * Draws the line as of `now`; the first pass of the pen began at `origin`. The line that was drawn at `drawnAt` is still
 * there and only continued; null: nothing is there.
 */
export function drawTrace(
  context: CanvasRenderingContext2D,
  pulse: Pulse,
  box: Box,
  inks: Inks,
  { origin, drawnAt, now }: { origin: number; drawnAt: number | null; now: number },
): void {
  const pass = now - ((now - origin) % SWEEP_MS);
  const perMs = box.width / SWEEP_MS;
  const edge = (now + WIPED_MS - pass) * perMs;
  if (drawnAt !== null && drawnAt >= pass) {
    drawPass(context, pulse, box, inks, { pass, from: drawnAt, to: now, edge });
    return;
  }
  drawPass(context, pulse, box, inks, { pass, from: pass, to: now, edge });
  const before = pass - SWEEP_MS;
  drawPass(context, pulse, box, inks, { pass: before, from: now + WIPED_MS - SWEEP_MS, to: pass, edge: null });
}

interface Part {
  /** When the pen was at the left. */
  pass: number;
  /** From when to when is drawn. */
  from: number;
  to: number;
  /** Up to where the old line is wiped; null: to the right end. */
  edge: number | null;
}

function drawPass(
  context: CanvasRenderingContext2D,
  pulse: Pulse,
  box: Box,
  inks: Inks,
  { pass, from, to, edge }: Part,
): void {
  const place = (at: number) => ((at - pass) / SWEEP_MS) * box.width;
  const cross = CROSS * box.line;
  // Prints are wider than the moments that they stand for: what is near is drawn again, and what lies before that cut off.
  const reach = 2 * cross + RIM * box.line;
  // On whole pixels: through the half of one, what lies behind would shine as a seam.
  const { a: scale } = context.getTransform();
  const whole = (x: number) => Math.floor(x * scale) / scale;
  const left = whole(edge === null ? place(from) : place(from) - reach);
  const right = whole(edge ?? box.width + reach);
  if (right <= left) return;
  context.save();
  context.beginPath();
  context.rect(left, -1e4, right - left, 2e4);
  context.clip();
  context.clearRect(left, -1e4, right - left, 2e4);
  const begin = from - (2 * reach * SWEEP_MS) / box.width;
  for (const stretch of stretches(pulse, begin, to)) {
    const [start, end] = [place(stretch.from), place(stretch.to)];
    if (stretch.state === 'alive') drawPulse(context, outline(pulse.beats, stretch.from, stretch.to), place, box, inks);
    else drawDots(context, start, end, box, inks.ink, stretch.state === 'lost' ? inks.plug : inks.line);
  }
  // Over the next incarnation, which may start before the mark of the exit before it ends.
  for (const outage of pulse.outages) {
    if (outage.from >= begin && outage.from <= to) drawCross(context, place(outage.from) + cross, cross, box, inks);
  }
  context.restore();
}

function drawPulse(
  context: CanvasRenderingContext2D,
  points: [number, number][],
  place: (at: number) => number,
  { middle, peak, line }: Box,
  inks: Inks,
): void {
  const path = new Path2D();
  for (const [at, height] of points) path.lineTo(place(at), middle - height * peak);
  print(context, path, line, inks, inks.pulse);
}

function drawCross(
  context: CanvasRenderingContext2D,
  x: number,
  size: number,
  { middle, line }: Box,
  inks: Inks,
): void {
  const path = new Path2D();
  path.moveTo(x - size, middle - size);
  path.lineTo(x + size, middle + size);
  path.moveTo(x + size, middle - size);
  path.lineTo(x - size, middle + size);
  print(context, path, line, inks, inks.plug);
}

/** Three inks, one after the other: the rim, the misprint, the line. */
function print(context: CanvasRenderingContext2D, path: Path2D, line: number, inks: Inks, ink: string): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  stroke(context, path, RIM * line, inks.ink);
  context.save();
  context.translate(MISPRINT.x * line, MISPRINT.y * line);
  stroke(context, path, line, inks.amber);
  context.restore();
  stroke(context, path, line, ink);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, width: number, ink: string): void {
  context.lineWidth = width;
  context.strokeStyle = ink;
  context.stroke(path);
}

function drawDots(
  context: CanvasRenderingContext2D,
  left: number,
  right: number,
  { middle, line }: Box,
  rim: string,
  ink: string,
): void {
  const path = new Path2D();
  path.moveTo(left, middle);
  path.lineTo(right, middle);
  context.lineCap = 'butt';
  stroke(context, path, BAND * line, rim);
  context.lineCap = 'round';
  const step = DOT_STEP * line;
  context.setLineDash([0, step]);
  // The dots stand still while the pen goes on.
  context.lineDashOffset = left % step;
  stroke(context, path, DOT * line, ink);
  context.setLineDash([]);
}
