/** The heart monitor: one lane for each process, drawn from what the log says of it, time running left. */
import type { LifeState, ProcessView } from '../../log/view.js';

const WINDOW_MS = 12_000;
/** A beat's shape: time after it in ms, height as a share of the lane; the lines of an electrocardiogram. */
const BEAT = [
  [-190, 0],
  [-140, -0.12],
  [-90, 0],
  [-50, 0.1],
  [0, -0.48],
  [50, 0.34],
  [95, 0],
  [190, -0.14],
  [280, 0],
] as const;

/** The mark of a birth, as a share of the lane; a boot that is quicker than it is wide would hide the death before it. */
const DOT = 0.17;

export interface Inks {
  pulse: string;
  plug: string;
  amber: string;
  line: string;
}

interface Lane {
  process: ProcessView;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Stretch {
  from: number;
  to: number;
  state: LifeState;
}

/** The states a process was in during the window that ends `now`, oldest first. */
export function stretches(process: ProcessView, now: number): Stretch[] {
  const { history } = process;
  const begin = now - WINDOW_MS;
  const before = { at: begin, state: 'waiting' as const };
  return [before, ...history]
    .map(({ at, state }, index) => ({ from: Math.max(at, begin), to: history[index]?.at ?? now, state }))
    .filter(({ from, to }) => to > begin && to > from);
}

/** Draws one lane as of `now`, on the log's clock in ms. */
export function drawLane(context: CanvasRenderingContext2D, lane: Lane, now: number, inks: Inks): void {
  const { process, x, y, width, height } = lane;
  const middle = y + height / 2;
  const place = (at: number) => x + width - ((now - at) / WINDOW_MS) * width;

  for (const { from, to, state } of stretches(process, now)) {
    if (state === 'up') drawPulse(context, process.beats, { from, to }, place, middle, height, inks.pulse);
    else drawFlat(context, place(from), place(to), middle, state, inks);
    if (state === 'down' || state === 'off') drawCross(context, place(from), middle, height * 0.26, inks.plug);
    if (state === 'booting' && place(to) - place(from) > 2 * DOT * height)
      drawDot(context, place(from), middle, DOT * height, inks.amber);
  }
}

function drawPulse(
  context: CanvasRenderingContext2D,
  beats: number[],
  { from, to }: { from: number; to: number },
  place: (at: number) => number,
  middle: number,
  height: number,
  ink: string,
): void {
  context.beginPath();
  context.setLineDash([]);
  context.strokeStyle = ink;
  context.moveTo(place(from), middle);
  for (const beat of beats) {
    if (beat < from || beat > to) continue;
    for (const [after, rise] of BEAT) {
      const at = Math.min(Math.max(beat + after, from), to);
      context.lineTo(place(at), middle + rise * height);
    }
  }
  context.lineTo(place(to), middle);
  context.stroke();
}

function drawFlat(
  context: CanvasRenderingContext2D,
  left: number,
  right: number,
  middle: number,
  state: LifeState,
  inks: Inks,
): void {
  context.beginPath();
  context.setLineDash(state === 'frozen' ? [10, 6] : [2, 5]);
  context.strokeStyle = {
    waiting: inks.line,
    booting: inks.amber,
    frozen: inks.amber,
    up: inks.pulse,
    down: inks.plug,
    off: inks.plug,
  }[state];
  context.moveTo(left, middle);
  context.lineTo(right, middle);
  context.stroke();
  context.setLineDash([]);
}

function drawCross(context: CanvasRenderingContext2D, x: number, y: number, size: number, ink: string): void {
  context.beginPath();
  context.strokeStyle = ink;
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y - size);
  context.lineTo(x - size, y + size);
  context.stroke();
}

function drawDot(context: CanvasRenderingContext2D, x: number, y: number, size: number, ink: string): void {
  context.beginPath();
  context.fillStyle = ink;
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fill();
}
