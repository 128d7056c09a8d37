/** A command of a lesson: the fault that its reader presses, as in `kill line-7`. */
import { wrongFault } from '../deck/faults.js';
import { stepAttributes } from '../deck/step-attributes.js';
import { escapeHtml } from '../deck/text.js';
import type { Catalogue } from '../deck/types.js';

export interface Command {
  fault: string;
  process: string;
}

/** Null for code that is none: it is not two names. */
export function readCommand(code: string, demo: Catalogue[string]): Command | { problem: string } | null {
  const [, fault, process] = /^(\w[\w-]*)\s+(\w[\w-]*)$/.exec(code) ?? [];
  if (!fault || !process) return null;
  const wrong = wrongFault(demo, fault, process);
  return wrong ? { problem: wrong.message } : { fault, process };
}

/** A button that says to a demo what a step of the talk says. */
export function commandHtml({ fault, process }: Command): string {
  const step = stepAttributes({ do: 'fault', name: fault, id: process });
  return `<button type="button" class="command" ${step}>${escapeHtml(`${fault} ${process}`)}</button>`;
}

/** The faults that a question asks for, as in "a x, then b y, or c z": `inWords` makes the words of one of them. */
export function asksInWords(asks: Command[][], inWords: (command: Command) => string): string {
  const hasSequence = asks.some((faults) => faults.length > 1);
  return asks.map((faults) => faults.map(inWords).join(', then ')).join(hasSequence ? ', or ' : ' or ');
}

/** A browser may break a line before the mark that follows a button; here it stays with the button. */
export const joinMarks = (html: string): string =>
  html.replace(
    /(<button type="button" class="command"[^>]*>[^<]*<\/button>)([,.:;)]+)/g,
    '<span class="joined">$1$2</span>',
  );
