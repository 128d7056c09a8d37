import { desk, type Format } from '../demo/arrangement.js';
import type { Board } from '../demo/board.js';

/** The share of the bars of a demo, and of the gaps between them, in its height, in px (bench.css). */
const BARS = 163;

/** The room for a demo beside its lesson: as wide as the page leaves it, and always seen. */
export class DeskBoard implements Board {
  format: Format;
  private size = '';
  private readonly listeners = new Set<() => void>();

  constructor(host: Element) {
    this.format = this.fit(host);
    // A page has one board, which is watched permanently.
    new ResizeObserver(() => this.measure(host)).observe(host);
  }

  private measure(host: Element): void {
    const before = this.size;
    const format = this.fit(host);
    if (this.size === before) return;
    this.format = format;
    for (const listener of this.listeners) listener();
  }

  /** Where the page is scrolled, the host is as high as the demo in it: then the window's height is what there is. */
  private fit({ clientWidth, clientHeight, ownerDocument }: Element): Format {
    const height = Math.min(clientHeight, ownerDocument.documentElement.clientHeight);
    this.size = `${clientWidth} × ${height}`;
    return desk(clientWidth, height - BARS);
  }

  scale(): number {
    return 1;
  }

  isSeen(): boolean {
    return true;
  }

  isPaused(): boolean {
    return false;
  }

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
