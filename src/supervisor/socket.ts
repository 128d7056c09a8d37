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
  getsockname(out: { port?: number }): void;
  close(): void;
}

export interface HeldSocket {
  /** For a child's `listen`. */
  fd: number;
  port: number;
  close(): void;
}

/** Binds without accepting: that is for the child. Rejects with `EADDRINUSE` and the like. `port` 0: any. */
export async function hold(host: string, port: number): Promise<HeldSocket> {
  const { address: ip, family } = await lookup(host);
  const handle = (net as unknown as Handles)._createServerHandle(ip, port, family as 4 | 6);
  if (typeof handle === 'number') {
    const [code, text] = getSystemErrorMap().get(handle) ?? ['EINVAL', 'bad address'];
    throw Object.assign(new Error(`cannot listen on ${host}:${port}: ${text}`), { code });
  }
  const address: { port?: number } = {};
  handle.getsockname(address);
  return { fd: handle.fd, port: address.port ?? port, close: () => handle.close() };
}
