import type { Server, Socket } from 'node:net';

/** Calls `end` when no gateway has been connected to `server` for `ms`. */
export function closeWhenIdle(server: Server, ms: number, end: () => void): void {
  let gateways = 0;
  let timer = setTimeout(end, ms);
  server.on('connection', (socket: Socket) => {
    gateways++;
    clearTimeout(timer);
    socket.on('close', () => {
      gateways--;
      if (gateways === 0) timer = setTimeout(end, ms);
    });
  });
}
