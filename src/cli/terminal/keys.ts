/** From a key to what it asks for. Pure. */
import { type Demo, faultsOf } from '../../stage/demo.js';
import { FAULT_KEYS } from './bars.js';
import { shownProcesses } from './layout.js';

export type Action =
  | { do: 'choose'; id: string }
  | { do: 'fault'; name: string }
  | { do: 'step' | 'reset' | 'restart' | 'help' | 'quit' | 'nothing' };

/** What `node:readline` tells of a key. */
export interface Pressed {
  name?: string;
  ctrl?: boolean;
  meta?: boolean;
  shift?: boolean;
}

export function actionOf(input: string, key: Pressed, demo: Demo, chosen: string): Action {
  switch (key.name) {
    case 'up':
      return { do: 'choose', id: besides(demo, chosen, -1) };
    case 'down':
      return { do: 'choose', id: besides(demo, chosen, 1) };
    case 'tab':
      return { do: 'choose', id: besides(demo, chosen, key.shift ? -1 : 1) };
    case 'left':
      return { do: 'choose', id: nextPane(demo, chosen, -1) };
    case 'right':
      return { do: 'choose', id: nextPane(demo, chosen, 1) };
  }
  if (key.ctrl || key.meta) return { do: 'nothing' };
  return actionOfCharacter(input, demo, chosen);
}

function actionOfCharacter(input: string, demo: Demo, chosen: string): Action {
  switch (input) {
    case 's':
      return { do: 'step' };
    case 'r':
      return { do: 'reset' };
    case 'b':
      return { do: 'restart' };
    case '?':
      return { do: 'help' };
    case 'q':
      return { do: 'quit' };
    // The hands of those who edit with vi.
    case 'k':
      return { do: 'choose', id: besides(demo, chosen, -1) };
    case 'j':
      return { do: 'choose', id: besides(demo, chosen, 1) };
    case 'h':
      return { do: 'choose', id: nextPane(demo, chosen, -1) };
    case 'l':
      return { do: 'choose', id: nextPane(demo, chosen, 1) };
  }
  const fault = faultsOf(demo, chosen)[FAULT_KEYS.indexOf(input)];
  return fault === undefined ? { do: 'nothing' } : { do: 'fault', name: fault };
}

function besides(demo: Demo, chosen: string, by: number): string {
  const ids = shownProcesses(demo);
  return ids.at((ids.indexOf(chosen) + by) % ids.length) ?? chosen;
}

function nextPane({ panes }: Demo, chosen: string, by: number): string {
  const at = panes.findIndex(({ processes }) => processes.includes(chosen));
  return panes.at((at + by) % panes.length)?.processes[0] ?? chosen;
}
