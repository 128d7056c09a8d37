import { Worker } from 'node:worker_threads';

/** Far longer than the output of one seed takes, in ms. */
const SILENCE_MS = 60_000;

/** In a thread of its own, because the one that hangs says nothing. */
const WATCH = `
const { workerData } = require('node:worker_threads');
const [beats] = [new Int32Array(workerData)];
let seen = -1;
setInterval(() => {
  if (beats[0] === seen) {
    require('node:fs').writeSync(2, 'hangs at seed ' + beats[1] + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }
  seen = beats[0];
}, ${SILENCE_MS});
`;

/** Ends this process, with the seed in words, when there has been no beat for a minute. */
export function watchForHang(): { beat(seed: number): void; stop(): void } {
  const beats = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(WATCH, { eval: true, workerData: beats.buffer });
  worker.unref();
  return {
    beat: (seed) => {
      beats[0] = (beats[0] ?? 0) + 1;
      beats[1] = seed;
    },
    stop: () => void worker.terminate(),
  };
}
