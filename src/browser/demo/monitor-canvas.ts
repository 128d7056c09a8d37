import type { RevealApi } from 'reveal.js';
import type { Session } from '../live/session.js';
import { drawLane, type Inks } from './monitor.js';

/** Where each process's lane is, in pixels of the canvas's own box. */
export interface Place {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A still picture, now and then, for those who asked for less motion; in ms. */
const CALM_MS = 1000;
const LINE_WIDTH = 2;

/** Keeps a canvas current while it can be seen and something lives. */
export class MonitorCanvas {
  private frame = 0;
  private drawnAt = 0;
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly inks: Inks;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly session: Session,
    private readonly deck: RevealApi,
    private readonly places: () => Place[],
    private readonly isShown: () => boolean,
  ) {
    const style = getComputedStyle(canvas);
    const ink = (name: string) => style.getPropertyValue(name).trim();
    this.inks = { pulse: ink('--pulse'), plug: ink('--plug'), amber: ink('--amber'), line: ink('--line') };
  }

  /** Draws now, and goes on by itself as long as there is something to see. */
  wake(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame((at) => this.tick(at));
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private tick(at: number): void {
    this.frame = 0;
    const due = !this.calm.matches || at - this.drawnAt >= CALM_MS;
    if (due) this.draw();
    if (due) this.drawnAt = at;
    if (this.isShown() && this.session.view.running) this.wake();
  }

  private draw(): void {
    const { canvas, session } = this;
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = this.deck.getScale() * devicePixelRatio;
    const width = Math.round(canvas.offsetWidth * scale);
    const height = Math.round(canvas.offsetHeight * scale);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, canvas.offsetWidth, canvas.offsetHeight);
    context.lineWidth = LINE_WIDTH;
    context.lineJoin = 'round';
    // What is not connected stands still: the picture is of the last moment that was seen.
    const now = session.isAway ? session.view.at : session.now();
    for (const { id, ...place } of this.places()) {
      const process = session.view.processes[id];
      if (process) drawLane(context, { process, ...place }, now, this.inks);
    }
  }
}
