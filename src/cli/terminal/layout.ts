/** Where everything is, for a window of a given size: computed from the demo alone, so nothing jumps while it plays. */
import { type Demo, type DemoWorker, type Pane, workersOf } from '../../stage/demo.js';

export interface Size {
  columns: number;
  rows: number;
}

export const NEEDED: Size = { columns: 80, rows: 24 };

export interface PaneBox {
  pane: Pane;
  width: number;
}

interface MonitorBox {
  /** Columns of lanes, lanes in each, and rows of each lane. */
  columns: number;
  lanes: number;
  laneRows: number;
  columnWidth: number;
}

export interface Layout extends Size {
  panes: PaneBox[];
  /** Rows of a pane below its title and its status. */
  bodyRows: number;
  /** Is there a ruled line above the monitor? */
  titled: boolean;
  monitor: MonitorBox;
  /** Width of the longest name. */
  nameWidth: number;
}

const HEADER_ROWS = 1;
export const PANE_HEAD_ROWS = 2;
const FOOTER_ROWS = 2;
const BETWEEN_PANES = 1;
/** Below this a terminal says nothing; above it the list would. */
const TERMINAL_MIN = 12;
/** Name, shape, pid and life, and enough of the last words to recognise a voice. */
const LIST_MIN = 34;
/** The longest last words that are worth a place. */
const WORDS_MAX = 60;
const NAME_MAX = 12;
/** A lane shorter than this shows too little time. */
const LANE_MIN = 34;
/** With so many rows a lane looks like a heart monitor; with more than the other it is a mountain range. */
const LANE_ROWS_GOOD = 3;
const LANE_ROWS_MAX = 5;
export const BETWEEN_LANES = 2;

export const fitsIn = ({ columns, rows }: Size) => columns >= NEEDED.columns && rows >= NEEDED.rows;

export const isList = (pane: Pane) => pane.processes.length > 1;

export const tooSmall = ({ columns, rows }: Size) =>
  `This window is ${columns}x${rows}; the picture needs ${NEEDED.columns}x${NEEDED.rows}. Make it larger.`;

/** The processes in the order of their panes. */
export const shownProcesses = (demo: Demo) => [...new Set(demo.panes.flatMap((pane) => pane.processes))];

/** `size` at least `NEEDED`; `tall`: lanes may have more than one row. */
export function layoutOf(demo: Demo, size: Size, tall: boolean): Layout {
  const count = shownProcesses(demo).length;
  const workers = new Map(workersOf(demo.tree).map((worker) => [worker.id, worker]));
  const left = size.rows - HEADER_ROWS - PANE_HEAD_ROWS - FOOTER_ROWS;
  const wanted = Math.max(...demo.panes.map((pane) => bodyOf(pane, workers)));
  const leastMonitor = Math.ceil(count / mostColumns(size.columns));
  const bodyRows = Math.max(1, Math.min(wanted, left - Math.min(leastMonitor, Math.ceil(left / 2))));
  const titled = left - bodyRows > leastMonitor;
  const monitor = monitorOf(count, left - bodyRows - (titled ? 1 : 0), size.columns, tall);
  const nameWidth = Math.min(NAME_MAX, Math.max(...[...workers.keys()].map((id) => id.length)));
  return { ...size, panes: paneWidths(demo.panes, workers, size.columns), bodyRows, titled, monitor, nameWidth };
}

type Workers = ReadonlyMap<string, DemoWorker>;

const bodyOf = (pane: Pane, workers: Workers) =>
  isList(pane) ? pane.processes.length : (workers.get(pane.processes[0] as string)?.rows ?? 0);

/** Lists get what they need, terminals share the rest up to their own width; what is still left goes to the lists. */
function paneWidths(panes: Pane[], workers: Workers, columns: number): PaneBox[] {
  const room = columns - (panes.length - 1) * BETWEEN_PANES;
  const lists = panes.filter(isList).length;
  const terminals = panes.length - lists;
  const share = Math.max(TERMINAL_MIN, Math.floor((room - lists * LIST_MIN) / Math.max(1, terminals)));
  const widthOf = (pane: Pane) => Math.min(share, workers.get(pane.processes[0] as string)?.cols ?? share);
  const taken = panes.filter((pane) => !isList(pane)).reduce((sum, pane) => sum + widthOf(pane), 0);
  const listWidth = Math.min(Math.floor((room - taken) / Math.max(1, lists)), LIST_MIN + WORDS_MAX);
  return panes.map((pane) => ({ pane, width: isList(pane) ? listWidth : widthOf(pane) }));
}

const mostColumns = (width: number) => Math.max(1, Math.floor((width + BETWEEN_LANES) / (LANE_MIN + BETWEEN_LANES)));

/** Lanes of a good height in as few columns as that takes: the longer a lane, the more time it shows. */
function monitorOf(count: number, rows: number, width: number, tall: boolean): MonitorBox {
  const boxes = Array.from({ length: mostColumns(width) }, (_, at) => {
    const columns = at + 1;
    const lanes = Math.ceil(count / columns);
    const laneRows = Math.min(tall ? LANE_ROWS_MAX : 1, Math.floor(rows / lanes));
    return { columns, lanes, laneRows, columnWidth: Math.floor((width - at * BETWEEN_LANES) / columns) };
  });
  const worth = ({ laneRows }: MonitorBox) => Math.min(laneRows, LANE_ROWS_GOOD);
  const best = boxes.reduce((one, other) => (worth(other) > worth(one) ? other : one));
  if (best.laneRows > 0) return best;
  return { ...(boxes.at(-1) as MonitorBox), lanes: rows, laneRows: 1 };
}

/** The part of a list of `count` that is shown in `room` places so that `chosen` is among them: where it starts. */
export function scrolledTo(chosen: number, count: number, room: number): number {
  return Math.max(0, Math.min(chosen - Math.floor(room / 2), count - room));
}
