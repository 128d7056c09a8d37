/** The contest: how many can be started in the same time and memory, all of them alive and waiting for a message? */
import { availableParallelism } from 'node:os';
import { metric } from '../../src/demo/worker.js';

export const TIME_MS = 1000;
export const ROOM_MB = 512;
const MB = 2 ** 20;

/** May another one be started? `bytesUsed` are those of all so far. */
export function referee(bytesUsed: () => number): () => boolean {
  const end = performance.now() + TIME_MS;
  return () => performance.now() < end && bytesUsed() < ROOM_MB * MB;
}

/** Starts as many as there may be, one on each processor at a time; who comes too late does not count. */
export async function startAll(startOne: () => Promise<void>, mayStart: () => boolean): Promise<number> {
  let started = 0;
  async function oneAfterTheOther(): Promise<void> {
    while (mayStart()) {
      await startOne();
      if (mayStart()) started++;
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, oneAfterTheOther));
  return started;
}

let contests = 0;

/** The values of a process that has just been born. */
export function enter(name: string): void {
  console.log(`${name}: at your service`);
  metric('started', 0);
  metric('contests', contests);
}

export function tell(started: number, bytes: number): void {
  const each = started === 0 ? 0 : bytes / started;
  const size = each > MB ? `${(each / MB).toFixed(1)} MB` : `${Math.round(each)} B`;
  console.log(started === 0 ? 'not one in time' : `${started.toLocaleString('en')}, ${size} each`);
  metric('started', started);
  metric('bytes', each);
  metric('contests', ++contests);
}
