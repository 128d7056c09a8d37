// A station with a cord: the worker who sees that something is wrong pulls it, and the station stops.

import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { mount, type Part, receive } from './station.js';

const [, , line = '', station = ''] = process.argv;

/** At the door: before the wrench is in hand. */
function check(part: Part): void {
  if (part.bolts) return;
  console.log('STOP! This part has no bolts.');
  process.exit(1);
}

await serve(`${line}-${station}.sock`, async ({ body }) => {
  const { car, part } = receive(body);
  check(part);
  await mount(car, part, station);
  return JSON.stringify(car);
});
console.log('Ready.');
startPulse();
ready();
