// One call in a thread.
import { parentPort, workerData } from 'node:worker_threads';
import { Call, WORD_MS } from './call.js';
import { misbehave } from './misbehave.js';

const call = new Call(workerData as number);
setInterval(() => parentPort?.postMessage(call.speak()), WORD_MS);
parentPort?.on('message', misbehave);
