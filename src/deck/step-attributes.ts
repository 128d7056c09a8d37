import { escapeHtml } from './text.js';
import { PLAIN_STEPS, type Step } from './types.js';

type OfEach<T, Left extends PropertyKey> = T extends unknown ? Omit<T, Left> : never;
/** A step without the words with which its fence says it. */
export type BareStep = OfEach<Step, 'text'>;

/** The attributes of an element of a page that plays `step`; `stepOf` reads them. */
export function stepAttributes(step: BareStep): string {
  const target = step.do === 'fault' ? { 'data-fault': step.name, 'data-process': step.id } : {};
  return Object.entries({ 'data-do': step.do, ...target })
    .map(([name, value]) => `${name}="${escapeHtml(value)}"`)
    .join(' ');
}

/** The step of an element, from its `dataset`; null for an element that plays none. */
export function stepOf({ do: what, fault, process }: Record<string, string | undefined>): BareStep | null {
  if (what === 'fault') return fault && process ? { do: what, name: fault, id: process } : null;
  const plain = PLAIN_STEPS.find((one) => one === what);
  return plain ? { do: plain } : null;
}
