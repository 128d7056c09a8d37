/** Messages between a program of a demo and the stage: metrics and readiness out, faults in. Without a supervisor each function does nothing. */
import { send } from '../supervisor/worker.js';
import { TILE_STATES, TILES_A_NUMBER } from './charts/packing.js';

export { ignore, promoted, ready, startBeating } from '../supervisor/worker.js';

const told = new Map<string, number>();

/** A number for the log: the view keeps the latest of each name, so what has not changed is not told again. */
export const metric = (name: string, value: number): void => {
  if (told.get(name) === value) return;
  told.set(name, value);
  send({ type: 'metric', name, value });
};

/** The states of many small things, from 0 to 3, in few numbers: each is a digit, the first one the lowest. */
export function tiles(name: string, states: readonly number[]): void {
  for (let at = 0; at < states.length; at += TILES_A_NUMBER) {
    const digits = states.slice(at, at + TILES_A_NUMBER);
    const packed = digits.reduceRight((sum, state) => sum * TILE_STATES + state, 0);
    metric(`${name} ${at / TILES_A_NUMBER}`, packed);
  }
}

const PULSE_MS = 700;

/** Sends a beat as long as the event loop turns, for a process that has nothing else to send. */
export const startPulse = (): void => {
  setInterval(() => metric('uptime', process.uptime()), PULSE_MS).unref();
};

/** Does what the fault of that name says; others are not for us. */
export function onFault(faults: Record<string, () => void>): void {
  process.on('message', (message) => {
    const { type, name } = (message ?? {}) as { type?: string; name?: string };
    if (type === 'fault' && name) faults[name]?.();
  });
}
