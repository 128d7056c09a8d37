/** A lane of the heart monitor: what the log knows of a process, as a line that runs left. Pure. */
import { BEAT_MS, duration, type LifeState, type ProcessView } from '../../log/index.js';
import type { Marks } from './marks.js';
import type { Rebirth } from './rebirths.js';
import { type Line, type Span, type Style, TONE_OF } from './text.js';
import { type Trace, traceOf } from './trace.js';
import { baseOf, braille, type Column, DOT_COLUMNS, DOT_ROWS, pulse, still } from './wave.js';

/** A lane with room for it shows as much as those on the slides. */
const WINDOW_MS = 12_000;
/** Three cells of these, and a bit, from beat to beat: each beat has room, and a rebirth fits into a narrow lane. */
const CELL_MAX_MS = BEAT_MS * 0.3;
/** A finer step would be more pictures a second than anybody can see. */
const CELL_MIN_MS = BEAT_MS * 0.1;
/** The log remembers the last 40 beats: further back a flat line would be wrong. */
const MEMORY_MS = BEAT_MS * 40;

/** ms for each cell of a lane that is so many cells wide. */
export const cellMs = (cells: number) =>
  Math.min(CELL_MAX_MS, Math.max(CELL_MIN_MS, Math.round(WINDOW_MS / cells)), Math.floor(MEMORY_MS / cells));

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
 * once past it only moves left.
 */
export function lane(
  process: ProcessView,
  rebirths: readonly Rebirth[],
  now: number,
  { cells, rows, marks }: { cells: number; rows: number; marks: Marks },
): Line[] {
  const trace = traceOf(process);
  const length = cellMs(cells);
  const first = Math.floor(now / length) - cells + 1;
  const middle = middleOf(rows);
  const lines: Span[][] = Array.from({ length: rows }, () => []);
  const words = rebirthWords(trace, rebirths, length, first, cells, marks);
  for (let cell = first; cell < first + cells; cell++) {
    const from = cell * length;
    const died = trace.diedWithin(from, from + length);
    const state = trace.stateAt(Math.min(from + length - 1, now));
    const word = words.get(cell);
    const columns = marks.braille && !word ? columnsOf(trace, cell, length, now, rows * DOT_ROWS) : [];
    for (const [row, line] of lines.entries()) {
      if (died) append(line, row === middle ? marks.state.down : ' ', { tone: 'dead', bold: true });
      else if (word) append(line, row === middle ? word : ' ', { tone: 'alive', bold: true });
      else if (marks.braille) append(line, braille(columns, row), { tone: TONE_OF[state] });
      else append(line, row === middle ? letter(trace, state, from, length) : ' ', { tone: TONE_OF[state] });
    }
  }
  return lines;
}

/** The wave of a beat in ASCII: up in the cell of the beat, down in the next. */
function letter({ beats }: Trace, state: LifeState, from: number, length: number): string {
  if (state !== 'up') return LETTERS[state];
  const beatIn = (begin: number) => beats.some((at) => at >= begin && at < begin + length);
  return beatIn(from) ? '/' : beatIn(from - length) ? '\\' : LETTERS.up;
}

function columnsOf({ beats, stateAt }: Trace, cell: number, length: number, now: number, dots: number): Column[] {
  const step = length / DOT_COLUMNS;
  return Array.from({ length: DOT_COLUMNS }, (_, side) => {
    const index = cell * DOT_COLUMNS + side;
    const [from, to] = [index * step, (index + 1) * step];
    if (from > now) return null;
    const state = stateAt(Math.min(to - 1, now));
    if (state !== 'up') return still(state, index, dots);
    const beat = beats.findLast((at) => at < to);
    // A beat of the incarnation before is not continued.
    const isOfThisLife = beat !== undefined && stateAt(from) === 'up';
    return pulse(isOfThisLife ? index - Math.floor(beat / step) : null, step, dots);
  });
}

/**
 * Which life a rebirth began and how long it took, on the cells after it: a character for each. A word is there when all
 * of it is past, so that no number is read before it is complete; the next death cuts it off.
 */
function rebirthWords(
  trace: Trace,
  rebirths: readonly Rebirth[],
  length: number,
  first: number,
  cells: number,
  marks: Marks,
): Map<number, string> {
  const places = new Map<number, string>();
  const end = first + cells;
  for (const { at, life, tookMs } of rebirths) {
    const begin = Math.floor(at / length);
    const diedThere = trace.diedWithin(begin * length, (begin + 1) * length);
    let place = diedThere ? begin + 1 : begin;
    const words = [`${marks.state.up}${life}`, ...(tookMs === null ? [] : [` ${duration(tookMs)}`])];
    for (const word of words) {
      const after = place + word.length;
      if (after > end || trace.diedWithin((begin + (diedThere ? 1 : 0)) * length, after * length)) break;
      for (const character of word) places.set(place++, character);
    }
  }
  return places;
}

/** One span for a run of cells in the same style. */
function append(line: Span[], text: string, style: Style): void {
  const span = line.at(-1);
  if (span && span.tone === style.tone && span.bold === style.bold) span.text += text;
  else line.push({ text, ...style });
}

/** The row of a lane that its flat line is on. */
export const middleOf = (rows: number) => Math.floor(baseOf(rows * DOT_ROWS) / DOT_ROWS);
