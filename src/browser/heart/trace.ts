/** The line of the heart on a canvas: a pen that runs from left to right and begins again, as at a bedside. */
import { type Pulse, stretches } from './pulse.js';

/** How long the pen takes from edge to edge, in ms, and how far ahead of it the old line is wiped. */
export const SWEEP_MS = 8000;
const WIPED_MS = 500;

/** A beat: ms after it was heard, and height (1: its peak). The line cannot rise before the beat is here. */
const BEAT = [
  [0, 0],
  [46, 0.15],
  [92, 0],
  [126, -0.17],
  [184, 1],
  [253, -0.42],
  [299, 0],
  [356, 0.26],
  [425, 0],
] as const;

export interface Inks {
  ink: string;
  pulse: string;
  plug: string;
  amber: string;
  line: string;
}

export interface Box {
  width: number;
  /** Of the line at rest. */
  middle: number;
  /** Of a beat above it. */
  peak: number;
  /** How thick it is: the unit of all that follows. */
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

/** Height of the line at `at`, after a beat at `beat`. */
function heightAfter(beat: number, at: number): number {
  const index = BEAT.findIndex(([after]) => beat + after > at);
  const [before, next] = [BEAT[index - 1], BEAT[index]];
  if (!before || !next) return 0;
  const share = (at - beat - before[0]) / (next[0] - before[0]);
  return before[1] + share * (next[1] - before[1]);
}

/** The line from `from` to `to` as times and heights: at rest but for its beats, and cut in the middle of one if need be. */
export function outline(beats: readonly number[], from: number, to: number): [at: number, height: number][] {
  const heightAt = (at: number) => {
    const beat = beats.findLast((candidate) => candidate <= at);
    return beat === undefined ? 0 : heightAfter(beat, at);
  };
  const bends = beats.flatMap((beat, index) => {
    const end = beats[index + 1] ?? Number.POSITIVE_INFINITY;
    return BEAT.map(([after, height]): [number, number] => [beat + after, height]).filter(([at]) => at < end);
  });
  const inside = bends.filter(([at]) => at > from && at < to);
  return [[from, heightAt(from)], ...inside, [to, heightAt(to)]];
}

/** Draws the line as of `now`; the first pass of the pen began at `origin`. */
export function drawTrace(
  context: CanvasRenderingContext2D,
  pulse: Pulse,
  box: Box,
  origin: number,
  now: number,
  inks: Inks,
): void {
  const pass = now - ((now - origin) % SWEEP_MS);
  const perMs = box.width / SWEEP_MS;
  const edge = (now + WIPED_MS - pass) * perMs;
  drawPass(context, pulse, box, inks, pass, now, [-RIM * box.line, edge]);
  drawPass(context, pulse, box, inks, pass - SWEEP_MS, pass, [edge, box.width + RIM * box.line]);
}

function drawPass(
  context: CanvasRenderingContext2D,
  pulse: Pulse,
  box: Box,
  inks: Inks,
  pass: number,
  end: number,
  [left, right]: [number, number],
): void {
  if (right <= left) return;
  context.save();
  context.beginPath();
  context.rect(left, -1e4, right - left, 2e4);
  context.clip();
  const place = (at: number) => ((at - pass) / SWEEP_MS) * box.width;
  // A cross is wider than the moment it marks: what lies before this pass reaches into it.
  const cross = CROSS * box.line;
  const margin = ((2 * cross + box.line) / box.width) * SWEEP_MS;
  const all = stretches(pulse, pass - margin, end);
  for (const { from, to, state } of all) {
    if (state === 'alive') drawPulse(context, outline(pulse.beats, from, to), place, box, inks);
    else drawDots(context, place(from), place(to), box, inks.ink, state === 'lost' ? inks.plug : inks.line);
  }
  // Over the next life, which may begin before the mark of the death before it ends.
  for (const { from, state } of all) {
    if (state === 'lost') drawCross(context, place(from) + cross, cross, box, inks);
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
