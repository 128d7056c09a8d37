// One call in a thread.
import { parentPort } from 'node:worker_threads';
import { Call, WORD_MS } from './call.js';
import { misbehave } from './misbehave.js';

const call = new Call();
setInterval(() => parentPort?.postMessage(call.speak()), WORD_MS);
parentPort?.on('message', misbehave);
