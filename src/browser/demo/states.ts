import { ending, type LifeState, type ProcessView } from '../../log/view.js';

/** Shape and word of each state: a colour alone says nothing to many, and little on a projector. */
export const MARKS: Record<LifeState, { shape: string; word: string }> = {
  waiting: { shape: '○', word: 'waiting' },
  booting: { shape: '◐', word: 'booting' },
  up: { shape: '♥\uFE0E', word: 'up' },
  frozen: { shape: '‖', word: 'frozen' },
  down: { shape: '✕', word: 'down' },
  off: { shape: '✕', word: 'off' },
};

/** The state of a process in a word; of one that has ended, how. */
export function stateWord(process: ProcessView | undefined): string {
  const { state, pid, lastExit } = process ?? { state: 'waiting', pid: null, lastExit: null };
  if (pid !== null || lastExit === null) return MARKS[state].word;
  return lastExit.expected ? 'stopped' : ending(lastExit);
}
