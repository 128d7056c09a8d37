/** Reads the pictures that a browser takes, and writes small ones: still or moving, with few colours. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Four bytes for each point: red, green, blue, opacity. */
  data: Uint8Array;
}

/** Colours by number. Number 0 is none: what was there before shows through. */
export interface Indexed {
  width: number;
  height: number;
  data: Uint8Array;
}

export type Colour = readonly [red: number, green: number, blue: number];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels by colour type: with 8 bits each, as browsers write them. */
const CHANNELS: Record<number, number> = { 2: 3, 6: 4 };

export function readPng(file: Buffer): Picture {
  const parts = new Map<string, Buffer[]>();
  for (let at = SIGNATURE.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    parts.set(type, [...(parts.get(type) ?? []), file.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  const header = parts.get('IHDR')?.[0];
  const channels = header && CHANNELS[header.readUInt8(9)];
  if (!header || !channels || header.readUInt8(8) !== 8) throw new Error('not a PNG as browsers write them');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = unfilter(inflateSync(Buffer.concat(parts.get('IDAT') ?? [])), width * channels, height, channels);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let point = 0; point < width * height; point++) {
    for (let channel = 0; channel < channels; channel++) {
      data[point * 4 + channel] = rows[point * channels + channel] as number;
    }
  }
  return { width, height, data };
}

/** Undoes what each row was written relative to: what is left of it, above it, or both. */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)] as number;
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column < step ? 0 : (out[at - step] as number);
      const above = row === 0 ? 0 : (out[at - stride] as number);
      const corner = row === 0 || column < step ? 0 : (out[at - stride - step] as number);
      const written = raw[row * (stride + 1) + 1 + column] as number;
      out[at] = written + predicted(filter, left, above, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(type: string, body: Uint8Array): Buffer {
  const part = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  return Buffer.concat([u32(body.length), part, u32(crc32(part))]);
}

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);

/** The rows as they are: with few colours that is smaller than to write them relative to each other. */
function squeeze({ width, height, data }: Indexed): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++) rows.set(data.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  return deflateSync(rows, { level: 9 });
}

const INDEXED = 3;

/** How large it is and which colours there are: what every file begins with. */
function beginning({ width, height }: Indexed, palette: readonly Colour[]): Buffer[] {
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, INDEXED, 0, 0, 0])]);
  const colours = Buffer.from([0, 0, 0, ...palette.flat()]);
  return [SIGNATURE, chunk('IHDR', header), chunk('PLTE', colours), chunk('tRNS', Buffer.from([0]))];
}

const END = chunk('IEND', Buffer.alloc(0));

export const writePng = (picture: Indexed, palette: readonly Colour[]): Buffer =>
  Buffer.concat([...beginning(picture, palette), chunk('IDAT', squeeze(picture)), END]);

/** A picture that is put over the ones before it, at a place, for some time in ms. */
export interface Frame {
  x: number;
  y: number;
  picture: Indexed;
  ms: number;
}

const FOR_EVER = 0;
const LEAVE = 0;
const OVER = 1;

/** A moving picture. The first frame is all of it, and what is shown where nothing moves. */
export function writeMovingPng(frames: Frame[], palette: readonly Colour[]): Buffer {
  const [first] = frames;
  if (!first) throw new Error('there is no picture to move');
  let sequence = 0;
  const control = ({ x, y, picture, ms }: Frame) =>
    chunk(
      'fcTL',
      Buffer.concat([
        ...[sequence++, picture.width, picture.height, x, y].map(u32),
        u16(Math.round(ms)),
        u16(1000),
        Buffer.from([LEAVE, OVER]),
      ]),
    );
  const body = (frame: Frame, index: number) =>
    index === 0
      ? chunk('IDAT', squeeze(frame.picture))
      : chunk('fdAT', Buffer.concat([u32(sequence++), squeeze(frame.picture)]));
  const [signature, header, ...colours] = beginning(first.picture, palette) as [Buffer, Buffer, ...Buffer[]];
  const animation = chunk('acTL', Buffer.concat([u32(frames.length), u32(FOR_EVER)]));
  const parts = frames.flatMap((frame, index) => [control(frame), body(frame, index)]);
  return Buffer.concat([signature, header, animation, ...colours, ...parts, END]);
}
