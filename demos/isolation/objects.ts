// Twelve calls as twelve objects in one process.
import { Call, WORD_MS } from './call.js';
import { misbehave } from './misbehave.js';
import { clearBoard, drawRow, tellCalls } from './switchboard.js';

const UNLUCKY = 3;

const calls = Array.from({ length: 12 }, () => new Call());
let fault: unknown;

function turn(line: number, call: Call): void {
  if (line === UNLUCKY) misbehave(fault);
  drawRow(line, call.speak());
}

clearBoard();
calls.forEach((call, at) => {
  setTimeout(() => setInterval(turn, WORD_MS, at + 1, call), (at * WORD_MS) / calls.length);
});

process.on('message', (message) => {
  fault = message;
});
process.send?.({ type: 'ready' });
tellCalls(calls.length);
