import { ending, type LifeState, type ProcessView } from '../../log/view.js';

/** The shape of each state: a colour alone says nothing to many, and little on a projector. Its word is its own name. */
export const STATE_SHAPES: Readonly<Record<LifeState, string>> = {
  waiting: '○',
  booting: '◐',
  up: '♥',
  frozen: '‖',
  down: '✕',
  off: '✕',
};

/** The state of a process in a word; of one that has ended, how. */
export function stateWord(process: ProcessView | undefined): string {
  const { state, pid, lastExit } = process ?? { state: 'waiting', pid: null, lastExit: null };
  if (pid !== null || lastExit === null) return state;
  return lastExit.expected ? 'stopped' : ending(lastExit);
}
