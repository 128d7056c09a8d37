/**
 * Warm standby: beside a child that is up, a second process waits, booted, to take its place. Each function changes the
 * given child (the turn's own copy) and returns the commands that follow.
 */
import type { ChildState, Command, Event } from './state.js';

/** A spare starts when the child is up, so that the spare never slows a restart. */
export function growSpare(child: ChildState, now: number): Command[] {
  if (!child.spec.standby || child.spare || child.status !== 'up') return [];
  child.spares += 1;
  child.spare = { number: child.spares, warm: false, startedAt: now };
  return [{ do: 'grow', id: child.spec.id, spare: child.spares }];
}

/** Starts of spares are not counted, so only this pause bounds how often a spare starts that cannot boot, in ms. */
const SPARE_PAUSE_MS = 1000;

/**
 * The end of a spare by itself is not a restart of the child; the next spare starts no sooner than this pause after the
 * start of the last one.
 */
export function spareChanged(
  child: ChildState,
  event: Extract<Event, { type: 'spare_warm' | 'spare_gone' }>,
  now: number,
): Command[] {
  const { spare } = child;
  if (spare?.number !== event.spare) return [];
  if (event.type === 'spare_warm') {
    child.spare = { ...spare, warm: true };
    return [];
  }
  child.spare = null;
  const ms = Math.max(0, spare.startedAt + Math.max(child.spec.backoff, SPARE_PAUSE_MS) - now);
  return [{ do: 'timer', timer: { name: 'spare', id: event.id }, ms }];
}

export function dropSpare(child: ChildState): Command[] {
  const { spare } = child;
  if (!spare) return [];
  child.spare = null;
  return [{ do: 'drop', id: child.spec.id, spare: spare.number }];
}
