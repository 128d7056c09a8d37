import type { Server, Socket } from 'node:net';

/** Calls `end` when nobody has been at `door` for `ms`. */
export function closeWhenIdle(door: Server, ms: number, end: () => void): void {
  let visitors = 0;
  let timer = setTimeout(end, ms);
  door.on('connection', (socket: Socket) => {
    visitors++;
    clearTimeout(timer);
    socket.on('close', () => {
      visitors--;
      if (visitors === 0) timer = setTimeout(end, ms);
    });
  });
}
