// A process or a thread that starts, says so, and waits for a message that never comes.
import { parentPort } from 'node:worker_threads';

const bytes = process.memoryUsage.rss();
if (parentPort) {
  parentPort.on('message', () => {});
  parentPort.postMessage(bytes);
} else {
  process.on('message', () => {});
  process.send?.(bytes);
}
