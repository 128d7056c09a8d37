import { readFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { paletteOf, reduceTo } from '../../tools/pictures/colours.js';
import { develop, difference, print } from '../../tools/pictures/film.js';
import { type Picture, readPng } from '../../tools/pictures/png.js';

type Colour = [number, number, number];
const INK: Colour = [21, 17, 14];
const PULSE: Colour = [55, 226, 154];
const PLUG: Colour = [255, 75, 43];

/** A picture of these colours, row by row. */
function picture(width: number, colours: Colour[]): Picture {
  const data = Uint8Array.from(colours.flatMap((colour) => [...colour, 255]));
  return { width, height: colours.length / width, data };
}

/** 4 × 3 in ink, with one point of another colour. */
const withPoint = (at: number, colour: Colour) =>
  picture(
    4,
    Array.from({ length: 12 }, (_, index) => (index === at ? colour : INK)),
  );

interface Chunk {
  type: string;
  body: Buffer;
}

/** The parts of a file; each has the sum it should have. */
function chunksOf(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const part = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(part));
    chunks.push({ type: part.toString('latin1', 0, 4), body: part.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

/** Plays a moving picture as a browser does: what is seen at each step, and for how long. */
function play(file: Buffer): { seen: Picture; ms: number }[] {
  const chunks = chunksOf(file);
  const header = chunks[0]?.body as Buffer;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const palette = chunks.find(({ type }) => type === 'PLTE')?.body as Buffer;
  const canvas = new Uint8Array(width * height * 4);
  const steps: { seen: Picture; ms: number }[] = [];
  let sequence = 0;
  // A still one is shown whole.
  let control = Buffer.concat([Buffer.alloc(4), header.subarray(0, 8), Buffer.alloc(12)]);
  for (const { type, body } of chunks) {
    if (type === 'fcTL' || type === 'fdAT') expect(body.readUInt32BE(0)).toBe(sequence++);
    if (type === 'fcTL') control = Buffer.from(body);
    if (type !== 'IDAT' && type !== 'fdAT') continue;
    const [w, h, x, y] = [4, 8, 12, 16].map((at) => control.readUInt32BE(at)) as [number, number, number, number];
    expect(x + w).toBeLessThanOrEqual(width);
    expect(y + h).toBeLessThanOrEqual(height);
    const rows = inflateSync(type === 'IDAT' ? body : body.subarray(4));
    for (let row = 0; row < h; row++) {
      for (let column = 0; column < w; column++) {
        const index = rows[row * (w + 1) + 1 + column] as number;
        if (index === 0) continue;
        canvas.set([...palette.subarray(index * 3, index * 3 + 3), 255], ((y + row) * width + x + column) * 4);
      }
    }
    const ms = (control.readUInt16BE(20) * 1000) / (control.readUInt16BE(22) || 1);
    steps.push({ seen: { width, height, data: canvas.slice() }, ms });
  }
  return steps;
}

describe('a film', () => {
  const shots = [
    { picture: withPoint(5, PULSE), at: 1000 },
    { picture: withPoint(5, PLUG), at: 1100 },
    { picture: withPoint(5, PLUG), at: 1250 },
    { picture: withPoint(11, PULSE), at: 1300 },
  ];

  it('a film shows what was seen, for as long as it was', () => {
    expect(play(develop(shots, 1900, 8))).toEqual([
      { seen: withPoint(5, PULSE), ms: 100 },
      { seen: withPoint(5, PLUG), ms: 200 },
      { seen: withPoint(11, PULSE), ms: 600 },
    ]);
  });

  it('a film says how many pictures it has', () => {
    const chunks = chunksOf(develop(shots, 1900, 8));
    expect(chunks.find(({ type }) => type === 'acTL')?.body.readUInt32BE(0)).toBe(3);
    expect(chunks.filter(({ type }) => type === 'fcTL')).toHaveLength(3);
  });

  it('a film writes only what changed', () => {
    const reduce = reduceTo([INK, PULSE]);
    const [before, after] = [reduce(withPoint(5, PULSE)), reduce(withPoint(6, PULSE))];
    const changed = difference(before, after);
    expect(changed).toMatchObject({ x: 1, y: 1, picture: { width: 2, height: 1 } });
    expect([...(changed?.picture.data ?? [])]).toEqual([1, 2]);
    expect(difference(before, before)).toBeNull();
  });
});

describe('the pictures that are checked in', () => {
  it.each([
    ['public/social.png', 1200, 630, 300_000],
    ['docs/pictures/title.png', 1280, 720, 300_000],
    ['docs/pictures/isolation.png', 960, 540, 1_500_000],
  ])('%s is %i × %i and light', (name, width, height, bytes) => {
    const file = readFileSync(new URL(`../../${name}`, import.meta.url));
    const header = chunksOf(file)[0]?.body as Buffer;
    expect([header.readUInt32BE(0), header.readUInt32BE(4)]).toEqual([width, height]);
    expect(file.length).toBeLessThanOrEqual(bytes);
  });
});

describe('few colours', () => {
  it('few colours are the ones that matter: common, and unlike each other', () => {
    const nearInk: Colour = [22, 17, 14];
    const many = picture(10, [...Array<Colour>(90).fill(INK), ...Array<Colour>(8).fill(nearInk), PULSE, PLUG]);
    const palette = paletteOf([many], 3);
    expect(palette).toHaveLength(3);
    expect(palette).toContainEqual(PULSE);
    expect(palette).toContainEqual(PLUG);
  });

  it('few colours make a still picture of the colours next to its own', () => {
    const [step] = play(print(withPoint(3, PLUG), 2));
    expect(step?.seen).toEqual(withPoint(3, PLUG));
  });
});

describe('a picture that a browser took', () => {
  /** As the PNG specification has it: each row relative to what is left of it and above it. */
  function written(source: Picture, filter: number, channels: number): Buffer {
    const { width, height, data } = source;
    const at = (x: number, y: number, channel: number) =>
      x < 0 || y < 0 ? 0 : (data[(y * width + x) * 4 + channel] as number);
    const relative = (x: number, y: number, channel: number) => {
      const [left, above, corner] = [at(x - 1, y, channel), at(x, y - 1, channel), at(x - 1, y - 1, channel)];
      const paeth = [left, above, corner]
        .map((value) => ({ value, off: Math.abs(left + above - corner - value) }))
        .reduce((best, next) => (next.off < best.off ? next : best)).value;
      return at(x, y, channel) - ([0, left, above, Math.floor((left + above) / 2), paeth][filter] as number);
    };
    const rows: number[] = [];
    for (let y = 0; y < height; y++) {
      rows.push(filter);
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < channels; channel++) rows.push(relative(x, y, channel) & 255);
    }
    const chunk = (type: string, body: Buffer) => {
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(body.length);
      const part = Buffer.concat([Buffer.from(type, 'latin1'), body]);
      sum.writeUInt32BE(crc32(part));
      return Buffer.concat([length, part, sum]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.writeUInt8(8, 8);
    header.writeUInt8(channels === 3 ? 2 : 6, 9);
    const body = deflateSync(Buffer.from(rows));
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      // A browser may cut it in pieces.
      chunk('IDAT', body.subarray(0, 5)),
      chunk('IDAT', body.subarray(5)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }

  const colourful = picture(
    5,
    Array.from({ length: 20 }, (_, at): Colour => [(at * 37) % 256, (at * 91) % 256, (at * 53 + 7) % 256]),
  );

  it.each([0, 1, 2, 3, 4])(
    'a picture that a browser took is read, whatever its rows are relative to (filter %i)',
    (filter) => {
      for (const channels of [3, 4]) expect(readPng(written(colourful, filter, channels))).toEqual(colourful);
    },
  );

  it('a file of another kind is refused', () => {
    expect(() => readPng(print(colourful, 20))).toThrow('not a PNG as browsers write them');
  });
});
