/** A viewer does not read a chart more often than this, in ms. */
const WINDOW_MS = 50;

interface Window {
  /** Names that were appended in this window. */
  logged: Set<string>;
  /** The latest value of each name that came once more in this window. */
  waiting: Map<string, number>;
  timer: NodeJS.Timeout;
}

/**
 * Passes on the metrics that processes send, each name of a process at most once in a window: its first value at
 * once, and at the end of the window the latest of the values after it. A process that sends a metric forty thousand times a second
 * costs the log no more than one that sends it twenty times.
 */
export class Metrics {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly append: (id: string, name: string, value: number) => void) {}

  take(id: string, name: string, value: number): void {
    const window = this.windows.get(id) ?? this.open(id);
    if (window.logged.has(name)) window.waiting.set(name, value);
    else {
      window.logged.add(name);
      this.append(id, name, value);
    }
  }

  /** Appends the values that wait. The caller does so before an event of the process `id`, so that the log keeps their order. */
  flush(id: string): void {
    const window = this.windows.get(id);
    if (!window) return;
    clearTimeout(window.timer);
    this.windows.delete(id);
    for (const [name, value] of window.waiting) this.append(id, name, value);
  }

  /** Appends all values that wait. */
  close(): void {
    for (const id of [...this.windows.keys()]) this.flush(id);
  }

  private open(id: string): Window {
    const window = {
      logged: new Set<string>(),
      waiting: new Map(),
      timer: setTimeout(() => this.lapse(id), WINDOW_MS),
    };
    this.windows.set(id, window);
    return window;
  }

  private lapse(id: string): void {
    const waiting = this.windows.get(id)?.waiting ?? new Map();
    this.windows.delete(id);
    for (const [name, value] of waiting) this.take(id, name, value);
  }
}
