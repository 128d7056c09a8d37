/** Outlines of flat shapes. Units: a thousandth of the type size; y goes up. */

export interface Point {
  x: number;
  y: number;
  /** On the outline; else it is what a curve bends towards. */
  on: boolean;
}

/** Clockwise is ink, the other way round is a hole. */
export type Contour = Point[];

const corner = ([x, y]: readonly [number, number]): Point => ({ x, y, on: true });

export const polygon = (...corners: [number, number][]): Contour => corners.map(corner);

export const rectangle = (left: number, bottom: number, right: number, top: number): Contour =>
  polygon([left, bottom], [left, top], [right, top], [right, bottom]);

export const hole = (contour: Contour): Contour => [...contour].reverse();

const SIDES = 8;

/** A disc, or the part of it between two angles in eighths of a turn, clockwise from the top. */
export function disc(x: number, y: number, radius: number, from = 0, to = SIDES): Contour {
  const point = (eighths: number, reach: number, on: boolean): Point => {
    const angle = (eighths / SIDES) * 2 * Math.PI;
    return { x: Math.round(x + reach * Math.sin(angle)), y: Math.round(y + reach * Math.cos(angle)), on };
  };
  const bend = radius / Math.cos(Math.PI / SIDES);
  const points: Contour = [];
  for (let eighths = from; eighths < to; eighths++) {
    points.push(point(eighths, radius, true), point(eighths + 0.5, bend, false));
  }
  return to - from === SIDES ? points : [...points, point(to, radius, true)];
}

export const ring = (x: number, y: number, radius: number, width: number): Contour[] => [
  disc(x, y, radius),
  hole(disc(x, y, radius - width)),
];

/** A bar from one point to another, with square ends. */
export function bar(x1: number, y1: number, x2: number, y2: number, width: number): Contour {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [((x2 - x1) / length) * (width / 2), ((y2 - y1) / length) * (width / 2)];
  const at = (x: number, y: number): [number, number] => [Math.round(x), Math.round(y)];
  return polygon(at(x1 - dy, y1 + dx), at(x2 - dy, y2 + dx), at(x2 + dy, y2 - dx), at(x1 + dy, y1 - dx));
}
