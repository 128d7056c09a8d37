/** The capabilities of a page on a stage. A role says who a client is; each gateway tells a page its capabilities, and asks them for each command. */
import type { StageCommand } from './messages.js';

/**
 * `watch`: read the log. `fault`: start, hurt, reset and stop demos. `steps`: play the steps of the talk. `type`: type into
 * terminals, which may be a shell.
 */
export const CAPABILITIES = ['watch', 'fault', 'steps', 'type'] as const;
export type Capability = (typeof CAPABILITIES)[number];

const NEEDED: Record<StageCommand['do'], Capability> = {
  start: 'fault',
  fault: 'fault',
  restart: 'fault',
  reset: 'fault',
  stop: 'fault',
  play: 'steps',
  step: 'steps',
  input: 'type',
};

export const neededFor = (command: StageCommand): Capability => NEEDED[command.do];
