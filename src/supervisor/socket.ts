/**
 * A socket that outlives the processes that serve it: once the first has listened, connections wait in the kernel while
 * none is alive.
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import { getSystemErrorMap, inspect } from 'node:util';

/** The function by which Node's own `cluster` binds its shared sockets; missing from the typings. */
interface Handles {
  _createServerHandle(host: string, port: number, addressType: 4 | 6): Handle | number;
}

interface Handle {
  fd: number;
  getsockname(out: { port?: number }): number;
  close(): void;
}

export interface HeldSocket {
  /** For a child's `listen`. */
  fd: number;
  port: number;
  close(): void;
}

function trouble(error: number, host: string, port: number): Error {
  const [code, text] = getSystemErrorMap().get(error) ?? ['EINVAL', 'bad address'];
  return Object.assign(new Error(`cannot listen on ${host}:${port}: ${text}`), { code });
}

async function addressOf(host: string, port: number): Promise<LookupAddress> {
  try {
    return await lookup(host);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const says = `cannot listen on ${host}:${port}: ${host} has no address (${message}); correct the name`;
    throw Object.assign(new Error(says, { cause: error }), { code });
  }
}

const LAST_PORT = 65_535;

/**
 * Throws the errors that Node itself throws for such a port where it checks one: the kernel would take the lowest 16 bits
 * of any number.
 */
function checkAddress(host: unknown, port: unknown): void {
  if (typeof host !== 'string' || host === '') {
    const says = `cannot listen on ${inspect(host)}: a host is a name or an address`;
    throw Object.assign(new TypeError(says), { code: 'ERR_INVALID_ARG_VALUE' });
  }
  if (!Number.isInteger(port) || (port as number) < 0 || (port as number) > LAST_PORT) {
    const says = `cannot listen on ${host}:${inspect(port)}: a port is a whole number from 0 to ${LAST_PORT}`;
    throw Object.assign(new RangeError(says), { code: 'ERR_SOCKET_BAD_PORT' });
  }
}

/**
 * Binds without accepting, because the child accepts. Rejects with `EADDRINUSE` and the like, with the code of the resolver
 * (`ENOTFOUND`) for a host without an address, and with `ERR_SOCKET_BAD_PORT` for a value that is not a port. `port` 0: any.
 * A port that another process holds counts as taken when a server of that process has listened there (Linux); before that,
 * both hold the port, and the server that listens later gets `EADDRINUSE`.
 */
export async function hold(host: string, port: number): Promise<HeldSocket> {
  checkAddress(host, port);
  const { address: ip, family } = await addressOf(host, port);
  const handle = (net as unknown as Handles)._createServerHandle(ip, port, family as 4 | 6);
  if (typeof handle === 'number') throw trouble(handle, host, port);
  const address: { port?: number } = {};
  // The error of a port that is taken appears only now, because libuv keeps it until a later call.
  const error = handle.getsockname(address);
  if (error) {
    handle.close();
    throw trouble(error, host, port);
  }
  return { fd: handle.fd, port: address.port ?? port, close: () => handle.close() };
}
