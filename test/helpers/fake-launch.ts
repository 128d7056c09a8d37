/** Processes that are not there: the shell of the supervisor without an operating system. */
import type { Launch, LaunchEvents } from '../../src/supervisor/index.js';

export interface Fake {
  id: string;
  pid: number;
  on: LaunchEvents;
}

export class FakeWorld {
  /** The living, by id, in the order they were started. */
  readonly alive = new Map<string, Fake>();
  readonly trace: string[] = [];
  readonly violations: string[] = [];
  /** How many of the next starts of an id fail. */
  readonly failing = new Map<string, number>();
  /** These do not heed a polite end. */
  readonly deaf = new Set<string>();
  /** These take so long to be ready, in ms. */
  readonly slow = new Map<string, number>();
  private pids = 1000;

  readonly launch: Launch = (child, on) => {
    const { id } = child;
    const other = this.alive.get(id);
    if (other) this.violations.push(`${id} started while ${other.pid} is alive`);
    const fake: Fake = { id, pid: this.pids++, on };
    const fails = this.failing.get(id) ?? 0;
    if (fails > 0) {
      this.failing.set(id, fails - 1);
      queueMicrotask(() => on.failed('spawn ENOENT'));
      return { terminate() {}, kill() {}, signal: () => false, send: () => false };
    }
    this.alive.set(id, fake);
    this.trace.push(`start ${id}`);
    queueMicrotask(() => {
      if (this.alive.get(id) !== fake) return;
      on.spawned(fake.pid);
      const delay = this.slow.get(id) ?? 0;
      const ready = () => this.alive.get(id) === fake && on.ready();
      if (delay === 0) ready();
      else setTimeout(ready, delay);
    });
    return {
      terminate: () => {
        this.trace.push(`stop ${id}`);
        if (!this.deaf.has(id)) this.end(fake, null, 'SIGTERM');
      },
      kill: () => {
        this.trace.push(`kill ${id}`);
        this.end(fake, null, 'SIGKILL');
      },
      signal: () => this.alive.get(id) === fake,
      send: () => this.alive.get(id) === fake,
    };
  };

  /** The process of `id` ends by itself; nothing when there is none. */
  exit(id: string, code: number): void {
    const fake = this.alive.get(id);
    if (fake) this.end(fake, code, null);
  }

  private end(fake: Fake, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.alive.get(fake.id) !== fake) return;
    this.alive.delete(fake.id);
    queueMicrotask(() => fake.on.exited(code, signal));
  }
}
