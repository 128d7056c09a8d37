/** Frames on the socket between stage and gateway: length (uint32), kind (uint8), seq (float64), payload. Big endian. */
import type { Socket } from 'node:net';

export const CONTROL = 0;
/** The payload is the very text, or binary frame, that goes on to the pages. */
export const EVENT = 1;
export const OUTPUT = 2;

export interface Frame {
  kind: number;
  /** Offset in the log; 0 for control frames. */
  seq: number;
  payload: Buffer;
}

const HEADER = 13;
/** No frame is near this; a length above it means that the two ends have lost each other. In bytes. */
const LIMIT = 64 * 1024 * 1024;

export function encodeFrame({ kind, seq, payload }: { kind: number; seq: number; payload: Uint8Array }): Buffer {
  const frame = Buffer.allocUnsafe(HEADER + payload.length);
  frame.writeUInt32BE(payload.length, 0);
  frame.writeUInt8(kind, 4);
  frame.writeDoubleBE(seq, 5);
  frame.set(payload, HEADER);
  return frame;
}

export const encodeControl = (message: unknown) =>
  encodeFrame({ kind: CONTROL, seq: 0, payload: Buffer.from(JSON.stringify(message)) });

/** Calls `onFrame` for each whole frame that arrives; a stream that is not made of frames is cut. */
export function readFrames(socket: Socket, onFrame: (frame: Frame) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = HEADER;
  socket.on('data', (chunk) => {
    chunks.push(chunk as Buffer);
    size += chunk.length;
    if (size < needed) return;
    let rest = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    needed = HEADER;
    while (rest.length >= HEADER) {
      const length = rest.readUInt32BE(0);
      if (length > LIMIT) {
        socket.destroy();
        return;
      }
      needed = HEADER + length;
      if (rest.length < needed) break;
      onFrame({ kind: rest.readUInt8(4), seq: rest.readDoubleBE(5), payload: rest.subarray(HEADER, needed) });
      rest = rest.subarray(needed);
      needed = HEADER;
    }
    chunks = [rest];
    size = rest.length;
  });
}
