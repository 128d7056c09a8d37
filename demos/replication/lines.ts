import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Reads line by line. What breaks the line is no news: its end is told by `close`. */
export function onLine(socket: Socket, take: (line: string) => void): void {
  socket.on('error', () => {});
  createInterface({ input: socket })
    .on('line', take)
    .on('error', () => {});
}
