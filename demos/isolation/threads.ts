// Twelve calls as twelve worker threads of one process.
import { Worker } from 'node:worker_threads';
import { ready } from '../../src/demo/worker.js';
import { LINES } from './call.js';
import { clearBoard, countCalls, drawRow, say } from './switchboard.js';

/** A call needs little; a thread that takes more is ended by V8, not by the kernel. */
const resourceLimits = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 };
/** The line of the first fault. Each further fault hits the next line, so that each hits somebody alive; grandmother's is the last. */
const UNLUCKY = [3, 4, 5, 6, 8, 9, 10, 11, 12, 1, 2, 7];
/** The words that a row has room for, by the code of an error. */
const LAST_WORDS: Record<string, string> = {
  ERR_WORKER_OUT_OF_MEMORY: 'out of memory',
  ERR_WORKER_UNSUPPORTED_OPERATION: 'abort() is refused',
};

const threads = new Map<number, Worker>();

clearBoard();
for (let line = 1; line <= LINES; line++) {
  const thread = new Worker(new URL('./thread.js', import.meta.url), { resourceLimits, workerData: line });
  let lastWords: string | undefined;
  threads.set(line, thread);
  thread.on('message', (words: string) => drawRow(line, words));
  thread.on('error', ({ name, code = '' }: NodeJS.ErrnoException) => {
    lastWords = LAST_WORDS[code] ?? name;
  });
  thread.on('exit', (code) => {
    threads.delete(line);
    drawRow(line, `ended: ${lastWords ?? `exit ${code}`}`, 'bad');
    countCalls(threads.size);
  });
}

process.on('message', (fault) => {
  const line = UNLUCKY.shift();
  if (line === undefined) say('Nobody is left to be hurt.');
  else threads.get(line)?.postMessage(fault);
});
await Promise.all([...threads.values()].map((thread) => new Promise((online) => thread.once('online', online))));
ready();
countCalls(threads.size);
