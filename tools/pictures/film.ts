/** From the pictures of a film to a file: what did not change is not written again. */
import { paletteOf, reduceTo } from './colours.js';
import { type Frame, type Indexed, type Picture, writeMovingPng, writePng } from './png.js';

/** A picture and when it was taken, in ms. */
export interface Shot {
  picture: Picture;
  at: number;
}

/** Number 0 of a palette lets through what was there before. */
const UNCHANGED = 0;

/** The smallest frame in which `after` differs from `before`; null when they are equal. */
export function difference(before: Indexed, after: Indexed): Omit<Frame, 'ms'> | null {
  const { width, height } = after;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (before.data[y * width + x] === after.data[y * width + x]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return null;
  const picture = { width: right - left + 1, height: bottom - top + 1, data: new Uint8Array(0) };
  picture.data = new Uint8Array(picture.width * picture.height);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const at = (top + y) * width + left + x;
      const value = after.data[at] as number;
      picture.data[y * picture.width + x] = before.data[at] === value ? UNCHANGED : value;
    }
  }
  return { x: left, y: top, picture };
}

/** Each picture is shown until the next one was taken: the film runs as fast as what it shows did. */
export function develop(shots: readonly Shot[], end: number, colours: number): Buffer {
  const palette = paletteOf(
    shots.map(({ picture }) => picture),
    colours,
  );
  const reduce = reduceTo(palette);
  const frames: Frame[] = [];
  let before: Indexed | null = null;
  shots.forEach(({ picture, at }, index) => {
    const ms = (shots[index + 1]?.at ?? end) - at;
    const now = reduce(picture);
    const changed = before === null ? { x: 0, y: 0, picture: now } : difference(before, now);
    before = now;
    const last = frames.at(-1);
    if (changed) frames.push({ ...changed, ms });
    else if (last) last.ms += ms;
  });
  return writeMovingPng(frames, palette);
}

/** One picture, with few colours. */
export function print(picture: Picture, colours: number): Buffer {
  const palette = paletteOf([picture], colours);
  return writePng(reduceTo(palette)(picture), palette);
}
