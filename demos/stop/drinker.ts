// Three throats. Each orders a pint when it is his turn, and drinks it until it is his turn again.
import { request } from 'node:http';
import { setTimeout as drink } from 'node:timers/promises';
import { metric, ready, startPulse } from '../../src/demo/worker.js';
import { socketPath } from '../../src/protocol/unix-socket.js';

const THROATS = 3;
/** A pint takes longer than that. */
const APART_MS = 300;
const ROUND_MS = THROATS * APART_MS;
const TELL_MS = 300;

/** `spilt`: the pint was started and not finished. `closed`: nobody started it. */
const pints = { served: 0, spilt: 0, closed: 0 };
/** Started, and neither served nor spilt yet. */
let inHand = 0;

function pint(): Promise<keyof typeof pints> {
  return new Promise((resolve) => {
    const order = request({ socketPath: socketPath('bar.sock'), agent: false }, (glass) => {
      inHand++;
      glass.resume();
      glass.once('close', () => {
        inHand--;
        resolve(glass.complete ? 'served' : 'spilt');
      });
    });
    order.once('error', () => resolve('closed'));
    order.end();
  });
}

const untilTurn = (throat: number) => ROUND_MS - ((performance.now() - throat * APART_MS + ROUND_MS) % ROUND_MS);

async function thirst(throat: number): Promise<never> {
  for (;;) {
    await drink(untilTurn(throat));
    pints[await pint()]++;
  }
}

let last = { line: '', closed: 0 };
function tell(): void {
  for (const [what, count] of Object.entries(pints)) metric(what, count);
  // The last one, because a zero says that the counts above are final.
  metric('in hand', inHand);
  const shut = pints.closed > last.closed ? ', shut' : '';
  const line = `${pints.served} served, ${pints.spilt} spilt${shut}`;
  if (line !== last.line) console.log(line);
  last = { line, closed: pints.closed };
}

for (let throat = 0; throat < THROATS; throat++) void thirst(throat);
setInterval(tell, TELL_MS);
startPulse();
ready();
