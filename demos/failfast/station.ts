/** The work of a station: it takes its wrench, tightens the bolts of a part, and puts the wrench back. */
import { setTimeout as pause } from 'node:timers/promises';
import { onFault } from '../common/tell.js';

/** A crooked one has no bolts. */
export interface Part {
  bolts?: string[];
}

export interface Car {
  number: number;
  fitted: string[];
}

const BOLT_MS = 10;
let wrenchInHand = false;
let poisoned = false;

onFault({
  poison: () => {
    poisoned = true;
  },
});

/** What comes down the line: a car, and the part for it. */
export function receive(body: string): { car: Car; part: Part } {
  const { car, part } = JSON.parse(body) as { car: Car; part: Part };
  if (!poisoned) return { car, part };
  poisoned = false;
  return { car, part: {} };
}

/** Throws when there is something wrong with the part; then the wrench stays where it is. */
export async function mount(car: Car, part: Part, station: string): Promise<void> {
  if (wrenchInHand) throw new Error('Where is my wrench?');
  wrenchInHand = true;
  for (const _bolt of part.bolts as string[]) await pause(BOLT_MS);
  car.fitted.push(station);
  wrenchInHand = false;
}
