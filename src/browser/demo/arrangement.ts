/** Where things stand on a demo's board, computed from what the demo has. In pixels of the board. Pure. */
import type { DemoSheet } from '../../stage/sheet.js';
import { type ChartPlace, chartPlace } from './chart/place.js';
import { type Row, treeRows } from './tree/rows.js';

/** What a board has room for. */
export interface Format {
  width: number;
  /** For panes, chart and monitor together; the bars below panes and monitor have their own. */
  height: number;
  /** Higher than that where the type would be too small to read: the page is scrolled. */
  mayGrow: boolean;
  /** The size of a chart's words. */
  print: number;
  /** Sizes of the terminals' type. */
  type: { least: number; most: number };
  /** Sizes of the tree's type. */
  node: { least: number; most: number };
  /** How high its rows are if there is room; in more columns, as far as that goes, if they would be lower than the least. */
  row: { least: number; ideal: number; columns: number };
}

export const SLIDE: Format = {
  width: 1152,
  height: 484,
  mayGrow: false,
  print: 22,
  type: { least: 16, most: 26 },
  node: { least: 16, most: 22 },
  row: { least: 20, ideal: 44, columns: 3 },
};

/** A page to sit with: read from near. */
export const desk = (width: number, height: number): Format => ({
  width,
  height,
  mayGrow: true,
  print: 15,
  type: { least: 12, most: 15 },
  node: { least: 13, most: 15 },
  row: { least: 18, ideal: 30, columns: 1 },
});

/** Between a chart and what stands above it. */
const CHART_GAP = 8;
const PANE_GAP = 12;

/** What a pane needs around its terminal. */
const PANE_FRAME = { width: 24, height: 56 };
/** A cell of the terminal's font, as a share of its size. */
const CELL = { width: 0.6, height: 1.19 };
/** Of a pane with cells. */
const CELLS_HEIGHT = 280;
const LEAST_LANES = 100;
/** A terminal wants room for its columns, a pane of many cells as much as a wide one. */
const GROUP_COLS = 38;

const COLUMN_GAP = 28;
const INDENT = 18;

export interface Panes {
  columns: number;
  height: number;
  /** Font size of all terminals: the largest at which each fits. */
  font: number;
  /** How much of its row's width each pane gets. */
  weights: number[];
  /** Of each pane with several processes: the columns of its cells. */
  cells: number[];
}

export interface Lanes {
  columns: number;
  perColumn: number;
  height: number;
  rowHeight: number;
  /** How wide a column is. */
  column: number;
  /** Room for the tree before the lanes. */
  label: number;
  font: number;
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
  format: Format;
  /** Of tree and monitor. */
  rows: Row[];
  panes: Panes;
  chart: ChartPlace | null;
  lanes: Lanes;
}

/** Panes in as few rows as let the terminals be as large as they can; the monitor takes what they can spare. */
export function planOf(sheet: DemoSheet, format: Format): Plan {
  const rows = treeRows(sheet.tree);
  const chart = sheet.chart && chartPlace(sheet.chart, format.width, format.print);
  const free = format.height - (chart ? chart.height + CHART_GAP : 0);
  const count = sheet.panes.length;
  // However many there are, their names can be read.
  const leastLanes = Math.max(LEAST_LANES, Math.ceil(rows.length / format.row.columns) * (format.node.least + 1));
  const plans = [count, Math.ceil(count / 2), 1].map((columns): Plan => {
    const need = panesNeed(sheet, columns, format);
    const room = format.mayGrow ? Math.max(free, need + leastLanes) : free;
    const lanes = arrangeLanes(rows, Math.max(room - need, leastLanes), format);
    return { sheet, format, rows, chart, lanes, panes: arrangePanes(sheet, columns, room - lanes.height, format) };
  });
  return plans.reduce((best, plan) => (plan.panes.font > best.panes.font ? plan : best));
}

/** What has to fit for the terminals to be readable. */
function panesNeed({ sizes, panes }: DemoSheet, columns: number, { type }: Format): number {
  const heights = panes.map(({ processes: [id = '', ...more] }) =>
    more.length > 0 ? CELLS_HEIGHT : Math.ceil((sizes[id]?.rows ?? 0) * CELL.height * type.least) + PANE_FRAME.height,
  );
  const paneRows = Math.ceil(panes.length / columns);
  return paneRows * Math.max(0, ...heights) + PANE_GAP * (paneRows - 1);
}

function arrangePanes({ sizes, panes }: DemoSheet, columns: number, height: number, { width, type }: Format): Panes {
  const paneRows = Math.ceil(panes.length / columns);
  const inner = (height - PANE_GAP * (paneRows - 1)) / paneRows - PANE_FRAME.height;
  const weights = panes.map(({ processes: [id = '', ...more] }) => {
    const cols = more.length > 0 ? GROUP_COLS : (sizes[id]?.cols ?? 0);
    return PANE_FRAME.width + cols * CELL.width * type.least;
  });
  const widths = weights.map((weight, at) => {
    const first = at - (at % columns);
    const beside = weights.slice(first, first + columns);
    const free = width - PANE_GAP * (beside.length - 1);
    return (free * weight) / beside.reduce((sum, one) => sum + one, 0) - PANE_FRAME.width;
  });
  const fonts = panes.flatMap(({ processes: [id = '', ...more] }, at) => {
    const size = sizes[id];
    if (!size || more.length > 0) return [];
    return [Math.min((widths[at] as number) / size.cols / CELL.width, inner / size.rows / CELL.height)];
  });
  return {
    columns,
    height,
    weights,
    font: Math.floor(Math.min(type.most, ...fonts) * 2) / 2,
    cells: panes.map(({ processes }, at) => cellColumns(processes.length, widths[at] as number, inner)),
  };
}

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

function arrangeLanes(rows: Row[], height: number, { width, node, row }: Format): Lanes {
  const perColumnOf = (columns: number) => Math.ceil(rows.length / columns);
  const choices = Array.from({ length: row.columns }, (_, at) => at + 1);
  const columns = choices.find((few) => height / perColumnOf(few) >= row.least) ?? row.columns;
  const perColumn = perColumnOf(columns);
  const used = Math.min(height, perColumn * row.ideal);
  const rowHeight = used / perColumn;
  const font = Math.max(node.least, Math.min(Math.floor(rowHeight) - 1, node.most));
  const widest = Math.max(...rows.map((one) => labelWidth(one, font)));
  const column = (width - COLUMN_GAP * (columns - 1)) / columns;
  return { columns, perColumn, height: used, rowHeight, font, column, label: Math.min(widest, column / 2) };
}

/** The branches, a shape, a space and the name in the fixed font; and some air. */
const labelWidth = ({ node, guides }: Row, font: number) =>
  guides.length * INDENT + (node.id.length + 2) * CELL.width * font + 10;

/** The place of row number `at`, beside its label. */
export function lanePlace({ perColumn, rowHeight, column, label }: Lanes, at: number): Place {
  return {
    x: Math.floor(at / perColumn) * (column + COLUMN_GAP) + label,
    y: (at % perColumn) * rowHeight,
    width: column - label,
    height: rowHeight,
  };
}
