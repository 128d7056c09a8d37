/** The terminal of a process in a part of ours. Pure. */
import { workersOf } from '../../demo/demo.js';
import type { Run } from '../../terminal/screen.js';
import type { Frame } from './frame.js';
import { cutLine, fold, type Line, type Tone, widthOf } from './text.js';

/** The terminal's own sixteen colours, told in the inks of the talk. */
const TONES: Readonly<Record<number, Tone>> = {
  1: 'dead',
  2: 'alive',
  3: 'wait',
  6: 'alive',
  8: 'dim',
  9: 'dead',
  10: 'alive',
  11: 'wait',
  14: 'alive',
};

export const lineOf = (runs: readonly Run[]): Line =>
  runs.map(({ text, colour, bold, dim, inverse }) => ({
    text,
    tone: colour === null ? (dim ? 'dim' : 'plain') : (TONES[colour] ?? 'plain'),
    ...(bold ? { bold } : {}),
    ...(inverse ? { inverse } : {}),
  }));

/**
 * The last lines of a terminal with something on them: its empty end says nothing. In a pane that is narrower than the
 * terminal, what is too long is cut, for lines that break here and there jump about; but last words are shown whole.
 */
export function screenLines({ demo, screens, view, marks }: Frame, id: string, width: number, rows: number): Line[] {
  const screen = screens.get(id) ?? [];
  const said = screen.slice(0, screen.findLastIndex((line) => line.length > 0) + 1);
  const own = workersOf(demo.tree).find((worker) => worker.id === id)?.cols ?? 0;
  const isWhole = width >= own || view.processes[id]?.pid === null;
  const lines = said.flatMap((line) => (isWhole ? fold(line, width) : [shortened(line, width, marks.more)]));
  return lines.slice(-rows);
}

function shortened(line: Line, width: number, more: string): Line {
  if (widthOf(line) <= width) return line;
  return [...cutLine(line, width - 1), { text: more, tone: 'dim' }];
}
