// One call as a process. There are twelve of these.
import { Call, WORD_MS } from './call.js';
import { misbehave } from './misbehave.js';
import { tellCalls } from './switchboard.js';

const call = new Call();

process.on('message', misbehave);
process.send?.({ type: 'ready' });
tellCalls(1);
setInterval(() => console.log(call.speak()), WORD_MS);
