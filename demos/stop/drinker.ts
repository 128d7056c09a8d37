// Three throats. Each orders a pint, drinks it, orders the next.
import { request } from 'node:http';
import { setTimeout as drink } from 'node:timers/promises';
import { metric, ready, startPulse } from '../common/tell.js';

const THROATS = 3;
const DRINK_MS = 100;
/** At each moment somebody waits for a pint that was begun. */
const APART_MS = 200;
const TELL_MS = 300;

/** `spilt`: it was begun and not finished. `closed`: nobody began it. */
const pints = { served: 0, spilt: 0, closed: 0 };

function pint(): Promise<keyof typeof pints> {
  return new Promise((resolve) => {
    const order = request({ socketPath: 'bar.sock', agent: false }, (glass) => {
      glass.resume();
      glass.once('close', () => resolve(glass.complete ? 'served' : 'spilt'));
    });
    order.once('error', () => resolve('closed'));
    order.end();
  });
}

async function thirst(): Promise<never> {
  for (;;) {
    pints[await pint()]++;
    await drink(DRINK_MS);
  }
}

let last = { line: '', closed: 0 };
function tell(): void {
  for (const [what, count] of Object.entries(pints)) metric(what, count);
  const shut = pints.closed > last.closed ? ', shut' : '';
  const line = `${pints.served} served, ${pints.spilt} spilt${shut}`;
  if (line !== last.line) console.log(line);
  last = { line, closed: pints.closed };
}

for (let throat = 0; throat < THROATS; throat++) setTimeout(thirst, throat * APART_MS);
setInterval(tell, TELL_MS);
startPulse();
ready();
