// The troubles of a shop that do not end it.
import { metric, onFault } from '../../src/demo/worker.js';
import type { Oven } from './oven.js';

/** Long, and no reason to die: so does a large collection of garbage. */
const PAUSE_MS = 1500;
const CRUMBS_BYTES = 8 * 2 ** 20;
const CRUMBS_EVERY_MS = 100;
/** The machine is not ours alone. */
const CRUMBS_MAX_BYTES = 320 * 2 ** 20;

function busyFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function leak(): void {
  const kept: Buffer[] = [];
  const timer = setInterval(() => {
    kept.push(Buffer.alloc(CRUMBS_BYTES, 'crumbs'));
    const bytes = kept.length * CRUMBS_BYTES;
    if (bytes >= CRUMBS_MAX_BYTES) clearInterval(timer);
    if (kept.length % 5 === 0) console.log(`${bytes / 2 ** 20} MB of crumbs`);
  }, CRUMBS_EVERY_MS);
}

let pauses = 0;
metric('pauses', pauses);
metric('rude', 0);

export function trouble(oven: Oven): void {
  onFault({
    spin: () => {
      console.log('for (;;) {}');
      for (;;);
    },
    stick: () => {
      console.log('The oven door is stuck.');
      void oven.take();
    },
    leak,
    pause: () => {
      console.log('One moment, please …');
      busyFor(PAUSE_MS);
      console.log('… here you are.');
      metric('pauses', ++pauses);
    },
    rude: () => {
      console.log('SIGTERM? I do not listen.');
      process.removeAllListeners('SIGTERM');
      metric('rude', 1);
    },
  });
}
