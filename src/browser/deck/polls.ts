import type { RevealApi } from 'reveal.js';
import type { Poll } from '../../protocol/audience.js';
import { pollOf } from '../../talk/reducer.js';

/** The polls of the talk, and the answers of the processes, for the demos of a deck: both come from programs that load later. */
export class Polls {
  polls: readonly Poll[] = [];
  /** The option that came about, by demo; null when none did, undefined while the scene that is on has no answer. */
  readonly answers = new Map<string, number | null | undefined>();
  private readonly listeners = new Set<() => void>();

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  of(demo: string): Poll | null {
    return pollOf(this, demo) ?? null;
  }

  set(polls: readonly Poll[]): void {
    if (polls === this.polls) return;
    this.polls = polls;
    this.changed();
  }

  /** As in `answers`. */
  setAnswer(demo: string, right: number | null | undefined): void {
    if (this.answers.has(demo) && this.answers.get(demo) === right) return;
    this.answers.set(demo, right);
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
