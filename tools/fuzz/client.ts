/** One hostile client after the other, each with a connection of its own. */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { between, type Random, weighted } from '../soak/random.js';
import {
  frame,
  goodMessages,
  httpBytes,
  many,
  messageText,
  noise,
  pick,
  type Target,
  upgradeBytes,
  wildFrame,
} from './bytes.js';

/** Long enough that several clients are there at once; in ms. */
const STAYS_MS: [number, number] = [0, 60];
const ANSWER_MS = 2000;

type Action = (socket: Socket, random: Random, target: Target) => Promise<void>;

const text = (random: Random, message: string) => frame(random, Buffer.from(message));

/** Resolves when the server has answered anything, or hung up. */
const answered = (socket: Socket) =>
  Promise.race([
    new Promise<void>((resolve) => {
      socket.once('data', () => resolve());
      socket.once('close', () => resolve());
    }),
    pause(ANSWER_MS),
  ]);

async function open(socket: Socket, random: Random, target: Target): Promise<void> {
  socket.write(upgradeBytes(random, target, true));
  await answered(socket);
}

/** Comes in as a page does that watches. */
async function comeIn(socket: Socket, random: Random, target: Target): Promise<void> {
  await open(socket, random, target);
  for (const message of goodMessages(random, target)) socket.write(text(random, message));
}

const ACTIONS: readonly (readonly [Action, number])[] = [
  [async (socket, random) => void socket.write(noise(random, between(random, 0, 2000))), 2],
  [async (socket, random, target) => void socket.write(httpBytes(random, target)), 4],
  [async (socket, random, target) => void socket.write(upgradeBytes(random, target, false)), 3],
  // Nothing but the connection.
  [async () => {}, 1],
  [
    async (socket, random, target) => {
      await open(socket, random, target);
      for (const bytes of many(random, 20, () => wildFrame(random))) socket.write(bytes);
    },
    4,
  ],
  [
    async (socket, random, target) => {
      if (random() < 0.7) await comeIn(socket, random, target);
      else await open(socket, random, target);
      for (const message of many(random, 30, () => messageText(random, target))) socket.write(text(random, message));
    },
    6,
  ],
  // One frame in many pieces, and one message in many frames.
  [
    async (socket, random, target) => {
      await comeIn(socket, random, target);
      const bytes = text(random, messageText(random, target));
      for (let at = 0; at < Math.min(bytes.length, 200); at += 7) socket.write(bytes.subarray(at, at + 7));
      for (const part of many(random, 30, () => noise(random, 3))) {
        socket.write(frame(random, part, { opcode: 0, isLast: false }));
      }
    },
    2,
  ],
  [
    async (socket, random, target) => {
      await comeIn(socket, random, target);
      const opcode = pick(random, [8, 9, 10]);
      for (const payload of many(random, 400, () => noise(random, between(random, 0, 125)))) {
        socket.write(frame(random, payload, { opcode }));
      }
    },
    2,
  ],
  // Asks and asks, and takes no answer.
  [
    async (socket, random, target) => {
      await comeIn(socket, random, target);
      socket.pause();
      const order = JSON.stringify({ type: 'do', request: 1, command: { do: 'stop' } });
      for (let sent = 0; sent < between(random, 0, 3000); sent++) socket.write(text(random, order));
    },
    2,
  ],
  // A flood, larger than what is taken from one page.
  [
    async (socket, random, target) => {
      await comeIn(socket, random, target);
      const large = frame(random, Buffer.alloc(between(random, 30_000, 66_000), 0x20));
      for (let sent = 0; sent < 20; sent++) socket.write(large);
    },
    1,
  ],
];

/** Resolves when this client is gone. Never rejects, because the gateway is meant to close it. */
export async function client(port: number, random: Random, target: Target): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.on('data', () => {});
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('close', () => resolve(false));
  });
  if (!isOpen) return;
  const action = weighted(random, ACTIONS);
  await action(socket, random, target);
  await pause(between(random, ...STAYS_MS));
  if (random() < 0.5) socket.resetAndDestroy();
  else socket.destroy();
}
