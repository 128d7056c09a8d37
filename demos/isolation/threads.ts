// Twelve calls as twelve worker threads of one process.
import { Worker } from 'node:worker_threads';
import { clearBoard, drawRow, tellCalls } from './switchboard.js';

/** A call needs little; a thread that takes more is ended by V8, not by the kernel. */
const resourceLimits = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 };
const UNLUCKY = 3;

const threads = new Map<number, Worker>();

clearBoard();
for (let line = 1; line <= 12; line++) {
  const thread = new Worker(new URL('./thread.js', import.meta.url), { resourceLimits });
  threads.set(line, thread);
  thread.on('message', (words: string) => drawRow(line, words));
  thread.on('error', (error) => drawRow(line, `ended: ${error.message}`, 'bad'));
  thread.on('exit', (code) => {
    threads.delete(line);
    if (code === 0) drawRow(line, 'ended', 'bad');
    tellCalls(threads.size);
  });
}

process.on('message', (fault) => threads.get(UNLUCKY)?.postMessage(fault));
await Promise.all([...threads.values()].map((thread) => new Promise((online) => thread.once('online', online))));
process.send?.({ type: 'ready' });
tellCalls(threads.size);
