/** A lane of the heart monitor: what the log knows of a process, as a line that runs left. Pure. */
import { BEAT_MS, type LifeState, type ProcessView } from '../../log/index.js';
import type { Marks } from './marks.js';
import { type Line, type Span, TONE_OF, type Tone } from './text.js';

/** Three of these, and a bit, from beat to beat: each beat has room, and a rebirth fits into a narrow lane. */
const CELL_MS = BEAT_MS * 0.3;
/** The log remembers the last 40 beats: further back a flat line would be a lie. */
const MEMORY_MS = BEAT_MS * 40;

/** ms for each cell of a lane that is so many cells wide. */
export const cellMs = (cells: number) => Math.min(CELL_MS, Math.floor(MEMORY_MS / cells));

const isDead = (state: LifeState) => state === 'down' || state === 'off';

/** A process as a function of time. */
interface Trace {
  stateAt(time: number): LifeState;
  diedWithin(from: number, to: number): boolean;
  beatWithin(from: number, to: number): boolean;
}

function traceOf({ history, beats }: ProcessView): Trace {
  const entryAt = (time: number) => history.findLast(({ at }) => at <= time);
  return {
    stateAt: (time) => entryAt(time)?.state ?? 'waiting',
    diedWithin: (from, to) =>
      history.some(({ at, state }, index) => {
        const before = history[index - 1];
        return at >= from && at < to && isDead(state) && !(before && isDead(before.state));
      }),
    // The terminal goes on being written to after a death: its obituary is no sign of life.
    beatWithin: (from, to) => beats.some((at) => at >= from && at < to && entryAt(at)?.state === 'up'),
  };
}

/** Columns and rows of dots in one braille character, and the bit of each dot. */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;
const DOT_ROWS = 4;
const BRAILLE = 0x2800;

/** The dots that are set in one column of a lane: [first, last] from the top, or none. */
type Column = readonly [number, number] | null;

function columnAt(trace: Trace, from: number, step: number, now: number, dots: number, odd: boolean): Column {
  const base = Math.floor((dots * 2) / 3);
  const time = Math.min(from + step - 1, now);
  switch (trace.stateAt(time)) {
    case 'up': {
      const isTall = dots > DOT_ROWS;
      if (trace.beatWithin(from, from + step)) return [isTall ? 1 : 0, base];
      if (!trace.beatWithin(from - step, from)) return [base, base];
      return isTall ? [base - DOT_ROWS, base + DOT_ROWS - 1] : [base, base + 1];
    }
    case 'booting':
      return Math.floor(from / step / 2) % 2 === 0 ? [base, base] : null;
    case 'frozen':
      return [base, base + 1];
    case 'down':
    case 'off':
      return odd ? null : [base, base];
    case 'waiting':
      return null;
  }
}

function brailleCell(columns: readonly Column[], row: number): string {
  let bits = 0;
  for (const [side, column] of columns.entries()) {
    for (let dot = 0; column && dot < DOT_ROWS; dot++) {
      const at = row * DOT_ROWS + dot;
      if (at >= column[0] && at <= column[1]) bits |= DOTS[side]?.[dot] ?? 0;
    }
  }
  return bits === 0 ? ' ' : String.fromCodePoint(BRAILLE + bits);
}

const LETTERS: Readonly<Record<LifeState, string>> = {
  waiting: ' ',
  booting: '-',
  up: '_',
  frozen: '=',
  down: '.',
  off: '.',
};

/**
 * One process's lane, `cells` wide and `rows` high, its right end at `now`. A cell stands for a fixed stretch of time:
 * once past it never changes, it only moves left.
 */
export function lane(process: ProcessView, now: number, cells: number, rows: number, marks: Marks): Line[] {
  const trace = traceOf(process);
  const length = cellMs(cells);
  const last = Math.floor(now / length);
  const lines: Span[][] = Array.from({ length: rows }, () => []);
  const middle = Math.floor((rows * 2) / 3);
  for (let cell = last - cells + 1; cell <= last; cell++) {
    const from = cell * length;
    const died = trace.diedWithin(from, from + length);
    const state = trace.stateAt(Math.min(from + length - 1, now));
    const tone = died ? 'dead' : TONE_OF[state];
    const columns = marks.braille
      ? [0, 1].map((side) => columnAt(trace, from + (side * length) / 2, length / 2, now, rows * DOT_ROWS, side === 1))
      : [];
    for (const [row, line] of lines.entries()) {
      append(line, tone, glyph(row));
    }

    function glyph(row: number): string {
      if (died) return row === middle ? marks.state.down : ' ';
      if (marks.braille) return brailleCell(columns, row);
      if (row !== middle) return ' ';
      return state === 'up' && trace.beatWithin(from, from + length) ? '^' : LETTERS[state];
    }
  }
  return lines;
}

/** One span for a run of cells in the same tone. */
function append(line: Span[], tone: Tone, text: string): void {
  const span = line.at(-1);
  if (span?.tone === tone) span.text += text;
  else line.push({ text, tone });
}
