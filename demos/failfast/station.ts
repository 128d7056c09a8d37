/** The work of a station: it takes its wrench, tightens the bolts of a part, and puts the wrench back. */
import { setTimeout as pause } from 'node:timers/promises';
import { onFault } from '../../src/demo/worker.js';

/** A crooked one has no bolts. */
export interface Part {
  bolts?: string[];
}

export interface Car {
  number: number;
  fitted: string[];
}

const BOLT_MS = 6;
/** The search for a wrench takes as long as the work would have taken. */
const BOLTS = 2;
let wrenchInHand = false;
let poisoned = false;

onFault({
  poison: () => {
    console.log('The next part is crooked.');
    poisoned = true;
  },
});

/** The load of the line: a car, and the part for it. */
export function receive(body: string): { car: Car; part: Part; isPoisoned: boolean } {
  const { car, part } = JSON.parse(body) as { car: Car; part: Part };
  const isPoisoned = poisoned;
  poisoned = false;
  return { car, part: isPoisoned ? {} : part, isPoisoned };
}

/** Throws when there is something wrong with the part; then the wrench stays where it is. */
export async function mount(car: Car, part: Part, station: string): Promise<void> {
  if (wrenchInHand) {
    await pause(BOLTS * BOLT_MS);
    throw new Error('Where is my wrench?');
  }
  wrenchInHand = true;
  if (!part.bolts) throw new Error('Where are the bolts?');
  for (const _bolt of part.bolts) await pause(BOLT_MS);
  car.fitted.push(station);
  wrenchInHand = false;
}
