import type { RevealApi } from 'reveal.js';
import type { Poll } from '../../protocol/audience.js';
import { pollOf } from '../../talk/reducer.js';

/** A scene of a demo. `right`: the option that came about, null when none did, undefined before there is an answer. */
export interface Scene {
  name: string;
  right: number | null | undefined;
}

/** The polls of the talk, and the answers of the processes, for the demos of a deck: both come from programs that load later. */
export class Polls {
  polls: readonly Poll[] = [];
  /** By demo. */
  readonly scenes = new Map<string, Scene>();
  private readonly listeners = new Set<() => void>();

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  of(demo: string): Poll | null {
    return pollOf(this, demo) ?? null;
  }

  /** Whether somebody has voted in the scene that is on. */
  hasVotes(demo: string): boolean {
    const poll = this.of(demo);
    const scene = this.scenes.get(demo);
    return poll !== null && poll.votes > 0 && (!scene || scene.name === poll.scene);
  }

  set(polls: readonly Poll[]): void {
    if (polls === this.polls) return;
    this.polls = polls;
    this.changed();
  }

  setScene(demo: string, scene: Scene): void {
    const known = this.scenes.get(demo);
    if (known?.name === scene.name && known.right === scene.right) return;
    this.scenes.set(demo, scene);
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

const known = new WeakMap<RevealApi, Polls>();

export function pollsOf(deck: RevealApi): Polls {
  const polls = known.get(deck) ?? new Polls();
  known.set(deck, polls);
  return polls;
}
