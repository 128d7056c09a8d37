import { randomInt } from 'node:crypto';
import { type Demo, faultsOf, supervisorsOf } from '../demo/demo.js';
import { spentRestarts } from '../log/index.js';
import type { View } from '../log/view.js';
import type { Command } from '../protocol/messages.js';
import { Refusal } from './refusal.js';

/** A death is in the log by then, and its restart is counted. In ms. */
const COUNTED_MS = 250;

const AWAY = 'All of them are away right now. Wait until one is back.';
const SPENT = 'The supervisors have restarted as many as they allow for now. Wait a moment.';
const OVER = 'The demo has given up. The speaker can reset it.';

/** Draws the processes that an audience kills: never so many that a supervisor gives up, because that would end the demo. */
export class AnyFault {
  /** By supervisor: when one of its children was drawn. */
  private readonly drawnAt = new Map<string, number>();

  constructor(private readonly draw: (below: number) => number = randomInt) {}

  /**
   * The command for the fault `name` at one of the processes that run and have it. `now`: as the log counts, in ms. Throws a
   * `Refusal` when there is no such process.
   */
  next(demo: Demo, view: View, name: string, now: number): Command {
    if (view.gaveUp !== null) throw new Refusal(OVER);
    const parents = new Map(view.tree.map(({ id, parent }) => [id, parent ?? '']));
    const spare = new Set(
      supervisorsOf(demo.tree)
        .filter(({ id, period, intensity }) => spentRestarts(view, id, period, now).count + 1 < intensity)
        .filter(({ id }) => now - (this.drawnAt.get(id) ?? Number.NEGATIVE_INFINITY) >= COUNTED_MS)
        .map(({ id }) => id),
    );
    const there = Object.values(view.processes).filter(
      ({ id, pid }) => pid !== null && faultsOf(demo, id).includes(name),
    );
    const able = there.filter(({ id }) => spare.has(parents.get(id) ?? ''));
    const one = able[this.draw(Math.max(1, able.length))];
    if (!one) throw new Refusal(there.length > 0 ? SPENT : AWAY);
    this.drawnAt.set(parents.get(one.id) ?? '', now);
    return { do: 'fault', id: one.id, name };
  }
}
