/** Writes a TrueType font: the few tables that a browser asks for, and nothing in them that it does not. */
import type { Contour } from './shapes.js';

export interface Glyph {
  /** Its number in Unicode; null for the one of what is not there. */
  code: number | null;
  width: number;
  contours: Contour[];
}

interface Font {
  name: string;
  ascent: number;
  descent: number;
  glyphs: Glyph[];
}

const EM = 1000;
/** The value that makes the sum of the whole file right; the format's own. */
const CHECKSUM = 0xb1b0afba;

const u16 = (...values: number[]) => bytes(values, 2, (view, at, value) => view.setUint16(at, value & 0xffff));
const u32 = (...values: number[]) => bytes(values, 4, (view, at, value) => view.setUint32(at, value >>> 0));

function bytes(values: number[], size: number, set: (view: DataView, at: number, value: number) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, index) => {
    set(view, index * size, value);
  });
  return new Uint8Array(view.buffer);
}

const letters = (text: string) => new TextEncoder().encode(text);
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const padded = (part: Uint8Array) => join(part, new Uint8Array((4 - (part.length % 4)) % 4));

interface Bounds {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

const EMPTY: Bounds = { left: 0, bottom: 0, right: 0, top: 0 };

function around(points: { x: number; y: number }[]): Bounds {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}

function boundsOf({ contours }: Glyph): Bounds {
  const points = contours.flat();
  return points.length === 0 ? EMPTY : around(points);
}

function outline(glyph: Glyph): Uint8Array {
  const { contours } = glyph;
  const { left, bottom, right, top } = boundsOf(glyph);
  if (contours.length === 0) return new Uint8Array();
  const points = contours.flat();
  const ends = contours.map((_, index) => contours.slice(0, index + 1).flat().length - 1);
  const steps = (of: 'x' | 'y') => points.map((point, index) => point[of] - (points[index - 1]?.[of] ?? 0));
  return join(
    u16(contours.length, left, bottom, right, top),
    u16(...ends, 0),
    Uint8Array.from(points, ({ on }) => (on ? 1 : 0)),
    u16(...steps('x'), ...steps('y')),
  );
}

/** Runs of numbers that follow each other, as the format wants them (cmap, format 4). */
function cmap(glyphs: Glyph[]): Uint8Array {
  const codes = glyphs.flatMap(({ code }, index) => (code === null ? [] : [{ code, index }]));
  codes.sort((a, b) => a.code - b.code);
  const runs: { first: number; last: number; shift: number }[] = [];
  for (const { code, index } of codes) {
    const run = runs.at(-1);
    if (run && run.last === code - 1 && run.shift === index - code) run.last = code;
    else runs.push({ first: code, last: code, shift: index - code });
  }
  runs.push({ first: 0xffff, last: 0xffff, shift: 1 });
  const table = u16(
    runs.length * 2,
    ...searched(runs.length, 2),
    ...runs.map(({ last }) => last),
    0,
    ...runs.map(({ first }) => first),
    ...runs.map(({ shift }) => shift),
    ...runs.map(() => 0),
  );
  return join(u16(0, 1, 3, 1), u32(12), u16(4, table.length + 6, 0), table);
}

function names(name: string): Uint8Array {
  const words = [name, 'Regular', name, name, 'Version 1.0', name.replaceAll(' ', '')];
  const text = words.map((word) => u16(...[...word].map((letter) => letter.charCodeAt(0))));
  const starts = places(text);
  const records = text.map(({ length }, index) => u16(3, 1, 0x409, index + 1, length, starts[index] as number));
  return join(u16(0, words.length, 6 + 12 * words.length), ...records, ...text);
}

export function writeFont({ name, ascent, descent, glyphs }: Font): Uint8Array {
  const outlines = glyphs.map((glyph) => padded(outline(glyph)));
  const glyf = join(...outlines);
  const bounds = glyphs.map(boundsOf);
  const box = around(
    bounds.flatMap(({ left, bottom, right, top }) => [
      { x: left, y: bottom },
      { x: right, y: top },
    ]),
  );
  const codes = glyphs.flatMap(({ code }) => code ?? []);
  const most = (of: (glyph: Glyph) => number) => Math.max(...glyphs.map(of));
  const widest = most(({ width }) => width);
  const points = most(({ contours }) => contours.flat().length);
  const contours = most((glyph) => glyph.contours.length);
  // Field by field as the OpenType specification lists them.
  return assemble({
    'OS/2': join(
      u16(4, widest, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0),
      new Uint8Array(10 + 16),
      letters('NONE'),
      u16(0x40, Math.min(...codes), Math.max(...codes), ascent, descent, 0, ascent, -descent),
      u32(0, 0),
      u16(550, 730, 0, 32, 1),
    ),
    cmap: cmap(glyphs),
    glyf,
    head: join(
      u16(1, 0, 1, 0),
      u32(0, 0x5f0f3cf5),
      u16(3, EM),
      new Uint8Array(16),
      u16(box.left, box.bottom, box.right, box.top, 0, 8, 2, 1, 0),
    ),
    hhea: u16(1, 0, ascent, descent, 0, widest, box.left, 0, box.right, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.length),
    hmtx: join(...glyphs.map(({ width }, index) => u16(width, bounds[index]?.left ?? 0))),
    loca: u32(...places(outlines), glyf.length),
    maxp: u16(1, 0, glyphs.length, points, contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    name: names(name),
    post: join(u32(0x30000, 0), u16(-100, 50), u32(1, 0, 0, 0, 0)),
  });
}

function assemble(tables: Record<string, Uint8Array>): Uint8Array {
  const entries = Object.entries(tables);
  const bodies = entries.map(([, table]) => padded(table));
  const begin = 12 + 16 * entries.length;
  const starts = places(bodies).map((place) => begin + place);
  const directory = entries.map(([tag, table], index) =>
    join(letters(tag.padEnd(4)), u32(sum(bodies[index] as Uint8Array), starts[index] as number, table.length)),
  );
  const file = join(u32(0x10000), u16(entries.length, ...searched(entries.length, 16)), ...directory, ...bodies);
  const head = starts[entries.findIndex(([tag]) => tag === 'head')] as number;
  new DataView(file.buffer).setUint32(head + 8, (CHECKSUM - sum(file)) >>> 0);
  return file;
}

/** Where each part begins when they are put one after the other. */
function places(parts: Uint8Array[]): number[] {
  let at = 0;
  return parts.map(({ length }) => {
    at += length;
    return at - length;
  });
}

/** The fields that the format has for a list of `count` records of `size` bytes, for a binary search. */
function searched(count: number, size: number): [range: number, depth: number, rest: number] {
  const power = 2 ** Math.floor(Math.log2(count));
  return [power * size, Math.log2(power), (count - power) * size];
}

function sum(table: Uint8Array): number {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  let total = 0;
  for (let at = 0; at < table.length; at += 4) total = (total + view.getUint32(at)) >>> 0;
  return total;
}
