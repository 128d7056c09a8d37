/** Where things stand on a demo's board, computed from what the demo has. In pixels of the board. Pure. */
import type { DemoManifest } from '../../demo/manifest.js';
import { type Row, treeRows } from '../../demo/view-model/tree-rows.js';
import { type ChartPlace, chartPlace } from './chart/place.js';
import { type Format, ROW_GAP } from './format.js';

const PANE_GAP = 12;
/** In a row of a pane so many cells can be told apart, at least. */
const CELLS_IN_ROW = 3;
/** The room that a button needs around its letters, and the gap between two. */
const BUTTON_FRAME = 28;
const BUTTON_GAP = 6;
/** The row beside the faults of a process at its longest, and of one among several in a pane as well (faults.ts). */
const ASIDE = 'Shift+Esc ends';
const ASIDE_IN_GROUP = 'all';

/** A cell of the terminal's font, as a share of its size. */
const CELL = { width: 0.6, height: 1.19 };
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
  /** The columns of cells of each pane with several processes. */
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
  manifest: DemoManifest;
  format: Format;
  /** Tree and monitor together. */
  rows: Row[];
  panes: Panes;
  chart: ChartPlace | null;
  /** How high the row of faults is, whichever process they are for. */
  faults: number;
  lanes: Lanes;
}

/**
 * Panes in as few rows as let the terminals be as large as they can; the monitor takes what they can spare. Where a demo may grow,
 * it does so as little as terminals that can be read allow: what is out of view is not seen.
 */
export function planOf(manifest: DemoManifest, format: Format): Plan {
  const place = (isLow: boolean) => manifest.chart && chartPlace(manifest.chart, format.width, format.print, isLow);
  const plan = planWith(place(false), manifest, format);
  // Bars that are compared stand in one column, unless the terminals cannot be read beside it.
  return plan.panes.height < panesNeed(manifest, plan.panes.columns, format)
    ? planWith(place(true), manifest, format)
    : plan;
}

function planWith(chart: ChartPlace | null, manifest: DemoManifest, format: Format): Plan {
  const rows = treeRows(manifest.tree);
  const free = format.height - (chart ? chart.height + ROW_GAP : 0);
  const count = manifest.panes.length;
  // However many there are, their names can be read; where there is room for it, each is a row to be hit.
  const leastRow = format.mayGrow ? format.row.least : format.node.least + 1;
  const leastLanes = Math.max(LEAST_LANES, Math.ceil(rows.length / format.row.columns) * leastRow);
  const choices = [count, Math.ceil(count / 2), 1].filter((columns) => columns <= format.panes.columns);
  const plans = choices.map((columns): Plan => {
    const need = panesNeed(manifest, columns, format);
    const room = format.mayGrow ? Math.max(free, need + leastLanes) : free;
    const lanes = arrangeLanes(rows, Math.max(room - need, leastLanes), format);
    const panes = arrangePanes(manifest, columns, room - lanes.height, format);
    return { manifest, format, rows, chart, faults: faultsHeight(manifest, format), lanes, panes };
  });
  const isReadable = ({ panes }: Plan) => panes.font >= format.type.least;
  const over = ({ panes, lanes }: Plan) => (format.mayGrow ? Math.max(0, panes.height + lanes.height - free) : 0);
  const isBetter = (plan: Plan, best: Plan) => {
    if (isReadable(plan) && isReadable(best) && over(plan) !== over(best)) return over(plan) < over(best);
    return plan.panes.font > best.panes.font;
  };
  return plans.reduce((best, plan) => (isBetter(plan, best) ? plan : best));
}

/** The numbers by which a plan was made, as custom properties in px: the style sheets have none of them. */
export const measuresOf = ({ panes, lanes, chart, faults, format }: Plan): Record<string, number> => ({
  ...{
    '--panes-height': panes.height,
    '--lanes-height': lanes.height,
    '--faults-height': faults,
    '--chart-size': format.print,
  },
  ...{ '--row-gap': ROW_GAP, '--pane-gap': PANE_GAP, '--pane-header': format.panes.frame.header },
  ...{ '--button-height': format.faults.height, '--button-gap': BUTTON_GAP },
  ...{ '--column-gap': COLUMN_GAP, '--indent': INDENT },
  ...(chart && { '--chart-row': chart.height }),
});

/** As many rows as the process with the most buttons needs, so that nothing below them moves when another process is selected. */
function faultsHeight({ faults, panes }: DemoManifest, { width, faults: { height, rows, letter } }: Format): number {
  const rowsOf = (words: string[]) =>
    words.reduce(
      ({ count, left }, word) => {
        const need = word.length * letter + BUTTON_FRAME + BUTTON_GAP;
        return need > left ? { count: count + 1, left: width - need } : { count, left: left - need };
      },
      { count: 1, left: width },
    ).count;
  const labelsOf = (id: string) => faults.filter(({ on }) => on.includes(id)).map(({ label }) => label);
  const asides = (count: number) => (count > 1 ? [ASIDE, ASIDE_IN_GROUP] : [ASIDE]);
  const needed = panes.flatMap(({ processes }) =>
    processes.map((id) => rowsOf([id, ...labelsOf(id), ...asides(processes.length)])),
  );
  const most = Math.max(rows, ...needed);
  return most * height + (most - 1) * BUTTON_GAP;
}

const frameHeight = ({ panes: { frame } }: Format) => frame.header + frame.height;

/** The height that the terminals need to be readable. */
function panesNeed({ sizes, panes }: DemoManifest, columns: number, format: Format): number {
  const { type } = format;
  const { cells } = format.panes;
  const cellsNeed = (count: number) =>
    Math.max(cells.least, frameHeight(format) + Math.ceil(count / CELLS_IN_ROW) * cells.row);
  const heights = panes.map(({ processes: [id = '', ...more] }) =>
    more.length > 0
      ? cellsNeed(more.length + 1)
      : Math.ceil((sizes[id]?.rows ?? 0) * CELL.height * type.least) + frameHeight(format),
  );
  const paneRows = Math.ceil(panes.length / columns);
  return paneRows * Math.max(0, ...heights) + PANE_GAP * (paneRows - 1);
}

function arrangePanes({ sizes, panes }: DemoManifest, columns: number, height: number, format: Format): Panes {
  const { width, type } = format;
  const { frame } = format.panes;
  const paneRows = Math.ceil(panes.length / columns);
  const inner = (height - PANE_GAP * (paneRows - 1)) / paneRows - frameHeight(format);
  const weights = panes.map(({ processes: [id = '', ...more] }) => {
    const cols = more.length > 0 ? GROUP_COLS : (sizes[id]?.cols ?? 0);
    return frame.width + cols * CELL.width * type.least;
  });
  const widths = weights.map((weight, at) => {
    const first = at - (at % columns);
    const beside = weights.slice(first, first + columns);
    const free = width - PANE_GAP * (beside.length - 1);
    return (free * weight) / beside.reduce((sum, one) => sum + one, 0) - frame.width;
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
