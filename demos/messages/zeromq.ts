// ZeroMQ: a socket that connects by itself, again and again, and keeps up to a thousand letters meanwhile.
// The socket tells nobody who does not ask for its events, and hardly anybody asks.
import { Pull, Push } from 'zeromq';
import { socketPath } from '../../src/protocol/unix-socket.js';
import type { Ear, Lane } from './lane.js';

const ADDRESS = `ipc://${socketPath('zeromq.sock')}`;
const never = new Promise<string>(() => {});

async function receive(socket: Pull, ear: Ear): Promise<void> {
  for await (const [line] of socket) ear.line(String(line));
}

export const zeromq: Lane = {
  async connect() {
    const socket = new Push();
    socket.connect(ADDRESS);
    return { over: never, say: (line) => socket.send(line) };
  },
  async listen(ear) {
    const socket = new Pull();
    await socket.bind(ADDRESS);
    void receive(socket, ear);
  },
};
