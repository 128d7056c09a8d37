/** Outlines of tiles, as parts of an SVG path. Pure. */
import type { Figure, Tiles } from '../../../demo/charts/tiles.js';

export interface TilePlace {
  x: number;
  y: number;
  side: number;
}

/** Each in a square of 20. */
const OUTLINES: Record<Tiles['shape'], (at: (x: number, y: number) => string, r: (part: number) => number) => string> =
  {
    jack: (at, r) => `M${at(3, 10)}a${r(7)} ${r(7)} 0 1 1 ${r(14)} 0a${r(7)} ${r(7)} 0 1 1 ${r(-14)} 0z`,
    slice: (at) =>
      `M${at(4, 18)}L${at(4, 10)}Q${at(2, 9)} ${at(2, 6)}Q${at(2, 2)} ${at(6.5, 2)}L${at(13.5, 2)}` +
      `Q${at(18, 2)} ${at(18, 6)}Q${at(18, 9)} ${at(16, 10)}L${at(16, 18)}z`,
    page: (at) => `M${at(4, 2)}L${at(13, 2)}L${at(17, 6)}L${at(17, 18)}L${at(4, 18)}z`,
  };

export function outline(shape: Tiles['shape'], { x, y, side }: TilePlace): string {
  const unit = side / 20;
  const at = (right: number, down: number) => `${round(x + right * unit)} ${round(y + down * unit)}`;
  return OUTLINES[shape](at, (part) => round(part * unit));
}

/** The mark that is drawn over a tile of that figure. */
export const MARK: Partial<Record<Figure, (place: TilePlace) => string>> = {
  crossed: ({ x, y, side }) => {
    const [near, far] = [side * 0.32, side * 0.68];
    const [left, right, top, bottom] = [x + near, x + far, y + near, y + far].map(round);
    return `M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`;
  },
  // No longer than its round ends: a hole.
  dotted: ({ x, y, side }) => `M${round(x + side / 2)} ${round(y + side / 2)}h0`,
};

const round = (value: number) => Math.round(value * 100) / 100;
