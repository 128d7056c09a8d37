/** The heart monitor: one lane for each process, drawn from what the log says of it. */
import type { LifeState, ProcessView } from '../../../log/view.js';
import type { Place } from '../arrangement.js';
import { type Death, type MarkSizes, marksOf, type Stretch, stretches, type Tag } from './marks.js';
import type { Scale } from './scale.js';

/** A beat's shape: time after it in ms, height as a share of the lane; the lines of an electrocardiogram. */
const BEAT = [
  [-190, 0],
  [-140, -0.12],
  [-90, 0],
  [-50, 0.1],
  [0, -0.46],
  [50, 0.34],
  [95, 0],
  [190, -0.14],
  [280, 0],
] as const;
const LINE = 3;
/** A low lane has no room for a large beat, a high one does not need it. */
const HIGHEST_BEAT = 34;
/** The head of the line, where it is being drawn. */
const HEAD = 4;
const BAR = 0.5;

export interface Inks {
  pulse: string;
  plug: string;
  amber: string;
  line: string;
  paper: string;
  ground: string;
  font: string;
}

export interface Lane extends Place {
  process: ProcessView;
  /** A still: bars of states instead of beats. */
  isCalm: boolean;
}

const inkOf = (state: LifeState, inks: Inks) =>
  ({
    waiting: inks.line,
    booting: inks.amber,
    frozen: inks.amber,
    up: inks.pulse,
    down: inks.plug,
    off: inks.plug,
  })[state];

/** Dots for what has no process, dashes for what does not run. */
const dashOf = (state: LifeState) => (state === 'frozen' ? [10, 6] : [LINE, 6]);

const fontSize = (height: number) => Math.max(16, Math.min(22, height - 2));

export const markSizes = (height: number): MarkSizes => ({
  cross: Math.min(9, height * 0.3),
  character: 0.6 * fontSize(height),
});

/** Draws one lane: first its line, then what is marked on it. */
export function drawLane(context: CanvasRenderingContext2D, lane: Lane, scale: Scale, inks: Inks): void {
  const { process, height, isCalm } = lane;
  const middle = lane.y + height / 2;
  const sizes = markSizes(height);
  context.lineWidth = LINE;
  context.lineJoin = 'bevel';
  for (const stretch of stretches(process, scale)) {
    if (isCalm && stretch.state !== 'down' && stretch.state !== 'off') drawBar(context, stretch, scale, lane, inks);
    else if (stretch.state === 'up') drawPulse(context, process.beats, stretch, scale, lane, inks);
    else drawFlat(context, stretch, scale, middle, inks);
  }
  const marks = marksOf(process, scale, sizes);
  if (!isCalm && process.pid !== null) drawHead(context, scale.x(scale.now), middle, inkOf(process.state, inks));
  for (const outage of marks.outages) {
    // Nothing of the line looks out above and below.
    context.clearRect(outage.x, lane.y, outage.width, height);
    drawText(context, outage, lane, inks.paper, inks);
  }
  for (const death of marks.deaths) drawDeath(context, death, middle, sizes.cross, inks);
  for (const birth of marks.births) {
    const box = Math.min(height, fontSize(height) + 2);
    context.fillStyle = inks.amber;
    context.fillRect(birth.x, middle - box / 2, birth.width, box);
    drawText(context, birth, lane, inks.ground, inks);
  }
}

function drawPulse(
  context: CanvasRenderingContext2D,
  beats: number[],
  { from, to }: Stretch,
  { x }: Scale,
  { y, height }: Place,
  inks: Inks,
): void {
  const middle = y + height / 2;
  const rise = Math.min(height, HIGHEST_BEAT);
  context.beginPath();
  context.setLineDash([]);
  context.strokeStyle = inks.pulse;
  context.moveTo(x(from), middle);
  for (const beat of beats) {
    if (beat < from || beat > to) continue;
    for (const [after, share] of BEAT) {
      context.lineTo(x(Math.min(Math.max(beat + after, from), to)), middle + share * rise);
    }
  }
  context.lineTo(x(to), middle);
  context.stroke();
}

function drawFlat(
  context: CanvasRenderingContext2D,
  { from, to, state }: Stretch,
  { x }: Scale,
  middle: number,
  inks: Inks,
): void {
  context.beginPath();
  context.setLineDash(dashOf(state));
  // Dashes that stay where they are in time, whatever the line's left end is cut to.
  context.lineDashOffset = x(from) - x(0);
  context.strokeStyle = inkOf(state, inks);
  context.moveTo(x(from), middle);
  context.lineTo(x(to), middle);
  context.stroke();
  context.setLineDash([]);
}

function drawBar(
  context: CanvasRenderingContext2D,
  { from, to, state }: Stretch,
  { x }: Scale,
  { y, height }: Place,
  inks: Inks,
): void {
  const bar = state === 'up' ? BAR * height : LINE;
  context.fillStyle = inkOf(state, inks);
  context.fillRect(x(from), y + (height - bar) / 2, x(to) - x(from), bar);
}

function drawHead(context: CanvasRenderingContext2D, x: number, y: number, ink: string): void {
  context.beginPath();
  context.fillStyle = ink;
  context.arc(x, y, HEAD, 0, 2 * Math.PI);
  context.fill();
}

function drawDeath(context: CanvasRenderingContext2D, { x, wasAsked }: Death, y: number, size: number, inks: Inks) {
  if (wasAsked) {
    const side = size * 1.4;
    context.fillStyle = inks.paper;
    context.fillRect(x - side / 2, y - side / 2, side, side);
    return;
  }
  context.beginPath();
  context.strokeStyle = inks.plug;
  context.lineWidth = LINE + 1;
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y - size);
  context.lineTo(x - size, y + size);
  context.stroke();
}

function drawText(
  context: CanvasRenderingContext2D,
  { x, width, text }: Tag,
  { y, height }: Place,
  ink: string,
  inks: Inks,
): void {
  const size = fontSize(height);
  context.fillStyle = ink;
  context.font = `700 ${size}px ${inks.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x + width / 2, y + height / 2 + size * 0.06);
}

/** The moment of a supervisor's answer, on each lane that it reached. */
export function drawReach(context: CanvasRenderingContext2D, at: number, place: Place, scale: Scale, inks: Inks): void {
  if (at < scale.from) return;
  context.fillStyle = inks.amber;
  context.fillRect(scale.x(at) - LINE / 2, place.y, LINE, place.height);
}
