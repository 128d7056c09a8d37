import type { WebSocket } from 'ws';
import { CLOSE } from '../protocol/messages.js';
import { type Person, placeToGive } from './admission.js';
import type { Limits } from './limits.js';

const FULL = 'All places are taken, and most are of your network. This page tries again by itself.';
const manyPages = (most: number) => `This browser has ${most} pages of this talk open. Close one.`;

interface Holder extends Person {
  socket: WebSocket;
}

/** The places of the pages that vote and ask. Each network has its share of them, and nobody waits: who finds none is told. */
export class AudiencePlaces {
  private readonly holders = new Map<WebSocket, Holder>();

  constructor(private readonly limits: Pick<Limits, 'audience' | 'perDevice'>) {}

  get size(): number {
    return this.holders.size;
  }

  /** False when there is no place; the socket is closed then, with the reason for its reader. */
  take(socket: WebSocket, address: string, device: string): boolean {
    const { audience, perDevice } = this.limits;
    const holders = [...this.holders.values()];
    if (holders.filter((holder) => holder.device === device).length >= perDevice) {
      socket.close(CLOSE.full, manyPages(perDevice));
      return false;
    }
    if (holders.length >= audience) {
      const gives = placeToGive(holders, address)?.socket;
      (gives ?? socket).close(CLOSE.full, FULL);
      if (!gives) return false;
      this.leave(gives);
    }
    this.holders.set(socket, { socket, address, device, since: performance.now() });
    return true;
  }

  leave(socket: WebSocket): void {
    this.holders.delete(socket);
  }
}
