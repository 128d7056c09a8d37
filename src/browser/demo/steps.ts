import type { TalkStep } from '../../protocol/messages.js';

/** Steps of the talk, one after the other, so that no press of the clicker is lost, however slowly processes boot. */
export class Steps {
  private turn: Promise<unknown> = Promise.resolve();

  /** Takes `step`, which tells by itself what goes wrong, when all before it are over. */
  add(step: () => Promise<unknown>): void {
    this.turn = this.turn.then(step).catch(() => {});
  }
}

/** The command of a step for the stage, from the data of its fragment; null for a step that is the page's alone. */
export function talkStepOf({ do: what, fault, process }: DOMStringMap): TalkStep | null {
  if (what === 'start' || what === 'reset' || what === 'stop') return { do: what };
  return what === 'fault' && fault && process ? { do: what, id: process, name: fault } : null;
}
