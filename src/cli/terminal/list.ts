/** A pane of several processes: a cell or a row for each, and the terminal of one of them below, if there is room. Pure. */

import type { Pane } from '../../demo/demo.js';
import { ending, type ProcessView } from '../../log/index.js';
import { BETWEEN_CELLS, type Grid, gridOf, PID_WIDTH } from './columns.js';
import type { Frame } from './frame.js';
import { scrolledTo } from './layout.js';
import { screenLines } from './screen-lines.js';
import { apart, fill, type Line, pad, ruled, type Span, TONE_OF } from './text.js';

const LIFE_WIDTH = ' life 999'.length;
/** With this much room a row tells last words too. */
const ROOM_FOR_WORDS = 16;
/** A rule and a line of words. */
const TERMINAL_ROWS_MIN = 2;

interface Box {
  width: number;
  rows: number;
  nameWidth: number;
}

export function listBody(frame: Frame, { processes }: Pane, { width, rows, nameWidth }: Box): Line[] {
  const grid = gridOf(processes, width, rows, nameWidth);
  const places = grid.columns * grid.rows;
  const from = scrolledTo(processes.indexOf(frame.chosen), processes.length, places);
  const shown = processes.slice(from, from + places);
  const lines = Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) => shown[column * grid.rows + row]).flatMap((id, column): Line => {
      const gap: Line = column > 0 ? [{ text: ' '.repeat(BETWEEN_CELLS) }] : [];
      return [...gap, ...fill(id === undefined ? [] : cellLine(frame, id, grid), grid.cellWidth)];
    }),
  );
  const left = rows - lines.length;
  return left < TERMINAL_ROWS_MIN ? lines : [...lines, ...terminalOfOne(frame, processes, width, left)];
}

/** Mark, name, pid; with more room the life; with much more, its last words before it. */
export function cellLine(
  frame: Frame,
  id: string,
  { cellWidth, nameWidth, family }: Omit<Grid, 'columns' | 'rows'>,
): Line {
  const { view, marks, chosen } = frame;
  const process = view.processes[id];
  const isChosen = chosen === id;
  const name = pad(id.slice(family.length), nameWidth);
  const tone = process ? TONE_OF[process.state] : 'dim';
  const head: Span[] = [
    { text: marks.state[process?.state ?? 'waiting'], tone },
    { text: isChosen ? marks.chosen : ' ', bold: true },
    { text: name, bold: isChosen, inverse: isChosen },
    { text: ' ' },
  ];
  if (!process) return head;
  const room = cellWidth - (2 + nameWidth + 1);
  const { pid, lives } = process;
  // The word for what is not there, where the number of what is would stand.
  const identity = pid === null ? pad(process.state, PID_WIDTH) : pad(String(pid), PID_WIDTH);
  if (room < PID_WIDTH + LIFE_WIDTH) return [...head, { text: identity, tone }];
  const life: Span = { text: lives > 1 ? ` life ${lives}` : '', tone: 'wait' };
  const facts: Line = [...head, { text: identity, tone }];
  if (room - PID_WIDTH < LIFE_WIDTH + ROOM_FOR_WORDS) return [...facts, life];
  return apart([...facts, ...words(frame, process)], [life], cellWidth);
}

/** The last line of its output, or how it ended. */
function words({ screens }: Frame, { id, state, pid, lastExit, fault }: ProcessView): Line {
  const tone = TONE_OF[state];
  const said = screens.get(id)?.findLast((line) => line.length > 0) ?? [];
  if (pid === null && lastExit) return [{ text: ` ${ending(lastExit)}`, tone, bold: true }];
  const notUp: Line = state === 'up' ? [] : [{ text: ` ${state}`, tone, bold: true }];
  const lingering: Line = fault && state === 'up' ? [{ text: ` ${fault.name}`, tone: 'wait', bold: true }] : [];
  return [...notUp, ...lingering, { text: ' ' }, ...said];
}

/** The chosen one's terminal; without one, that of the one who died last. */
function terminalOfOne(frame: Frame, ids: readonly string[], width: number, rows: number): Line[] {
  const { view, chosen, marks } = frame;
  const diedAt = (id: string) => {
    const exit = view.processes[id]?.lastExit;
    return exit && !exit.expected ? exit.at : -1;
  };
  const latest = ids.reduce((best, id) => (diedAt(id) > diedAt(best) ? id : best), ids[0] as string);
  const id = ids.includes(chosen) ? chosen : latest;
  const heading: Line = [{ text: id, bold: true }];
  return [ruled(heading, marks.rule, width), ...screenLines(frame, id, width, rows - 1)];
}
