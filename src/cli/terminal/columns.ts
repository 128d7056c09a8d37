/** How wide each pane is, and how a list of processes stands in one. Pure. */
import type { DemoWorker, Pane } from '../../demo/demo.js';

/** Room for any process id that Linux gives out. */
export const PID_WIDTH = 7;
export const BETWEEN_CELLS = 1;
const BETWEEN_PANES = 1;
/** A terminal narrower than this says nothing. */
const TERMINAL_MIN = 12;
/** The widest list: beyond that, last words are a long way from the name of the one who said them. */
const LIST_MAX = 94;

export const isList = (pane: Pick<Pane, 'processes'>) => pane.processes.length > 1;

/** A cell of a list: the mark of its state, that of the chosen one, name, blank and pid. */
const cellWidth = (nameWidth: number) => 2 + nameWidth + 1 + PID_WIDTH;

/** The common part of the names of a list, up to a hyphen: `line-` of `line-1` and `line-2`; empty when names are shown in full. */
export function familyOf(ids: readonly string[]): string {
  const [first = ''] = ids;
  const family = first.slice(0, first.lastIndexOf('-') + 1);
  return ids.every((id) => id.startsWith(family) && id !== family) ? family : '';
}

export interface Grid {
  columns: number;
  /** The rows of cells; when there are more than fit, they scroll. */
  rows: number;
  cellWidth: number;
  nameWidth: number;
  /** The part that is left out of each name. */
  family: string;
}

const neededBy = (columns: number, nameWidth: number) => columns * cellWidth(nameWidth) + (columns - 1) * BETWEEN_CELLS;

const longest = (ids: readonly string[], family = '') => Math.max(...ids.map((id) => id.length - family.length));

/** As few columns as the rows allow, with full names if there is room for them. */
export function gridOf(ids: readonly string[], width: number, rows: number, nameMax: number): Grid {
  const wanted = Math.ceil(ids.length / Math.max(1, rows));
  const [full, short] = [longest(ids), longest(ids, familyOf(ids))].map((length) => Math.min(length, nameMax)) as [
    number,
    number,
  ];
  const isShort = neededBy(wanted, full) > width;
  const nameWidth = isShort ? short : full;
  const fitting = Math.max(1, Math.floor((width + BETWEEN_CELLS) / (cellWidth(nameWidth) + BETWEEN_CELLS)));
  const columns = Math.min(wanted, fitting);
  return {
    columns,
    rows: Math.min(rows, Math.ceil(ids.length / columns)),
    cellWidth: Math.floor((width - (columns - 1) * BETWEEN_CELLS) / columns),
    nameWidth,
    family: isShort ? familyOf(ids) : '',
  };
}

/** Lists get what they need, terminals share the rest up to their own width; what is still left goes to the lists, then to all. */
export function paneWidths(
  panes: readonly Pane[],
  workers: ReadonlyMap<string, DemoWorker>,
  { columns, rows }: { columns: number; rows: number },
  nameMax: number,
): number[] {
  const room = columns - (panes.length - 1) * BETWEEN_PANES;
  const share = Math.floor(room / panes.length);
  const least = panes.map((pane) => {
    if (!isList(pane)) return Math.min(share, TERMINAL_MIN);
    const short = Math.min(nameMax, longest(pane.processes, familyOf(pane.processes)));
    const wanted = Math.ceil(pane.processes.length / rows);
    const fitting = Math.max(1, Math.floor((share + BETWEEN_CELLS) / (cellWidth(short) + BETWEEN_CELLS)));
    return Math.min(share, neededBy(Math.min(wanted, fitting), short));
  });
  const own = panes.map((pane, at) =>
    isList(pane) ? (least[at] as number) : (workers.get(pane.processes[0] as string)?.cols ?? share),
  );
  const lists = panes.map((pane, at) => (isList(pane) ? LIST_MAX : (own[at] as number)));
  return [own, lists, panes.map(() => room)].reduce((widths, most) => grown(widths, most, room), least);
}

/** The widths with the rest of the room given out cell by cell, to the narrowest first, up to the most that each may have. */
function grown(widths: readonly number[], most: readonly number[], room: number): number[] {
  const after = [...widths];
  for (let spare = room - after.reduce((sum, width) => sum + width, 0); spare > 0; spare--) {
    const growing = after.map((_, at) => at).filter((at) => (after[at] as number) < (most[at] as number));
    const [first, ...others] = growing;
    if (first === undefined) break;
    const narrowest = others.reduce((best, at) => ((after[at] as number) < (after[best] as number) ? at : best), first);
    after[narrowest] = (after[narrowest] as number) + 1;
  }
  return after;
}
