/** The pulse of this app as one page knows it: the beats it received, and the silences between. Pure; ms on the page's clock. */
import type { Beat } from '../live/connection.js';

export interface Outage {
  part: 'gateway' | 'stage';
  from: number;
  /** The end of the outage; null as long as it lasts. */
  to: number | null;
  /** The gateway before the outage. */
  pid: number;
}

export interface Pulse {
  /** The gateway that sent the last beat, and when its first beat came; null before that. */
  pid: number | null;
  since: number | null;
  /** When the root started. */
  began: number;
  beats: number[];
  outages: Outage[];
}

/** The latest ones: more than any line shows. */
const BEATS_KEPT = 40;
const OUTAGES_KEPT = 20;

export const noPulse = (): Pulse => ({ pid: null, since: null, began: 0, beats: [], outages: [] });

const lastOutage = ({ outages }: Pulse) => outages.at(-1);

export const isAlive = (pulse: Pulse) => pulse.since !== null && lastOutage(pulse)?.to !== null;

/** A gateway without a stage is half of the app: no pulse. */
export function hear(pulse: Pulse, { pid, stageMs, upMs }: Beat, at: number): Pulse {
  if (stageMs === null) return lose(pulse, 'stage', at);
  return {
    pid,
    since: pulse.since ?? at,
    began: at - upMs,
    beats: [...pulse.beats, at].slice(-BEATS_KEPT),
    outages: pulse.outages.map((outage) => (outage.to === null ? { ...outage, to: at } : outage)),
  };
}

/** A part that is lost already is not lost again; a part that never was alive is not lost either. */
export function lose(pulse: Pulse, part: Outage['part'], at: number): Pulse {
  if (!isAlive(pulse) || pulse.pid === null) return pulse;
  const outage = { part, from: at, to: null, pid: pulse.pid };
  return { ...pulse, outages: [...pulse.outages, outage].slice(-OUTAGES_KEPT) };
}

export interface Stretch {
  from: number;
  to: number;
  state: 'unknown' | 'alive' | 'lost';
}

/** How it was from `from` to `to`, oldest first. */
export function stretches({ since, outages }: Pulse, from: number, to: number): Stretch[] {
  const turns: { at: number; state: Stretch['state'] }[] = [{ at: Number.NEGATIVE_INFINITY, state: 'unknown' }];
  if (since !== null) turns.push({ at: since, state: 'alive' });
  for (const outage of outages) {
    turns.push({ at: outage.from, state: 'lost' });
    if (outage.to !== null) turns.push({ at: outage.to, state: 'alive' });
  }
  return turns
    .map(({ at, state }, index) => ({
      from: Math.max(at, from),
      to: Math.min(turns[index + 1]?.at ?? to, to),
      state,
    }))
    .filter((stretch) => stretch.to > stretch.from);
}
