/** The room of a board, and the kinds of boards that there are. In pixels of the board. Pure. */

/** The room of a board. */
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
  panes: PanesFormat;
  /** How high a button for a fault is, how wide a letter on it (the wider, the sooner they wrap), and the least rows. */
  faults: { height: number; rows: number; letter: number };
  /** The rows above and below all that; null where the demo has its slide's. */
  bars: Bars | null;
}

export interface Bars {
  head: number[];
  foot: number;
}

interface PanesFormat {
  columns: number;
  /** The room that a pane needs around its terminal: its header, and the margins left and right, above and below. */
  frame: { width: number; header: number; height: number };
  /** The least that a pane with cells needs, and each row of them. */
  cells: { least: number; row: number };
}

const PANES: PanesFormat = {
  columns: Number.POSITIVE_INFINITY,
  frame: { width: 24, header: 40, height: 16 },
  cells: { least: 280, row: 0 },
};

export const SLIDE: Format = {
  width: 1152,
  height: 484,
  mayGrow: false,
  print: 22,
  type: { least: 16, most: 26 },
  node: { least: 16, most: 22 },
  row: { least: 20, ideal: 44, columns: 3 },
  panes: PANES,
  faults: { height: 44, rows: 1, letter: 0 },
  bars: null,
};

/** Between the rows of a demo. */
export const ROW_GAP = 8;
/** Panes, chart and monitor. */
const PARTS = 3;

/** The height that the bars of a demo, its row of faults and the gaps between its rows take. */
function barsHeight({ head, foot }: Bars, faults: number): number {
  const rows = [...head, foot, faults];
  const gaps = rows.length + PARTS - 1;
  return rows.reduce((sum, one) => sum + one, 0) + gaps * ROW_GAP;
}

/** Figures above, time below. */
const DESK_BARS: Bars = { head: [48], foot: 36 };
const DESK_BUTTON = 35;
/** Left free below. */
const DESK_SPARE = 4;
/** The height that a demo beside its lesson needs beside that of its format. */
export const DESK_OUTSIDE = barsHeight(DESK_BARS, DESK_BUTTON) + DESK_SPARE;
/** How high the figures beside a lesson are. */
export const DESK_HEAD = DESK_BARS.head[0] as number;

/** A page to sit with: read from near. */
export const desk = (width: number, height: number): Format => ({
  width,
  height,
  mayGrow: true,
  print: 15,
  type: { least: 12, most: 15 },
  node: { least: 13, most: 15 },
  row: { least: 18, ideal: 30, columns: 1 },
  panes: { ...PANES, cells: { least: 180, row: 48 } },
  faults: { height: DESK_BUTTON, rows: 1, letter: 8.5 },
  bars: DESK_BARS,
});

/** As high as a thumb is wide. */
const THUMB = 62;
/** Title and figures above, time and its buttons below. */
const HAND_BARS: Bars = { head: [60, 86], foot: 180 };
/** For a second row of faults, the edge above, and some air. */
const HAND_SPARE = 104;
/** The height that a demo on an upright slide needs beside that of its format. */
export const HAND_OUTSIDE = barsHeight(HAND_BARS, THUMB) + HAND_SPARE;

/** A slide that is held upright: whatever can be pressed is as high as a thumb is wide. */
export const inHand = (height: number): Format => ({
  width: 500,
  height,
  mayGrow: true,
  print: 22,
  type: { least: 18, most: 22 },
  node: { least: 22, most: 22 },
  row: { least: THUMB, ideal: THUMB, columns: 1 },
  panes: { columns: 1, frame: { width: 24, header: THUMB, height: 16 }, cells: { least: 240, row: 68 } },
  faults: { height: THUMB, rows: 1, letter: 10.5 },
  bars: HAND_BARS,
});

/** The rows above and below, as custom properties: the style sheets have none of these numbers. */
export const rowsOf = ({ bars }: Format): Record<string, string> =>
  bars ? { '--head': bars.head.map((height) => `${height}px`).join(' '), '--foot': `${bars.foot}px` } : {};
