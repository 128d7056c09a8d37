// One call as a process. There are twelve of these.
import { metric, ready } from '../../src/demo/worker.js';
import { Call, WORD_MS } from './call.js';
import { misbehave } from './misbehave.js';

const call = new Call(Number(process.argv[2]));

process.on('message', misbehave);
ready();
metric('calls', 1);
setInterval(() => console.log(call.speak()), WORD_MS);
