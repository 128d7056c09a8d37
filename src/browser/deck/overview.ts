/** The overview shows all slides at once, as large as the window lets them be; reveal.js alone would lay them in one row. */
import type { RevealApi } from 'reveal.js';
import type { Size } from '../../deck/shape.js';
import { onDeck } from './events.js';
import { sizeOf } from './shape.js';

/** Around each slide, in its own pixels. */
const GAP = 70;
/** The share of the window that is left to its edge, where the number and the bar are. */
const EDGE = 0.08;

export interface Grid {
  columns: number;
  rows: number;
  /** The place of a slide in the grid. */
  scale: number;
}

/** The grid in which `count` slides are the largest. */
export function gridOf(count: number, slide: Size, window: Size): Grid {
  const withColumns = (columns: number): Grid => {
    const rows = Math.ceil(count / columns);
    const [width, height] = [columns * (slide.width + GAP), rows * (slide.height + GAP)];
    return { columns, rows, scale: (1 - EDGE) * Math.min(window.width / width, window.height / height) };
  };
  const grids = Array.from({ length: count }, (_, at) => withColumns(at + 1));
  return grids.reduce((best, next) => (next.scale > best.scale ? next : best));
}

/** How far the slide with this index is from the middle of the grid, in its own pixels. */
export function placeOf(index: number, { columns, rows }: Grid, slide: Size): { x: number; y: number } {
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return {
    x: (column - (columns - 1) / 2) * (slide.width + GAP),
    y: (row - (rows - 1) / 2) * (slide.height + GAP),
  };
}

/** The slide below or above the one with this index; itself where there is none. */
export function stepFrom(index: number, rows: 1 | -1, columns: number, count: number): number {
  const next = index + rows * columns;
  return next >= 0 && next < count ? next : index;
}

export function followOverview(deck: RevealApi): void {
  const slides = () => deck.getHorizontalSlides() as HTMLElement[];
  const grid = () => gridOf(slides().length, sizeOf(deck), { width: innerWidth, height: innerHeight });

  const layOut = () => {
    if (!deck.isOverview()) return;
    const found = grid();
    deck.getSlidesElement()?.style.setProperty('--overview-scale', String(found.scale));
    for (const [index, slide] of slides().entries()) {
      const { x, y } = placeOf(index, found, sizeOf(deck));
      slide.style.setProperty('--x', `${x}px`);
      slide.style.setProperty('--y', `${y}px`);
    }
  };
  const takeKey = (event: KeyboardEvent) => {
    const rows = { ArrowUp: -1, ArrowDown: 1 } as const;
    if (!deck.isOverview() || !(event.key in rows)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { h } = deck.getIndices();
    deck.slide(stepFrom(h, rows[event.key as keyof typeof rows], grid().columns, slides().length));
  };

  onDeck(deck, 'overviewshown', () => {
    document.body.classList.add('in-overview');
    layOut();
  });
  onDeck(deck, 'overviewhidden', () => document.body.classList.remove('in-overview'));
  onDeck(deck, 'sync', layOut);
  addEventListener('resize', layOut);
  window.addEventListener('keydown', takeKey, { capture: true });
}
