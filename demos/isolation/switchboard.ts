import { metric } from '../../src/demo/worker.js';
import { LINES as ROWS } from './call.js';

/** A free board; what was on the screen before stays above it, to be scrolled back to. */
export function clearBoard(): void {
  process.stdout.write(`\x1b[${ROWS + 1};1H${'\n'.repeat(ROWS + 1)}`);
}

/** Rewrites the row of one call where it stands and leaves the cursor below the board, where what goes wrong is printed. */
export function drawRow(line: number, words: string, mood: 'good' | 'bad' = 'good'): void {
  const width = (process.stdout.columns ?? 80) - 3;
  const text = words.slice(0, width).padEnd(width);
  const shown = mood === 'bad' ? `\x1b[31m${text}\x1b[0m` : text;
  process.stdout.write(`\x1b[${line};1H${String(line).padStart(2)} ${shown}\x1b[${ROWS + 1};1H`);
}

/** Says how many calls this process carries still, below their rows. */
export function countCalls(calls: number): void {
  metric('calls', calls);
  say(`${calls} of ${ROWS} calls`);
}

export const say = (words: string): void => {
  process.stdout.write(`\x1b[${ROWS + 1};1H${words}\x1b[K\x1b[${ROWS + 1};1H`);
};
