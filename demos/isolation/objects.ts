// Twelve calls as twelve objects in one process.
import { ready } from '../../src/demo/worker.js';
import { Call, LINES, WORD_MS } from './call.js';
import { misbehave } from './misbehave.js';
import { clearBoard, countCalls, drawRow } from './switchboard.js';

const UNLUCKY = 3;

const calls = Array.from({ length: LINES }, (_, at) => new Call(at + 1));
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
ready();
countCalls(calls.length);
