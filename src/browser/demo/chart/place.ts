/** Where a chart's parts stand, from what it shows and the room there is. In pixels of the board. Pure. */
import type { Chart } from '../../../demo/charts/index.js';
import type { Tiles } from '../../../demo/charts/tiles.js';

export interface ChartPlace {
  /** The height with the title, and without. */
  height: number;
  picture: number;
  /** Where its title stands: before the picture, above it, or nowhere, for the picture names its parts itself. */
  title: 'before' | 'above' | 'none';
  /** The width of the title, and the width that is left. */
  label: number;
  body: number;
  /** The columns of bars, and how high a row of them is. */
  columns: number;
  row: number;
  tiles: TilesPlace;
}

export interface TilesPlace {
  /** Panels have their words above them and stand beside each other; rows have them at their ends. */
  arrangement: 'panels' | 'rows';
  columns: number;
  /** Tiles in a line, lines, and the side of a tile. */
  perLine: number;
  lines: number;
  side: number;
}

/** Between the parts of a chart. */
const GAP = 16;
/** The width of a letter and the height of a line, as shares of their size. */
const LETTER = 0.56;
const LINE = 1.3;
/** The width of the title's column; a chart of fewer letters across has its title above. */
const TITLE_LETTERS = 17.5;
/** The letters of a title that are set closer than others stand in one line of that column. */
const TITLE_LINE = 19;
const NARROW_LETTERS = 46;

/** A row of bars, as a share of its words' size. */
const BAR_ROW = 1.36;
/** Where there is no room for one column, two stand above each other, as far as they can be read side by side. */
const MOST_BAR_COLUMNS = 3;
const LANE_HEIGHT = 48;
const WEDGE_HEIGHT = 120;

/** `print`: the size of its words. `isLow`: there is no room for all bars below each other. */
export function chartPlace(chart: Chart, width: number, print: number, isLow = false): ChartPlace {
  const isNarrow = width < NARROW_LETTERS * LETTER * print;
  const label = isNarrow ? 0 : Math.round(TITLE_LETTERS * LETTER * print);
  const body = isNarrow ? width : width - label - GAP;
  const tiles = chart.kind === 'tiles' ? tilesPlace(chart, width, body, print) : NO_TILES;
  const names = chart.kind === 'track' || (chart.kind === 'tiles' && tiles.arrangement === 'panels');
  const title = names ? 'none' : isNarrow ? 'above' : 'before';
  const hasColumns = chart.kind === 'bars' && isLow && !isNarrow && !chart.oneColumn;
  const columns = hasColumns ? barColumns(chart.bars.length) : 1;
  const row = Math.ceil(BAR_ROW * print);
  const picture = Math.ceil(pictureHeight(chart, { columns, row, tiles }, print));
  const words = Math.ceil(LINE * print * (title === 'before' ? linesOf(chart.title, TITLE_LINE) : 1));
  const height = title === 'before' ? Math.max(picture, words) : picture + (title === 'above' ? words : 0);
  return { height, picture, title, label, body, columns, row, tiles };
}

/** The lines of a text whose lines have room for so many letters. */
function linesOf(text: string, letters: number): number {
  let [lines, length] = [1, 0];
  for (const word of text.split(' ')) {
    const longer = length + (length > 0 ? 1 : 0) + word.length;
    if (longer > letters && length > 0) lines++;
    length = longer > letters && length > 0 ? word.length : longer;
  }
  return lines;
}

const barColumns = (bars: number) => Math.min(Math.ceil(bars / 2), MOST_BAR_COLUMNS);

const NO_TILES: TilesPlace = { arrangement: 'rows', columns: 1, perLine: 1, lines: 1, side: 1 };

/** The height of a cable above its panel. */
const CABLE = 18;
const JACKS_ACROSS = 25;
const MOST_JACK = 11;
const LEAST_PANEL = 150;

/** The most that a row's name and its counts take, in letters. */
const ROW_LETTERS = 38;
const ROW_LINES = 3;
const ROW_GAP = 6;
const LEAST_TILE = 20;
const MOST_TILE = 30;

function tilesPlace({ shape, rows }: Tiles, width: number, body: number, print: number): TilesPlace {
  const count = Math.max(...rows.map((row) => row.count));
  if (shape === 'jack') {
    const columns = [rows.length, Math.ceil(rows.length / 2)].find((many) => panel(width, many) >= LEAST_PANEL) ?? 1;
    const side = Math.min(MOST_JACK, Math.floor(panel(width, columns) / JACKS_ACROSS));
    return { arrangement: 'panels', columns, perLine: JACKS_ACROSS, lines: Math.ceil(count / JACKS_ACROSS), side };
  }
  const room = body - ROW_LETTERS * LETTER * print;
  const isRoomy = room * ROW_LINES >= count * LEAST_TILE;
  const across = isRoomy ? room : width;
  const lines = Math.ceil((count * LEAST_TILE) / across);
  const perLine = Math.ceil(count / lines);
  const side = Math.min(MOST_TILE, Math.floor(across / perLine));
  return { arrangement: isRoomy ? 'rows' : 'panels', columns: 1, perLine, lines, side };
}

const panel = (width: number, columns: number) => (width - GAP * (columns - 1)) / columns;

function pictureHeight(
  chart: Chart,
  { columns, row, tiles }: Pick<ChartPlace, 'columns' | 'row' | 'tiles'>,
  print: number,
): number {
  switch (chart.kind) {
    case 'bars':
      return Math.ceil(chart.bars.length / columns) * row;
    case 'track':
      return chart.cars.length * LANE_HEIGHT;
    case 'wedge':
      return WEDGE_HEIGHT;
    case 'tiles':
      return tilesHeight(chart, tiles, print);
  }
}

function tilesHeight({ rows }: Tiles, { arrangement, columns, lines, side }: TilesPlace, print: number): number {
  const down = Math.ceil(rows.length / columns);
  if (arrangement === 'rows') return down * lines * side + ROW_GAP * (down - 1);
  const cable = rows.some((row) => row.cable !== undefined) ? CABLE : 0;
  return down * (LINE * print + cable + lines * side + PANEL_RULE) + GAP * (down - 1);
}

/** Above the tiles of a panel. */
const PANEL_RULE = 3;

/** As custom properties, in px. */
export const CHART_MEASURES = {
  ...{ '--chart-gap': GAP, '--lane-height': LANE_HEIGHT, '--cable': CABLE },
  ...{ '--tile-gap': ROW_GAP, '--panel-rule': PANEL_RULE },
};
/** The height of a line of words, as a share of their size. */
export const CHART_LINE = LINE;
