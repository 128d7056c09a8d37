/** Many small things: a cell for each, or for eight of them, and how many are in which state. Pure. */

import { type TileRow, type TileState, type Tiles, tileRowsOf } from '../../../demo/charts/tiles.js';
import type { View } from '../../../log/index.js';
import type { Marks } from '../marks.js';
import { type Line, pad, type Tone } from '../text.js';
import { beside, rowsBeside } from './beside.js';

const TONES: Record<TileState['tone'], Tone> = { up: 'alive', wait: 'wait', down: 'dead', soft: 'dim' };
/** The dots of a braille character: two wide, four high. */
const DOTS = 8;
const BRAILLE = 0x2800;

export const tileRows = ({ shape, rows }: Tiles) => (shape === 'jack' ? rowsBeside(rows.length) : rows.length);

export function tileLines(chart: Tiles, view: View, marks: Marks, width: number): Line[] {
  const rows = tileRowsOf(chart, view);
  const label = Math.max(...rows.map((row) => row.label.length));
  if (chart.shape !== 'jack')
    return rows.map((row) => [named(row, label), ...each(chart, row, marks), ...counts(chart, row)]);
  return beside(
    rows.map((row) => [named(row, label), ...together(chart, row, marks)]),
    width,
  );
}

const named = (row: TileRow, label: number) => ({ text: `${pad(row.label, label)} `, tone: 'dim' }) as const;

/** Neighbours of the same state are one span. */
function each({ states }: Tiles, { tiles }: TileRow, marks: Marks): Line {
  const spans: { text: string; tone: Tone }[] = [];
  for (const tile of tiles) {
    const { figure, tone } = states[tile] as TileState;
    const last = spans.at(-1);
    if (last?.tone === TONES[tone]) last.text += marks.tile[figure];
    else spans.push({ text: marks.tile[figure], tone: TONES[tone] });
  }
  return spans;
}

const counts = ({ states }: Tiles, { counts: all }: TileRow): Line =>
  states.flatMap(({ word, tone }, state) =>
    all[state] && tone !== 'soft' ? [{ text: `  ${all[state]} ${word}`, tone: TONES[tone] }] : [],
  );

/** How many are well, and eight of them in a cell: a dot for each, or, without braille, whether all, some or none are. */
function together({ states }: Tiles, { tiles }: TileRow, { braille, tile }: Marks): Line {
  const well = tiles.map((one) => states[one]?.tone === 'up');
  const count = well.filter(Boolean).length;
  const cells = Array.from({ length: Math.ceil(well.length / DOTS) }, (_, cell) =>
    well.slice(cell * DOTS, (cell + 1) * DOTS),
  );
  const drawn = cells.map((dots) => {
    if (braille) return String.fromCharCode(BRAILLE + dots.reduce((sum, on, dot) => sum + (on ? 2 ** dot : 0), 0));
    return dots.every(Boolean) ? tile.full : dots.some(Boolean) ? tile.dotted : tile.hollow;
  });
  const tone = count === tiles.length ? 'alive' : count === 0 ? 'dead' : 'wait';
  return [
    { text: `${String(count).padStart(String(tiles.length).length)} `, bold: true },
    { text: drawn.join(''), tone },
  ];
}
