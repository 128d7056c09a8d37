import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Reads line by line. An error of the line is no news, because `close` tells of its end. */
export function onLine(socket: Socket, take: (line: string) => void): void {
  socket.on('error', () => {});
  createInterface({ input: socket })
    .on('line', take)
    .on('error', () => {});
}
