/** Compares a fault that a slide or a lesson names with the faults that the demo has. */
import { suggest } from './nearest.js';
import type { Catalogue } from './types.js';

export interface WrongFault {
  /** The word that is to be changed. */
  word: 'fault' | 'process';
  message: string;
}

/** Why that cannot be done; null when it can, or nothing is known of the demo. `others` are words that may have been meant in the fault's place. */
export function wrongFault(
  demo: Catalogue[string],
  fault: string,
  process: string | undefined,
  others: readonly string[] = [],
): WrongFault | null {
  if (Object.keys(demo).length === 0) return null;
  const takers = Object.keys(demo).filter((id) => demo[id]?.includes(fault));
  if (takers.length === 0) {
    const faults = new Set(Object.values(demo).flat());
    return { word: 'fault', message: `There is no fault “${fault}”. ${suggest(fault, [...faults, ...others])}` };
  }
  if (process === undefined) {
    return { word: 'fault', message: `“${fault}” needs a process, as in “${fault} ${takers[0]}”.` };
  }
  if (!Object.hasOwn(demo, process)) {
    return { word: 'process', message: `There is no process “${process}”. ${suggest(process, Object.keys(demo))}` };
  }
  if (takers.includes(process)) return null;
  return { word: 'fault', message: `“${process}” has no fault “${fault}”. ${suggest(fault, demo[process] ?? [])}` };
}
