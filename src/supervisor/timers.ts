import type { Timer } from './state.js';
import { limitTime } from './watch.js';

/** The timers of one supervisor: at most one of each name for each child. */
export class Timers {
  private readonly timeouts = new Map<string, NodeJS.Timeout>();

  constructor(private readonly over: (timer: Timer) => void) {}

  /** Calls back after `ms`; an earlier timer of that name and child is gone. */
  set(timer: Timer, ms: number): void {
    const key = keyOf(timer.name, timer.id);
    clearTimeout(this.timeouts.get(key));
    const isLimit = timer.name === 'start' || timer.name === 'kill';
    const over = () => {
      this.timeouts.delete(key);
      this.over(timer);
    };
    this.timeouts.set(key, isLimit ? limitTime(ms, over) : setTimeout(over, ms));
  }

  clear(id: string, ...names: Timer['name'][]): void {
    for (const name of names) {
      clearTimeout(this.timeouts.get(keyOf(name, id)));
      this.timeouts.delete(keyOf(name, id));
    }
  }

  clearAll(): void {
    for (const timeout of this.timeouts.values()) clearTimeout(timeout);
  }
}

const keyOf = (name: Timer['name'], id: string) => `${name} ${id}`;
