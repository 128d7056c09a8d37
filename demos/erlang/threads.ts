// How many worker threads?
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { onFault, ready, startPulse } from '../../src/demo/worker.js';
import { enter, referee, startAll, tell } from './contest.js';

async function start(): Promise<void> {
  const threads: Worker[] = [];
  const before = process.memoryUsage.rss();
  const bytesUsed = () => process.memoryUsage.rss() - before;
  const started = await startAll(async () => {
    const thread = new Worker(new URL('./sleeper.js', import.meta.url));
    threads.push(thread);
    await once(thread, 'message');
  }, referee(bytesUsed));
  tell(started, bytesUsed());
  for (const thread of threads) void thread.terminate();
}

enter('threads');
onFault({ spawn: start });
startPulse();
ready();
