import type { Terminal } from '@xterm/xterm';

/** A finger that moves less is about to tap, in pixels of the page. */
const SLOP = 4;

/** The things that a drag of one finger may move: the history of the terminal, the page, or the deck. */
export type Moves = 'history' | 'page' | 'deck';

/**
 * The thing that a drag moves, by the way from its begin in pixels: null while the drag may still be a tap. Sideways is
 * the deck's; up and down is the terminal's, as far as there is history that way: `viewportY` rows above the window,
 * `baseY` at its end.
 */
export function movedBy(dx: number, dy: number, history: { viewportY: number; baseY: number }): Moves | null {
  if (Math.hypot(dx, dy) < SLOP) return null;
  if (Math.abs(dx) >= Math.abs(dy)) return 'deck';
  const hasMore = dy > 0 ? history.viewportY > 0 : history.viewportY < history.baseY;
  return hasMore ? 'history' : 'page';
}

interface Drag {
  x: number;
  y: number;
  moves: Moves | null;
  /** Rows that the finger has moved the history by. */
  rows: number;
}

/**
 * A finger on `host` scrolls `terminal`, which xterm.js 6 leaves to the wheel. The page scrolls where there is no more
 * history, as the browser does it: what a drag moves is decided once. Returns the function that stops it.
 */
export function scrollByTouch(host: HTMLElement, terminal: Terminal): () => void {
  let drag: Drag | null = null;
  const down = ({ pointerType, isPrimary, clientX: x, clientY: y }: PointerEvent) => {
    if (pointerType !== 'touch') return;
    // Two fingers zoom.
    drag = isPrimary ? { x, y, moves: null, rows: 0 } : null;
  };
  const move = (event: PointerEvent) => {
    if (!drag || event.pointerType !== 'touch') return;
    const dy = event.clientY - drag.y;
    drag.moves ??= movedBy(event.clientX - drag.x, dy, terminal.buffer.active);
    // reveal.js takes a drag up or down for a step of the talk.
    if (drag.moves === 'history' || drag.moves === 'page') event.stopPropagation();
    if (drag.moves !== 'history') return;
    const rows = Math.trunc(dy / rowHeight(host, terminal));
    terminal.scrollLines(drag.rows - rows);
    drag.rows = rows;
  };
  const end = () => {
    drag = null;
  };
  // The browser asks with this event, which follows the pointer's, whether it may scroll the page.
  const hold = (event: TouchEvent) => drag?.moves === 'history' && event.cancelable && event.preventDefault();
  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener('pointerdown', down, { signal });
  host.addEventListener('pointermove', move, { signal });
  host.addEventListener('pointerup', end, { signal });
  host.addEventListener('pointercancel', end, { signal });
  host.addEventListener('touchmove', hold, { signal, passive: false });
  return () => stop.abort();
}

/** In pixels of the page. */
const rowHeight = (host: HTMLElement, { rows }: Terminal): number =>
  (host.querySelector('.xterm-screen') ?? host).getBoundingClientRect().height / rows;
