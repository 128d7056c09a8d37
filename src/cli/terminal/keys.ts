/** From a key to what it asks for. Pure. */
import { type Demo, faultsOf, workersOf } from '../../demo/demo.js';
import { FAULT_KEYS } from './faults.js';
import type { Frame } from './frame.js';
import { shownProcesses } from './layout.js';
import type { Step } from './past.js';

/** The commands of keys that change the demo itself, not only its display. */
export type Order = { do: 'fault'; name: string } | { do: 'step' } | { do: 'reset' } | { do: 'restart' };

export type Action =
  | Order
  | { do: 'choose'; id: string }
  | { do: 'show'; mode: Exclude<Frame['mode'], 'panes'> }
  | { do: 'travel'; step: Step }
  | { do: 'answer'; option: number }
  | { do: 'pause' | 'live' | 'panes' | 'suspend' | 'quit' | 'nothing' };

/** A key press, as `node:readline` describes it. */
export interface Pressed {
  name?: string;
  ctrl?: boolean;
  meta?: boolean;
  shift?: boolean;
}

/** The state on which the meaning of a key depends. */
export interface KeyContext {
  demo: Demo;
  chosen: string;
  mode: Frame['mode'];
  isPast: boolean;
}

export function actionOf(input: string, key: Pressed, context: KeyContext): Action {
  if (key.ctrl && key.name === 'z') return { do: 'suspend' };
  const walked = walkedBy(key, context);
  if (walked) return walked;
  // Read as if with Alt, because it stood where a sequence could start.
  if (key.name === 'escape') return { do: 'panes' };
  if (key.ctrl || key.meta) return { do: 'nothing' };
  return (context.isPast ? travelBy(input, key) : null) ?? actionOfCharacter(input, key, context);
}

function walkedBy({ name, shift }: Pressed, { demo, chosen, mode, isPast }: KeyContext): Action | null {
  const order = mode === 'tree' ? workersOf(demo.tree).map(({ id }) => id) : shownProcesses(demo);
  const besides = (by: number): Action => ({
    do: 'choose',
    id: order.at((order.indexOf(chosen) + by) % order.length) ?? chosen,
  });
  switch (name) {
    case 'up':
      return besides(-1);
    case 'down':
      return besides(1);
    case 'tab':
      return besides(shift ? -1 : 1);
    case 'left':
      return isPast ? { do: 'travel', step: 'back' } : { do: 'choose', id: nextPane(demo, chosen, -1) };
    case 'right':
      return isPast ? { do: 'travel', step: 'forth' } : { do: 'choose', id: nextPane(demo, chosen, 1) };
    default:
      return null;
  }
}

function travelBy(input: string, { name }: Pressed): Action | null {
  if (name === 'home') return { do: 'travel', step: 'oldest' };
  if (name === 'end' || input === 'l' || input === ' ') return { do: 'live' };
  if (input === ',') return { do: 'travel', step: 'before' };
  if (input === '.') return { do: 'travel', step: 'after' };
  return null;
}

function actionOfCharacter(input: string, { name }: Pressed, { demo, chosen, mode }: KeyContext): Action {
  if (name === 'return' || name === 'enter') return toggled('terminal', mode);
  if (mode === 'question' && /^[1-9]$/.test(input)) return { do: 'answer', option: Number(input) - 1 };
  switch (input) {
    case 's':
      return { do: 'step' };
    case 'r':
      return { do: 'reset' };
    case 'b':
      return { do: 'restart' };
    case 'x':
      return { do: 'fault', name: 'kill' };
    case 'p':
      return toggled('question', mode);
    case 't':
      return toggled('tree', mode);
    case '?':
      return toggled('help', mode);
    case ' ':
      return { do: 'pause' };
    case 'q':
      return { do: 'quit' };
  }
  const fault = faultsOf(demo, chosen)[FAULT_KEYS.indexOf(input)];
  return fault === undefined ? { do: 'nothing' } : { do: 'fault', name: fault };
}

const toggled = (one: Exclude<Frame['mode'], 'panes'>, mode: Frame['mode']): Action =>
  mode === one ? { do: 'panes' } : { do: 'show', mode: one };

function nextPane({ panes }: Demo, chosen: string, by: number): string {
  const at = panes.findIndex(({ processes }) => processes.includes(chosen));
  return panes.at((at + by) % panes.length)?.processes[0] ?? chosen;
}
