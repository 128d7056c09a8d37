import { duration, ending, type LifeState, type ProcessView } from '../../log/view.js';

/** Shape and word of each state: a colour alone says nothing to many, and little on a projector. */
export const MARKS: Record<LifeState, { shape: string; word: string }> = {
  waiting: { shape: '○', word: 'waiting' },
  booting: { shape: '◐', word: 'booting' },
  up: { shape: '♥\uFE0E', word: 'up' },
  frozen: { shape: '‖', word: 'frozen' },
  down: { shape: '✕', word: 'down' },
  off: { shape: '✕', word: 'off' },
};

/** How the last life ended, for a process that has none now. */
export function epitaph(process: ProcessView): string {
  const { lastExit } = process;
  if (!lastExit || process.pid !== null) return '';
  return lastExit.expected ? 'stopped' : `${ending(lastExit)} after ${duration(lastExit.uptimeMs)}`;
}
