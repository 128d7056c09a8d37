/** Where things stand on a demo's slide, computed from what the demo has. In slide pixels. Pure. */
import type { DemoSheet } from '../../stage/sheet.js';
import { type Row, treeRows } from './tree/rows.js';

const WIDTH = 1152;
/** For panes, chart and monitor together; the bars below panes and monitor have their own. */
const HEIGHT = 484;
/** A chart's bars stand in two columns when they are more than two. */
const BAR_HEIGHT = 30;
const CHART_GAP = 8;
const PANE_GAP = 12;

/** What a pane needs around its terminal. */
const PANE_FRAME = { width: 24, height: 56 };
/** A cell of the terminal's font, as a share of its size. */
const CELL = { width: 0.6, height: 1.19 };
const TERMINAL_FONT = { least: 16, most: 26 };
/** Of a pane with cells. */
const CELLS_HEIGHT = 280;
const LEAST_LANES = 100;
/** A pane of many cells wants more room than a terminal. */
const GROUP_WEIGHT = 1.2;

/** Rows of the monitor: as high as this if there is room; in more columns if they would be lower than that. */
const ROW = { ideal: 44, least: 20 };
const MOST_COLUMNS = 3;
const COLUMN_GAP = 28;
const INDENT = 18;
const NODE_FONT = { least: 16, most: 22 };

export interface Panes {
  columns: number;
  height: number;
  /** Font size of all terminals: the largest at which each fits. */
  font: number;
  /** Of each pane with several processes: the columns of its cells. */
  cells: number[];
}

export interface Lanes {
  columns: number;
  perColumn: number;
  height: number;
  rowHeight: number;
  /** Room for the tree before the lanes. */
  label: number;
  font: number;
}

export interface ChartPlace {
  columns: number;
  height: number;
}

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A demo and its place. */
export interface Plan {
  sheet: DemoSheet;
  /** Of tree and monitor. */
  rows: Row[];
  panes: Panes;
  chart: ChartPlace | null;
  lanes: Lanes;
}

/** Panes in one row, or in two when the terminals are larger then; the monitor takes what they can spare. */
export function planOf(sheet: DemoSheet): Plan {
  const rows = treeRows(sheet.tree);
  const chart = sheet.chart && arrangeChart(sheet.chart.bars.length);
  const room = HEIGHT - (chart ? chart.height + CHART_GAP : 0);
  const count = sheet.panes.length;
  const [one, two] = [count, Math.ceil(count / 2)].map((columns) => {
    const lanes = arrangeLanes(rows, Math.max(room - panesNeed(sheet, columns), LEAST_LANES));
    return { sheet, rows, chart, lanes, panes: arrangePanes(sheet, columns, room - lanes.height) };
  }) as [Plan, Plan];
  return two.panes.font > one.panes.font ? two : one;
}

function arrangeChart(bars: number): ChartPlace {
  const columns = bars > 2 ? 2 : 1;
  return { columns, height: Math.ceil(bars / columns) * BAR_HEIGHT };
}

/** What has to fit for the terminals to be readable. */
function panesNeed({ sizes, panes }: DemoSheet, columns: number): number {
  const heights = panes.map(({ processes: [id = '', ...more] }) =>
    more.length > 0
      ? CELLS_HEIGHT
      : Math.ceil((sizes[id]?.rows ?? 0) * CELL.height * TERMINAL_FONT.least) + PANE_FRAME.height,
  );
  const paneRows = Math.ceil(panes.length / columns);
  return paneRows * Math.max(0, ...heights) + PANE_GAP * (paneRows - 1);
}

function arrangePanes({ sizes, panes }: DemoSheet, columns: number, height: number): Panes {
  const paneRows = Math.ceil(panes.length / columns);
  const inner = (height - PANE_GAP * (paneRows - 1)) / paneRows - PANE_FRAME.height;
  const widths = panes.map(({ processes }, at) => {
    const first = at - (at % columns);
    const beside = panes.slice(first, first + columns);
    const weights = beside.reduce((sum, pane) => sum + paneWeight(pane.processes), 0);
    const free = WIDTH - PANE_GAP * (beside.length - 1);
    return (free * paneWeight(processes)) / weights - PANE_FRAME.width;
  });
  const fonts = panes.flatMap(({ processes: [id = '', ...more] }, at) => {
    const size = sizes[id];
    if (!size || more.length > 0) return [];
    return [Math.min((widths[at] as number) / size.cols / CELL.width, inner / size.rows / CELL.height)];
  });
  return {
    columns,
    height,
    font: Math.floor(Math.min(TERMINAL_FONT.most, ...fonts) * 2) / 2,
    cells: panes.map(({ processes }, at) => cellColumns(processes.length, widths[at] as number, inner)),
  };
}

export const paneWeight = (processes: string[]) => (processes.length > 1 ? GROUP_WEIGHT : 1);

/** How many times as wide as high a cell should be. */
const CELL_SHAPE = 2.2;

/** The columns of a grid in which cells have about that shape and few places stay empty. */
export function cellColumns(count: number, width: number, height: number): number {
  const badness = (columns: number) => {
    const rows = Math.ceil(count / columns);
    return Math.abs(Math.log(width / columns / (height / rows) / CELL_SHAPE)) + 2 * Math.log((columns * rows) / count);
  };
  const choices = Array.from({ length: count }, (_, at) => at + 1);
  return choices.reduce((best, one) => (badness(one) < badness(best) ? one : best), 1);
}

function arrangeLanes(rows: Row[], height: number): Lanes {
  const perColumnOf = (columns: number) => Math.ceil(rows.length / columns);
  const columns = [1, 2].find((few) => height / perColumnOf(few) >= ROW.least) ?? MOST_COLUMNS;
  const perColumn = perColumnOf(columns);
  const used = Math.min(height, perColumn * ROW.ideal);
  const rowHeight = used / perColumn;
  const font = Math.max(NODE_FONT.least, Math.min(Math.floor(rowHeight) - 1, NODE_FONT.most));
  const widest = Math.max(...rows.map((row) => labelWidth(row, font)));
  return { columns, perColumn, height: used, rowHeight, font, label: Math.min(widest, columnWidth(columns) / 2) };
}

/** The branches, a shape, a space and the name in the fixed font; and some air. */
const labelWidth = ({ node, guides }: Row, font: number) =>
  guides.length * INDENT + (node.id.length + 2) * CELL.width * font + 10;

const columnWidth = (columns: number) => (WIDTH - COLUMN_GAP * (columns - 1)) / columns;

/** The place of row number `at`, beside its label. */
export function lanePlace({ columns, perColumn, rowHeight, label }: Lanes, at: number): Place {
  const width = columnWidth(columns);
  return {
    x: Math.floor(at / perColumn) * (width + COLUMN_GAP) + label,
    y: (at % perColumn) * rowHeight,
    width: width - label,
    height: rowHeight,
  };
}
