/** The TCP connections of this process: how many it holds, and which one goes when there are too many. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { addressGroup } from './admission.js';
import type { Config } from './config.js';
import { roleOfCookie } from './credentials.js';
import { isOfPresenter } from './permissions.js';

/**
 * How long a connection may say nothing, for `createServer`; in ms. Node looks for those that are too late every 30 s unless
 * it is told otherwise, whatever their limit is.
 */
export const TIMEOUTS = {
  headersTimeout: 5000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1000,
};
/** A page of Vite's may be built for that long before its first byte; who does not take what was asked for is gone then. */
const INACTIVE_MS = 60_000;

/** Browsers ask for the next thing when they have the last one; a few may overlap where an answer is large. */
const MOST_UNANSWERED = 4;

const ends = new WeakMap<Socket, AbortSignal>();

/** Aborted when that connection is over. */
export function endOf(socket: Socket): AbortSignal {
  const known = ends.get(socket);
  if (known) return known;
  const end = new AbortController();
  ends.set(socket, end.signal);
  if (socket.destroyed) end.abort();
  else socket.once('close', () => end.abort());
  return end.signal;
}

/** Things in the order in which they came, by where they come from. */
export class ByAddress<T> {
  private readonly groups = new Map<string, Set<T>>();

  add(address: string, item: T): void {
    const group = this.groups.get(address);
    if (group) group.add(item);
    else this.groups.set(address, new Set([item]));
  }

  delete(address: string, item: T): void {
    const group = this.groups.get(address);
    group?.delete(item);
    if (group?.size === 0) this.groups.delete(address);
  }

  /** The oldest of the address with most of them; undefined when there is none. */
  get first(): T | undefined {
    let most: Set<T> | undefined;
    for (const group of this.groups.values()) if (group.size > (most?.size ?? 0)) most = group;
    return most?.values().next().value;
  }
}

/**
 * Lets each connection ask for a few things at once, and holds at most `most` connections: one more, and the oldest goes that has not asked for anything yet, of the address with
 * most of those; or else one that asked, but was not the presenter's. Those that became WebSockets are counted elsewhere
 * (lobby.ts), and are too few to fill it.
 */
export function holdConnections(server: Server, config: Config, most: number): void {
  const silent = new ByAddress<Socket>();
  const heard = new ByAddress<Socket>();
  const unanswered = new WeakMap<Socket, number>();
  /** A connection that has ended does not tell any more where it came from. */
  const addresses = new WeakMap<Socket, string>();
  let count = 0;
  server.timeout = INACTIVE_MS;
  server.on('connection', (socket: Socket) => {
    const address = addressGroup(socket.remoteAddress);
    addresses.set(socket, address);
    silent.add(address, socket);
    count++;
    socket.once('close', () => {
      silent.delete(address, socket);
      heard.delete(address, socket);
      count--;
    });
    if (count > most) (silent.first ?? heard.first)?.destroy();
  });
  // Before the one that answers.
  server.prependListener('request', ({ socket, headers }, response) => {
    const asked = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, asked);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    // Each request may hold a file, so a connection with too many of them at once is closed.
    if (asked > MOST_UNANSWERED) socket.destroy();
    const address = addresses.get(socket) ?? '';
    silent.delete(address, socket);
    if (socket.destroyed || isOfPresenter(roleOfCookie(config, headers.cookie))) heard.delete(address, socket);
    else heard.add(address, socket);
  });
  server.prependListener('upgrade', ({ socket }) => {
    const address = addresses.get(socket) ?? '';
    silent.delete(address, socket);
    heard.delete(address, socket);
  });
}
