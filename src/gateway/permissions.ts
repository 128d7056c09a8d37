/** The permissions of a page: what its role allows on a stage. Asked for each command, here, never in the page. */
import { CAPABILITIES, type Capability, type Role, type StageCommand } from '../protocol/messages.js';
import type { Pass } from './credentials.js';

/** A stage of one's own runs processes on this machine, so a viewer gets none. */
export const mayHaveStage = (role: Role) => role === 'presenter' || role === 'learner';

/** The presenter's own devices: they move the talk, need no seat, and are kept out by nobody. */
export const isOfPresenter = (role: Role | null) => role === 'presenter' || role === 'remote';

/**
 * The capabilities of the bearer on the stage that the pass is for. On the talk's stage, all but the presenter see everything and touch
 * nothing; the presenter's phone plays the steps. A terminal may be a shell, in which one can do whatever the owner of this machine can: only the presenter types.
 */
export function capabilitiesOf({ role, learner }: Pass): Capability[] {
  if (role === 'presenter') return [...CAPABILITIES];
  if (role === 'remote') return ['watch', 'steps'];
  return learner !== null ? ['watch', 'fault', 'steps'] : ['watch'];
}

const NEEDED: Record<StageCommand['do'], Capability> = {
  start: 'fault',
  any: 'fault',
  fault: 'fault',
  restart: 'fault',
  reset: 'fault',
  stop: 'fault',
  play: 'steps',
  recorded: 'steps',
  live: 'steps',
  step: 'steps',
  input: 'type',
};

const REFUSALS: Record<Capability, string> = {
  watch: 'Only those who were let in can do that.',
  fault: 'Only the presenter can do that.',
  steps: 'Only the presenter can do that.',
  type: 'Only who started this talk may type: a terminal can be a shell on their machine.',
};

/** Why the command is not carried out, in words; null when it is. */
export function refusalOf(pass: Pass, command: StageCommand): string | null {
  const may = capabilitiesOf(pass);
  const needed = NEEDED[command.do];
  if (may.includes(needed)) return null;
  // A page without any capability gets no refusal about terminals.
  return REFUSALS[may.includes('fault') ? needed : 'fault'];
}
