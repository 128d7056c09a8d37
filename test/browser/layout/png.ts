/** Reads what a browser writes: PNG with eight bits a channel, not interlaced. */
import { inflateSync } from 'node:zlib';
import type { Pixels } from './contrast.js';

const SIGNATURE = 8;
const CHANNELS: Record<number, number> = { 2: 3, 6: 4 };

export function readPng(file: Buffer): Pixels {
  const chunks = [...chunksOf(file)];
  const header = chunks.find(({ type }) => type === 'IHDR')?.data as Buffer;
  const channels = CHANNELS[header.readUInt8(9)];
  if (header.readUInt8(8) !== 8 || !channels || header.readUInt8(12) !== 0)
    throw new Error('This kind of PNG is not read.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  return { width, height, channels, data: unfilter(inflateSync(packed), width * channels, height, channels) };
}

function* chunksOf(file: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = SIGNATURE; at < file.length; ) {
    const length = file.readUInt32BE(at);
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

/** Each row says how it was written: as it is, or as differences to the left, above, both. */
function unfilter(rows: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const data = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (stride + 1)];
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    for (let at = 0; at < stride; at++) {
      const left = at < channels ? 0 : (data[to + at - channels] as number);
      const above = row === 0 ? 0 : (data[to + at - stride] as number);
      const corner = at < channels || row === 0 ? 0 : (data[to + at - stride - channels] as number);
      data[to + at] = (rows[from + at] as number) + predicted(filter, left, above, corner);
    }
  }
  return data;
}

function predicted(filter: number | undefined, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
