/** Many small things of a kind, such as the jacks of a switchboard or the pages of a book: each of them is seen. */
import type { LifeState, View } from '../../log/view.js';
import { TILE_STATES, TILES_A_NUMBER } from './packing.js';

/** How a tile is printed, beside its ink: a state is never told by colour alone. */
export type Figure = 'full' | 'hollow' | 'crossed' | 'dotted';
export type Tone = 'up' | 'wait' | 'down' | 'soft';

export interface TileState {
  word: string;
  figure: Figure;
  tone: Tone;
}

export interface Tiles {
  kind: 'tiles';
  title: string;
  shape: 'jack' | 'slice' | 'page';
  /** At most `TILE_STATES`; a tile of which nothing was told is in the first. */
  states: TileState[];
  /** `process` tells of its `count` tiles, packed as `metric 0`, `metric 1` and so on; `cable`: whom they hang on. */
  rows: { label: string; process: string; metric: string; count: number; cable?: string }[];
}

export interface TileRow {
  label: string;
  /** The state of each, as its place in `states`. */
  tiles: number[];
  /** How many are in each state. */
  counts: number[];
  cable: LifeState | null;
}

export const tileRowsOf = ({ rows, states }: Tiles, view: View): TileRow[] =>
  rows.map(({ label, process, metric, count, cable }) => {
    const metrics = view.processes[process]?.metrics ?? {};
    const tiles = Array.from({ length: count }, (_, at) => {
      const state = digit(metrics[`${metric} ${Math.floor(at / TILES_A_NUMBER)}`] ?? 0, at % TILES_A_NUMBER);
      return state < states.length ? state : 0;
    });
    const counts = states.map((_, state) => tiles.filter((one) => one === state).length);
    return { label, tiles, counts, cable: cable === undefined ? null : (view.processes[cable]?.state ?? 'waiting') };
  });

/** The lowest digit is the first tile; any other number has only zeros. */
const digit = (packed: number, place: number) =>
  Number.isSafeInteger(packed) && packed >= 0 ? Math.floor(packed / TILE_STATES ** place) % TILE_STATES : 0;
