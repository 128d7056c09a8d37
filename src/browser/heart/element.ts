import type { RevealApi } from 'reveal.js';
import { Context } from '../context.js';
import { onDeck } from '../deck/events.js';
import type { Heart } from './heart.js';
import { isAlive } from './pulse.js';
import { type Box, drawTrace, type Inks, SWEEP_MS } from './trace.js';
import { wordsFor } from './words.js';

/** Where the line is at rest, and how high it beats, as shares of the element's height; the same as in still.svg. */
const MIDDLE = 0.62;
const PEAK = 0.56;
/** A small line is a thin one, a large one is as thick as the poster's type bears. In slide pixels. */
const THICKEST = 12;
const LINE_PER_PEAK = 0.2;
/** The line is thick and slow: more pictures a second nobody sees, and a weak machine has other things to do. In ms. */
const FRAME_MS = 30;

export interface HeartContext {
  heart: Heart;
  deck: RevealApi;
}

export const heartContext = new Context<HeartContext>();

/** The pulse of this app, live, on a poster; a still drawing of one where it does not move (heart.css). */
export class HeartElement extends HTMLElement {
  private stop = () => {};

  connectedCallback(): void {
    this.stop = heartContext.take(this, ({ heart, deck }) => new HeartView(this, heart, deck).begin());
  }

  disconnectedCallback(): void {
    this.stop();
  }
}

class HeartView {
  private readonly canvas = document.createElement('canvas');
  private readonly words = document.createElement('p');
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private frame = 0;
  private shownAt = 0;
  /** The moment that the canvas shows; null when nothing is drawn. */
  private drawnAt: number | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly heart: Heart,
    private readonly deck: RevealApi,
  ) {}

  /** Returns how to end it. */
  begin(): () => void {
    this.canvas.ariaHidden = 'true';
    this.words.role = 'status';
    this.element.replaceChildren(this.canvas, this.words);
    const wake = () => this.wake();
    const stops = [
      this.heart.watch(wake),
      onDeck(this.deck, 'slidechanged', wake),
      onDeck(this.deck, 'resize', wake),
      () => cancelAnimationFrame(this.frame),
    ];
    wake();
    return () => {
      for (const stop of stops) stop();
    };
  }

  private get isShown(): boolean {
    return this.element.closest('section') === this.deck.getCurrentSlide();
  }

  private wake(): void {
    if (this.isShown && this.frame === 0) this.frame = requestAnimationFrame((at) => this.tick(at));
  }

  /** Goes on by itself while it is shown and moves; the browser asks for no frame of a page that is hidden. */
  private tick(at: number): void {
    this.frame = 0;
    if (!this.isShown) return;
    const isDue = at - this.shownAt >= FRAME_MS;
    const moves = !this.calm.matches && this.heart.pulse.pid !== null;
    if (isDue) {
      this.shownAt = at;
      this.show();
    }
    if (!isDue || moves) this.wake();
  }

  private show(): void {
    const { element, heart } = this;
    const { pulse } = heart;
    const now = performance.now();
    const state = this.state();
    if (element.dataset.state !== state) element.dataset.state = state;
    const words = wordsFor(pulse, now, SWEEP_MS);
    if (this.words.textContent !== words) this.words.textContent = words;
    if (!this.calm.matches) this.draw(now);
  }

  private state(): 'still' | 'unknown' | 'alive' | 'lost' {
    const { pulse, isShut } = this.heart;
    if (pulse.pid === null) return isShut ? 'still' : 'unknown';
    return isAlive(pulse) ? 'alive' : 'lost';
  }

  private draw(now: number): void {
    const { canvas, heart } = this;
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = this.deck.getScale() * devicePixelRatio;
    const [width, height] = [canvas.offsetWidth, canvas.offsetHeight];
    const pixels = { width: Math.round(width * scale), height: Math.round(height * scale) };
    if (canvas.width !== pixels.width || canvas.height !== pixels.height) {
      Object.assign(canvas, pixels);
      this.drawnAt = null;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const peak = height * PEAK;
    const box: Box = { width, middle: height * MIDDLE, peak, line: Math.min(THICKEST, peak * LINE_PER_PEAK) };
    const origin = heart.pulse.since ?? now;
    drawTrace(context, heart.pulse, box, this.inks(), { origin, drawnAt: this.drawnAt, now });
    this.drawnAt = now;
  }

  private inks(): Inks {
    const style = getComputedStyle(this.element);
    const ink = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return { ink: ink('ink'), pulse: ink('pulse'), plug: ink('plug'), amber: ink('amber'), line: ink('line') };
  }
}
