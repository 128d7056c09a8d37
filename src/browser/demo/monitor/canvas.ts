import type { ProcessView } from '../../../log/view.js';
import { lanePlace, type Place, type Plan } from '../arrangement.js';
import type { Board } from '../board.js';
import type { Shown } from '../shown.js';
import { drawLane, drawReach, type Inks } from './lane.js';
import { runningScale, stillScale, windowMs } from './scale.js';

/** For those who asked for less motion: stills, renewed so often; in ms. */
const CALM_MS = 1000;

/** Keeps a canvas current while it can be seen and something moves on it. */
export class MonitorCanvas {
  private frame = 0;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly inks: Inks;
  private readonly stopListening: (() => void)[];

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly board: Board,
    private readonly plan: Plan,
    private readonly shown: () => Shown,
  ) {
    const style = getComputedStyle(canvas);
    const ink = (name: string) => style.getPropertyValue(name).trim();
    this.inks = {
      pulse: ink('--pulse'),
      plug: ink('--plug'),
      amber: ink('--amber'),
      line: ink('--line'),
      paper: ink('--paper'),
      ground: ink('--ink'),
      font: ink('--mono'),
    };
    this.stopListening = [board.watch(() => this.wake())];
  }

  /** Draws soon, and goes on by itself as long as something moves; a blacked-out board wakes it when it is back. */
  wake(): void {
    if (this.frame !== 0 || this.board.isPaused()) return;
    clearTimeout(this.timer);
    const isDue = !this.isCalm || performance.now() - this.drawnAt >= CALM_MS;
    if (isDue) this.frame = requestAnimationFrame(() => this.tick());
    else this.timer = setTimeout(() => this.wake(), this.drawnAt + CALM_MS - performance.now());
  }

  stop(): void {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    for (const stop of this.stopListening) stop();
  }

  /** A viewer who asked for less motion sees stills; if time itself is moved by hand, the canvas follows at once. */
  private get isCalm(): boolean {
    return this.calm.matches && this.shown().isLive;
  }

  private tick(): void {
    this.frame = 0;
    this.drawnAt = performance.now();
    const shown = this.shown();
    this.draw(shown);
    if (isMoving(shown, this.plan)) this.wake();
  }

  private draw({ view, now }: Shown): void {
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const { offsetWidth, offsetHeight } = this.canvas;
    this.fit(context, this.board.scale() * devicePixelRatio);
    context.clearRect(0, 0, offsetWidth, offsetHeight);
    const isCalm = this.calm.matches;
    const { rows, lanes } = this.plan;
    const places = rows.map((_, at) => lanePlace(lanes, at));
    const scaleOf = (place: Place) => (isCalm ? stillScale(now, view.sceneAt, place) : runningScale(now, place));
    for (const { at, chosen } of view.restarts) {
      const reached = places.filter((_, row) => chosen.includes(rows[row]?.node.id ?? ''));
      if (chosen.length > 1) for (const place of reached) drawReach(context, at, place, scaleOf(place), this.inks);
    }
    for (const [row, place] of places.entries()) {
      const process = view.processes[rows[row]?.node.id ?? ''];
      if (process) drawLane(context, { process, isCalm, ...place }, scaleOf(place), this.inks);
    }
  }

  /** As many dots as the screen has for it, whatever the board's scale is. */
  private fit(context: CanvasRenderingContext2D, scale: number): void {
    const { canvas } = this;
    const width = Math.round(canvas.offsetWidth * scale);
    const height = Math.round(canvas.offsetHeight * scale);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(scale, 0, 0, scale, 0, 0);
  }
}

/** A process runs, or ran a moment ago and still moves out of the canvas. */
function isMoving({ view, now, isLive }: Shown, plan: Plan): boolean {
  const memory = windowMs(lanePlace(plan.lanes, 0));
  const isSeen = ({ pid, history }: ProcessView) => pid !== null || now - (history.at(-1)?.at ?? 0) < memory;
  return isLive && Object.values(view.processes).some(isSeen);
}
