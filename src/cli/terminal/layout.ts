/** Where everything is, for a window of a given size: computed from the demo alone, so nothing jumps while it plays. */
import { type Demo, type DemoWorker, type Pane, workersOf } from '../../demo/demo.js';
import { chartRows } from './chart/chart.js';
import { isList, paneWidths } from './columns.js';
import { faultRows } from './faults.js';
import { headerRows } from './header-footer.js';
import { wrap } from './text.js';

export interface Size {
  columns: number;
  rows: number;
}

export const NEEDED: Size = { columns: 80, rows: 24 };

export interface PaneBox {
  pane: Pane;
  width: number;
}

export interface MonitorBox {
  /** Columns of lanes, lanes in each, and rows of each lane. */
  columns: number;
  lanes: number;
  laneRows: number;
  columnWidth: number;
}

export interface Layout extends Size {
  claimRows: number;
  panes: PaneBox[];
  /** Rows of a pane below its title and its status. */
  bodyRows: number;
  monitor: MonitorBox;
  faultRows: number;
  /** Width of the longest name. */
  nameWidth: number;
}

export const PANE_HEAD_ROWS = 2;
const RULE_ROWS = 1;
const KEY_ROWS = 1;
const NAME_MAX = 12;
export const BETWEEN_LANES = 2;
/** The marks before a lane's name and the blank after it. */
export const LANE_HEAD = 3;
/** A lane of fewer cells shows too little time; one of the other length, as much as on the slides. */
const LANE_CELLS_MIN = 14;
const LANE_CELLS_GOOD = 48;
/** Higher than this, a lane is a fence. */
const LANE_ROWS = [1, 2, 3];
/** Fewer rows of a terminal say too little. */
const BODY_MIN = 4;
/** The order of importance: rows that the panes need, long lanes, high lanes, rows that the panes can use. */
const WORTH = { least: 3, length: 2, height: 1, all: 0.5 };

export const fitsIn = ({ columns, rows }: Size) => columns >= NEEDED.columns && rows >= NEEDED.rows;

/** The processes in the order of their panes. */
export const shownProcesses = (demo: Demo) => [...new Set(demo.panes.flatMap((pane) => pane.processes))];

/** `size` at least `NEEDED`; `panes`: those of the demo, or the one that stands for all of them; `tall`: lanes may have many rows. */
export function layoutOf(demo: Demo, panes: Pane[], size: Size, tall: boolean): Layout {
  const workers = new Map(workersOf(demo.tree).map((worker) => [worker.id, worker]));
  const ids = [...workers.keys()];
  const nameWidth = Math.min(NAME_MAX, Math.max(...ids.map((id) => id.length)));
  const claimRows = wrap(demo.claim, size.columns).length;
  const faults = Math.max(...ids.map((id) => faultRows(id, demo, size.columns)));
  const taken =
    headerRows(demo, size.columns) + claimRows + PANE_HEAD_ROWS + chartRows(demo.chart) + RULE_ROWS + faults + KEY_ROWS;
  const wants = panes.map((pane) => wantsOf(pane, workers));
  const want = { least: Math.max(...wants.map(({ least }) => least)), all: Math.max(...wants.map(({ all }) => all)) };
  const monitor = monitorOf(shownProcesses(demo).length, size.rows - taken, want, size.columns, nameWidth, tall);
  const bodyRows = Math.max(1, size.rows - taken - monitor.lanes * monitor.laneRows);
  const widths = paneWidths(panes, workers, { columns: size.columns, rows: bodyRows }, nameWidth);
  const boxes = panes.map((pane, at) => ({ pane, width: widths[at] as number }));
  return { ...size, claimRows, panes: boxes, bodyRows, monitor, faultRows: faults, nameWidth };
}

interface Want {
  least: number;
  all: number;
}

/** Rows: of a terminal its own; of a list one for each process, and below them, if there is room, a terminal. */
function wantsOf({ processes }: Pane, workers: ReadonlyMap<string, DemoWorker>): Want {
  const terminal = Math.max(...processes.map((id) => workers.get(id)?.rows ?? 0));
  const isSeveral = isList({ processes });
  return isSeveral
    ? { least: processes.length, all: processes.length + 1 + terminal }
    : { least: terminal, all: terminal };
}

/** The monitor that leaves the best picture of all, `rows` high with the panes. */
function monitorOf(
  count: number,
  rows: number,
  want: Want,
  width: number,
  nameWidth: number,
  tall: boolean,
): MonitorBox {
  const columnMin = LANE_HEAD + nameWidth + LANE_CELLS_MIN + BETWEEN_LANES;
  const mostColumns = Math.max(1, Math.min(count, Math.floor((width + BETWEEN_LANES) / columnMin)));
  const heights = tall ? LANE_ROWS : LANE_ROWS.slice(0, 1);
  const candidates = Array.from({ length: mostColumns }, (_, at) => at + 1).flatMap((columns) => {
    const columnWidth = Math.floor((width - (columns - 1) * BETWEEN_LANES) / columns);
    return heights.map((laneRows) => ({ columns, lanes: Math.ceil(count / columns), laneRows, columnWidth }));
  });
  const left = ({ lanes, laneRows }: MonitorBox) => rows - lanes * laneRows;
  const fitting = candidates.filter((box) => left(box) >= Math.min(want.least, BODY_MIN));
  if (fitting.length === 0) {
    // Too many for the window: half of it scrolls.
    return { ...(candidates.at(-1) as MonitorBox), lanes: Math.max(1, Math.floor(rows / 2)), laneRows: 1 };
  }
  const worth = (box: MonitorBox) =>
    WORTH.least * share(left(box), want.least) +
    WORTH.length * share(box.columnWidth - LANE_HEAD - nameWidth, LANE_CELLS_GOOD) +
    WORTH.height * share(box.laneRows, LANE_ROWS.length) +
    WORTH.all * share(left(box), want.all);
  return fitting.reduce((best, box) => (worth(box) > worth(best) ? box : best));
}

/** How much there is of what is good; more than that is no better. */
const share = (is: number, good: number) => Math.min(1, is / Math.max(1, good));

/** The part of a list of `count` that is shown in `room` places so that `chosen` is among them: where it starts. */
export function scrolledTo(chosen: number, count: number, room: number): number {
  return Math.max(0, Math.min(chosen - Math.floor(room / 2), count - room));
}
