/** A listening socket that outlives the processes that serve it: while none is alive, connections wait in the kernel. */
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import { getSystemErrorMap } from 'node:util';

/** What Node's own `cluster` binds its shared sockets with; missing from the typings. */
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

/** Binds without accepting: that is for the child. Rejects with `EADDRINUSE` and the like. `port` 0: any. */
export async function hold(host: string, port: number): Promise<HeldSocket> {
  const { address: ip, family } = await lookup(host);
  const handle = (net as unknown as Handles)._createServerHandle(ip, port, family as 4 | 6);
  if (typeof handle === 'number') throw trouble(handle, host, port);
  const address: { port?: number } = {};
  // A port that is taken is told only now: libuv keeps that error until somebody looks.
  const error = handle.getsockname(address);
  if (error) {
    handle.close();
    throw trouble(error, host, port);
  }
  return { fd: handle.fd, port: address.port ?? port, close: () => handle.close() };
}
