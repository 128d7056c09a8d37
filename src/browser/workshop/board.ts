import type { Board } from '../demo/board.js';
import { DESK_OUTSIDE, desk, type Format } from '../demo/format.js';

/** The room for a demo beside its lesson: as wide as the page leaves it, and always seen. */
export class DeskBoard implements Board {
  format: Format;
  private size = '';
  private readonly listeners = new Set<() => void>();

  constructor(host: Element) {
    this.format = this.fit(host);
    // One page has one board, which is watched as long as the page is there.
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
    return desk(clientWidth, height - DESK_OUTSIDE);
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
