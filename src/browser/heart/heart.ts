import type { Beat, Connection, ConnectionState } from '../live/connection.js';
import { hear, lose, noPulse, type Pulse } from './pulse.js';

/** Listens to the app through the page's one connection, and tells its watchers when the pulse changed. */
export class Heart {
  pulse: Pulse = noPulse();
  /** This page may not ask: there will be no pulse. */
  isShut = false;
  private readonly watchers = new Set<() => void>();

  constructor(connection: Connection) {
    connection.watch({
      state: (state) => this.turn(state),
      beat: (beat) => this.beat(beat),
    });
  }

  /** Returns how to stop. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private beat(beat: Beat): void {
    this.change(hear(this.pulse, beat, performance.now()));
  }

  /** A line that is open says nothing of the app's health; one that broke does. */
  private turn(state: ConnectionState): void {
    if (state !== 'live') this.change(lose(this.pulse, 'gateway', performance.now()));
    if (this.isShut === (state === 'refused')) return;
    this.isShut = !this.isShut;
    this.tell();
  }

  private change(pulse: Pulse): void {
    if (pulse === this.pulse) return;
    this.pulse = pulse;
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}
