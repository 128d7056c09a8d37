// Sockets: a connection of our own, and news when it ends. One has its name in a folder, the other has a port.
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { socketPath } from '../../src/protocol/unix-socket.js';
import { type Ear, earOn, type Lane, type Mouth, mouthOf } from './lane.js';

async function mouthAt(socket: Socket): Promise<Mouth> {
  await once(socket, 'connect');
  // An end that never reads does not hear that the other end hangs up.
  socket.resume();
  return mouthOf(socket);
}

const serverFor = (ear: Ear): Server => createServer((socket) => earOn(socket, ear));

export const unix: Lane = {
  connect: () => mouthAt(connect(socketPath('unix.sock'))),
  async listen(ear) {
    rmSync('unix.sock', { force: true });
    await once(serverFor(ear).listen(socketPath('unix.sock')), 'listening');
  },
};

export const tcp: Lane = {
  connect: () => mouthAt(connect(Number(readFileSync('tcp.port', 'utf8')), '127.0.0.1')),
  async listen(ear) {
    const server = serverFor(ear).listen(0, '127.0.0.1');
    await once(server, 'listening');
    writeFileSync('tcp.port', String((server.address() as AddressInfo).port));
  },
};
