/** Viewers that are no good: one reads nothing and vanishes without a word, one presses reload. */
import { setTimeout as pause } from 'node:timers/promises';
import { ticketFor } from '../../test/helpers/page-client.js';
import { type Arena, waitFor } from './arena.js';
import { between, randomOf, seedFor } from './random.js';
import { openSocket } from './reader.js';

const STAYS_MS: [number, number] = [100, 6000];
const RELOADS_EVERY_MS: [number, number] = [4000, 15_000];

/** Asks for the log and reads nothing of it; its socket is then destroyed, closing handshake and all. */
export async function vanishAgainAndAgain(arena: Arena): Promise<void> {
  const random = randomOf(seedFor(arena.seed, 'viewer that vanishes'));
  while (!arena.over) {
    const staysMs = between(random, ...STAYS_MS);
    const ticket = await ticketFor(arena.world.app).catch(() => null);
    if (ticket !== null) await stayDeaf(arena, ticket, staysMs);
    await pause(50);
  }
}

async function stayDeaf(arena: Arena, ticket: string, ms: number): Promise<void> {
  const socket = openSocket(arena.world.app);
  let isClosed = false;
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
  });
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'hello', ticket }));
    socket.send(JSON.stringify({ type: 'follow', epoch: null, have: 0 }));
    socket.pause();
  });
  // A paused socket does not notice its end either: that is what the time is for.
  await waitFor(arena, () => isClosed, ms);
  socket.terminate();
  arena.book.vanished += 1;
}

export async function reloadAgainAndAgain(arena: Arena): Promise<void> {
  const random = randomOf(seedFor(arena.seed, 'reload'));
  while (!arena.over) {
    const every = between(random, ...RELOADS_EVERY_MS);
    const end = performance.now() + every;
    await waitFor(arena, () => performance.now() > end && arena.part === 'everything');
    if (arena.over) return;
    arena.atWork.add('page');
    await reload(arena).finally(() => arena.atWork.delete('page'));
  }
}

/** The gateway may be away at that very moment, as it may be for any user, who then presses it again. */
async function reload({ page, world, book, over }: Arena): Promise<void> {
  let done = await page.reload();
  while (!done && !over) {
    await pause(100);
    done = (await world.answers()) && (await page.visit(world.app.address));
  }
  book.reloads += 1;
}
