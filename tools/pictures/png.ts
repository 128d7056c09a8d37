/** Reads the pictures that a browser takes, and writes small ones: still or moving, with few colours. */
import { crc32, deflateSync } from 'node:zlib';
import { decode } from 'fast-png';

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

/** Bytes of a point. */
const [RGB, RGBA] = [3, 4];
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** A picture as a browser takes it, with or without opacity. Throws an `Error` when the file is no PNG of eight bits a channel. */
export function readPng(file: Uint8Array): Picture {
  const { width, height, channels, depth, data } = decode(file);
  if (depth !== 8 || channels < RGB) throw new Error('not a PNG as browsers write them');
  if (channels === RGBA) return { width, height, data: Uint8Array.from(data) };
  const opaque = new Uint8Array(width * height * RGBA).fill(255);
  for (let point = 0; point < width * height; point++) {
    opaque.set(data.subarray(point * RGB, (point + 1) * RGB), point * RGBA);
  }
  return { width, height, data: opaque };
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
