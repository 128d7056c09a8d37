/** Few colours for many: a poster has few. */
import type { Colour, Indexed, Picture } from './png.js';

/** Colours this near to each other are counted as one: five bits for each part. */
const COARSE = 3;

const coarse = (data: Uint8Array, at: number) =>
  (((data[at] as number) >> COARSE) << 10) |
  (((data[at + 1] as number) >> COARSE) << 5) |
  ((data[at + 2] as number) >> COARSE);

interface Patch {
  colour: Colour;
  count: number;
}

/** The colours of `pictures`: near ones together, as the mean of them. */
function patchesOf(pictures: readonly Picture[]): Patch[] {
  const sums = new Map<number, [number, number, number, number]>();
  for (const { data } of pictures) {
    for (let at = 0; at < data.length; at += 4) {
      const key = coarse(data, at);
      const sum = sums.get(key) ?? [0, 0, 0, 0];
      sum[0] += data[at] as number;
      sum[1] += data[at + 1] as number;
      sum[2] += data[at + 2] as number;
      sum[3] += 1;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].map(([red, green, blue, count]) => ({
    colour: [Math.round(red / count), Math.round(green / count), Math.round(blue / count)],
    count,
  }));
}

const distance = (a: Colour, b: Colour) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

/** The `most` colours that matter: each next one is common, and unlike those that were chosen. */
export function paletteOf(pictures: readonly Picture[], most: number): Colour[] {
  const patches = patchesOf(pictures).sort((a, b) => b.count - a.count);
  const far = patches.map(() => Number.POSITIVE_INFINITY);
  const chosen: Colour[] = [];
  let next = 0;
  while (next >= 0 && chosen.length < most) {
    const { colour } = patches[next] as Patch;
    chosen.push(colour);
    next = -1;
    let best = 0;
    patches.forEach((patch, index) => {
      far[index] = Math.min(far[index] as number, distance(patch.colour, colour));
      const worth = Math.sqrt(patch.count) * (far[index] as number);
      if (worth <= best) return;
      best = worth;
      next = index;
    });
  }
  return chosen;
}

/** `picture` with the nearest of `palette` at each point; numbers begin at 1. */
export function reduceTo(palette: readonly Colour[]): (picture: Picture) => Indexed {
  const known = new Map<number, number>();
  const nearest = (colour: Colour) => {
    const distances = palette.map((candidate) => distance(candidate, colour));
    return distances.indexOf(Math.min(...distances)) + 1;
  };
  return ({ width, height, data }) => {
    const indices = new Uint8Array(width * height);
    for (let point = 0; point < indices.length; point++) {
      const at = point * 4;
      const colour: Colour = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
      const key = (colour[0] << 16) | (colour[1] << 8) | colour[2];
      let index = known.get(key);
      if (index === undefined) {
        index = nearest(colour);
        known.set(key, index);
      }
      indices[point] = index;
    }
    return { width, height, data: indices };
  };
}
